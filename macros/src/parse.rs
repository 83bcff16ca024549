//! Tokens → ast. Reports what cannot be read, skips to the next comma and goes on.

mod arms;
mod dsl;
mod expression;
mod field;
mod items;
mod literal;
mod map;
mod name;
mod options;
mod rust;
mod value;
mod words;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Ident, Token, parenthesized};

use crate::ast::{Call, Value};
use crate::diagnostics::Diagnostics;

/// How deep maps, lists, pairs, words of ours and parentheses may stand in each other.
///
/// It bounds our own recursion; how deep a value may come out is checked later.
const DEEPEST: usize = 32;

/// Reads `($crate) name field, …`; fails only where the front of the runtime is not what it should be.
pub(crate) fn call(tokens: TokenStream, diagnostics: &mut Diagnostics) -> syn::Result<Call> {
    let mut reader = Reader {
        diagnostics,
        depth: 0,
        knows_parts: false,
    };
    within(tokens, Span::call_site(), |input| {
        let runtime: Group = input.parse()?;
        let name: Ident = input.parse()?;
        Ok(Call {
            runtime: runtime.stream(),
            name,
            fields: reader.fields(input),
        })
    })
}

/// What reads a step, or a part of it.
struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
    depth: usize,
    /// Whether the words for parts of an answer are ours here.
    knows_parts: bool,
}

impl Reader<'_> {
    /// Reads what stands in a group; None, after a report, where that is too deep.
    fn inside<T>(
        &mut self,
        group: &Group,
        read: impl FnOnce(&mut Reader<'_>, ParseStream<'_>) -> T,
    ) -> Option<T> {
        if self.depth == DEEPEST {
            let what = format!("a value can't be nested more than {DEEPEST} deep");
            let help = "make a part of it before, as a Rust value";
            self.diagnostics.error(group.span_open(), &what, help);
            return None;
        }
        let mut inner = Reader {
            diagnostics: self.diagnostics,
            depth: self.depth + 1,
            knows_parts: self.knows_parts,
        };
        let read = |input: ParseStream<'_>| Ok(read(&mut inner, input));
        within(group.stream(), group.span(), read).ok()
    }

    /// Reads on trial; what is found wrong comes back beside what was read.
    fn on_trial<T>(&self, read: impl FnOnce(&mut Reader<'_>) -> T) -> (T, Diagnostics) {
        let mut found = Diagnostics::default();
        let mut reader = Reader {
            diagnostics: &mut found,
            depth: self.depth,
            knows_parts: self.knows_parts,
        };
        (read(&mut reader), found)
    }
}

/// Reads tokens to their end. An error about the end points at the last of them, where syn alone would take
/// the whole call.
fn within<T>(
    tokens: TokenStream,
    empty: Span,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let last = tokens.clone().into_iter().last();
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(last.map_or(empty, |last| last.span()));
    let read = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        let result = read(&content);
        skip(&content, |_| false);
        result
    };
    read.parse2(TokenTree::from(group).into())
}

fn skip(input: ParseStream<'_>, until: impl Fn(ParseStream<'_>) -> bool) {
    while !input.is_empty() && !until(input) {
        let _ = input.parse::<TokenTree>();
    }
}

fn skip_to_comma(input: ParseStream<'_>) {
    skip(input, |input| input.peek(Token![,]));
}

/// Whether what has been read is all there is before the next comma.
fn at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// A value in whose place something cannot be read, after that has been reported.
fn bad(input: ParseStream<'_>, span: Span) -> Value {
    skip_to_comma(input);
    Value::Bad(span)
}
