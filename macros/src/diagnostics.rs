//! The collector of everything that is wrong with a step.

use http_step_syntax::Problem;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::LitStr;

use crate::literal;

/// The errors of a step.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<syn::Error>,
}

impl Diagnostics {
    /// An error under a token, with advice on what to write.
    pub(crate) fn error(&mut self, span: Span, what: &str, help: impl AsRef<str>) {
        self.push(syn::Error::new(
            span,
            message(what, None, Some(help.as_ref())),
        ));
    }

    /// An error under a token about which no advice can be given.
    pub(crate) fn plain(&mut self, span: Span, what: &str) {
        self.push(syn::Error::new(span, what));
    }

    /// A problem with the text of a token that is no literal: a key, a method.
    pub(crate) fn problem(&mut self, span: Span, problem: &Problem) {
        let text = message(&problem.what, None, problem.help.as_deref());
        self.push(syn::Error::new(span, text));
    }

    /// A problem with several tokens: under all of them.
    pub(crate) fn over(&mut self, tokens: &impl ToTokens, problem: &Problem) {
        let text = message(&problem.what, None, problem.help.as_deref());
        self.push(syn::Error::new_spanned(tokens, text));
    }

    /// A problem within a string literal: under its characters where the compiler lets us, and else
    /// under the literal, with the characters marked in the message.
    pub(crate) fn in_literal(&mut self, literal: &LitStr, problem: &Problem) {
        let help = problem.help.as_deref();
        self.push(match literal::subspan(literal, &problem.range) {
            Some(span) => syn::Error::new(span, message(&problem.what, None, help)),
            None => {
                let drawn = literal::drawn(literal, &problem.range);
                syn::Error::new(literal.span(), message(&problem.what, drawn, help))
            }
        });
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// Takes over what another collector found.
    pub(crate) fn append(&mut self, other: Self) {
        self.errors.extend(other.errors);
    }

    /// The value of the macro, with the errors in front of it, from the first line to the last.
    ///
    /// ```text
    /// { compile_error! { … } … value }
    /// ```
    pub(crate) fn beside(mut self, value: TokenStream) -> TokenStream {
        if self.errors.is_empty() {
            return value;
        }
        self.errors.sort_by_key(|error| place(error.span()));
        let errors = self.errors.iter().map(syn::Error::to_compile_error);
        // Bare errors in the place of an expression would bring forth errors about themselves.
        quote!({ #(#errors)* #value })
    }
}

/// The line and the column; nothing outside a compiler, where all are equal and keep their order.
fn place(span: Span) -> Option<(usize, usize)> {
    proc_macro::is_available().then(|| {
        let span = span.unwrap();
        (span.line(), span.column())
    })
}

/// rustc puts the first line behind `error:` and indents what follows.
fn message(what: &str, drawn: Option<String>, help: Option<&str>) -> String {
    let mut text = what.to_owned();
    for line in drawn.iter().flat_map(|drawn| drawn.lines()) {
        text.push_str("\n    ");
        text.push_str(line);
    }
    if let Some(help) = help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    text
}
