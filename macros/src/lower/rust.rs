//! Rust expressions: converted in the array of arguments, or given to a method of the step.

use std::fmt::Write as _;

use http_step_syntax::tree::Pos;
use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned as _;

use super::Writer;

/// What an expression is converted into.
#[derive(Clone, Copy)]
pub(super) enum Conversion {
    Value,
    Seconds,
    Flag,
    Map,
}

impl Writer<'_> {
    /// Hands an expression to a method of the step; there is nothing of it in the text.
    pub(super) fn attach(&mut self, method: &str, index: usize) -> Option<()> {
        let expression = self.call.places.expression(index)?;
        let at = Span::mixed_site().located_at(expression.span());
        let (method, value) = (Ident::new(method, at), argument(expression));
        self.calls.push(quote_spanned!(at=> .#method(#value)));
        None
    }

    pub(super) fn expression(&mut self, index: usize, into: Conversion) -> Option<()> {
        let expression = self.call.places.expression(index)?;
        let convert = match into {
            Conversion::Value => quote!(IntoExpr::into_expr),
            Conversion::Seconds => quote!(IntoSeconds::into_seconds),
            Conversion::Flag => quote!(flag),
            Conversion::Map => quote!(map),
        };
        self.argument(expression.span(), &convert, &argument(expression));
        Some(())
    }

    pub(super) fn bytes(&mut self, at: Pos, bytes: &[u8]) {
        let span = self.call.places.extent(at).first;
        let mut literal = Literal::byte_string(bytes);
        literal.set_span(span);
        self.argument(span, &quote!(bytes), &literal);
    }

    /// A conversion of the runtime, with all its tokens where the value stands: an error about the type
    /// of the value then points there and nowhere else.
    fn argument(&mut self, at: Span, convert: &TokenStream, value: &impl ToTokens) {
        let located = |tokens: &TokenStream| -> TokenStream {
            let located = |mut token: TokenTree| {
                token.set_span(token.span().located_at(at));
                token
            };
            tokens.clone().into_iter().map(located).collect()
        };
        let (runtime, convert) = (located(&self.call.runtime), located(convert));
        let span = Span::mixed_site().located_at(at);
        let _ = write!(self.text, "{{\"$arg\":{}}}", self.args.len());
        self.args
            .push(quote_spanned!(span=> #runtime::__private::#convert(#value)));
    }
}

/// An expression as an argument of a call: parentheses are needed where they were written, and would be
/// warned about here.
fn argument(expression: &Expr) -> TokenStream {
    match expression {
        Expr::Paren(paren) => {
            let (at, inner) = (Span::mixed_site().located_at(paren.span()), &paren.expr);
            quote_spanned!(at=> (#inner))
        }
        other => other.to_token_stream(),
    }
}
