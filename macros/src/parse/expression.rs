//! Rust expressions, and operators with words of the language among their leaves.
//!
//! Arguments like `default: value` are no Rust. So each word with its arguments is taken out first, and a
//! name stands in its place while syn reads the expression; then the words are put back.

use http_step_syntax::tree::{Form, Node, Value};
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Expr;
use syn::parse::ParseStream;

use super::items::foreign_operator;
use super::operand::{Taken, name};
use super::{Context, Reader, is_comma, within, words};
use crate::diagnostics::Diagnostics;

impl Reader<'_> {
    /// An expression: all of it Rust's, or with words of the language.
    pub(super) fn expression(&mut self, input: ParseStream<'_>) -> Node {
        let rest: Vec<TokenTree> = input.cursor().token_stream().into_iter().collect();
        let commas = rest.iter().enumerate().filter(|(_, tree)| is_comma(tree));
        let ends = commas.map(|(index, _)| index).chain([rest.len()]);
        let mut first_error = None;
        // A comma may belong to the expression, as in `f::<A, B>(x)`: then the next one ends it.
        for end in ends {
            let tokens: TokenStream = rest.iter().take(end).cloned().collect();
            let mut taken = Taken::default();
            let (written, found) = self.on_trial(|reader| reader.without_words(tokens, &mut taken));
            if taken.calls.is_empty() && !taken.has_null {
                return self.rust(input);
            }
            let error = match within(written, input.span(), whole) {
                Ok((expression, None)) => {
                    (0..end).for_each(|_| drop(input.parse::<TokenTree>()));
                    self.diagnostics.append(found);
                    let value = self.operand(expression, &mut taken);
                    return self.all_used(value, taken);
                }
                Ok((_, Some(error))) => error,
                Err(error) => {
                    let mut diagnostics = Diagnostics::default();
                    diagnostics.push(error);
                    diagnostics
                }
            };
            first_error = first_error.or(Some(error));
        }
        let span = input.span();
        // The error of the expression up to its comma; that of the longer tries is about what follows.
        if let Some(error) = first_error {
            self.diagnostics.append(error);
        }
        self.skipped(input, span)
    }

    /// The tokens with a name for each word and its arguments.
    fn without_words(&mut self, tokens: TokenStream, taken: &mut Taken) -> TokenStream {
        let has_parts = self.context == Context::Response;
        words::replace(tokens, has_parts, &mut |word| {
            let call = match (word.form, word.arguments) {
                (Some(form @ Form::Part(part)), arguments) if part.is_bare() => {
                    self.bare(form, word.ident, arguments)
                }
                (Some(form), Some(arguments)) => self.call(form, word.ident, arguments),
                _ => {
                    taken.has_null = true;
                    return TokenTree::from(word.ident.clone()).into();
                }
            };
            taken.calls.push(Some(call));
            let name = name(taken.calls.len() - 1);
            TokenTree::from(Ident::new(&name, word.ident.span())).into()
        })
    }

    /// A word that was not put back stands where only Rust can.
    fn all_used(&mut self, value: Node, taken: Taken) -> Node {
        let left: Vec<Node> = taken.calls.into_iter().flatten().collect();
        if taken.is_refused || left.is_empty() {
            return value;
        }
        for node in left {
            if let Value::Form(call) = &node.value {
                self.form_in_rust(call, &value);
            }
        }
        let at = self.places.extent(value.at);
        self.bad(at)
    }
}

/// Reads an expression, and what is wrong with tokens that follow it.
fn whole(input: ParseStream<'_>) -> syn::Result<(Expr, Option<Diagnostics>)> {
    let expression = input.parse()?;
    if input.is_empty() {
        return Ok((expression, None));
    }
    let mut diagnostics = Diagnostics::default();
    let what = "expected an operator or a comma";
    match foreign_operator(input) {
        Some((word, help)) => {
            let what = format!("{what}, found `{word}`");
            diagnostics.error(word.span(), &what, help);
        }
        None => diagnostics.plain(input.span(), what),
    }
    Ok((expression, Some(diagnostics)))
}
