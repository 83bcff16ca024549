//! Fields, maps, lists and arms, as far as they are written.

use http_step_syntax::key::Shape;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::Token;
use syn::ext::IdentExt as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};

use super::rust::rest;
use super::{Editor, Table};
use crate::parse::{at_end, named};

impl Editor<'_> {
    /// `key: value, …`; a key may be the beginning of one, or not there yet.
    pub(super) fn fields(&self, input: ParseStream<'_>, table: Table) -> TokenStream {
        let mut seen = Vec::new();
        loop {
            let may_be_bare = seen.is_empty() && table == Table::KEYS;
            if at_end(input) {
                seen.push(self.item(table, None));
            } else if named(input) || is_lone(input) && !may_be_bare {
                let key = input.call(Ident::parse_any).ok();
                seen.push(self.item(table, key.as_ref()));
                if !at_end(input) && skip_colon(input) {
                    let shape = key.and_then(|key| table.shape(&key));
                    seen.push(self.value(shape, rest(input)));
                }
            } else if is_lone(input) && !is_key(input) {
                // The beginning of the first key, or of the URL.
                let (items, word) = (self.items, rest(input));
                seen.push(quote!({ use #items::keys::*; #word }));
            } else {
                seen.push(self.value(None, rest(input)));
            }
            if input.is_empty() {
                return quote!((#(#seen,)*));
            }
            skip_comma(input);
        }
    }

    /// A value at a key of that shape, or within one.
    pub(super) fn value(&self, shape: Option<Shape>, tokens: TokenStream) -> TokenStream {
        let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        match (shape, trees.as_slice()) {
            (Some(Shape::Method), []) => self.item(Table::METHODS, None),
            (Some(Shape::Method), [TokenTree::Ident(word)]) => {
                self.item(Table::METHODS, Some(word))
            }
            (Some(Shape::Policy), [TokenTree::Ident(word)])
                if word != "true" && word != "false" =>
            {
                self.item(Table::RESULTS, Some(word))
            }
            (Some(Shape::Statuses), [TokenTree::Ident(word)]) => {
                self.item(Table::FAILURES, Some(word))
            }
            (shape, [TokenTree::Group(group)]) if group.delimiter() == Delimiter::Brace => {
                match shape {
                    Some(Shape::Retry) => {
                        within(group, |input| self.fields(input, Table::RETRY_OPTIONS))
                    }
                    Some(Shape::Poll) => {
                        within(group, |input| self.fields(input, Table::POLL_OPTIONS))
                    }
                    Some(Shape::Results) => each(group, |input| self.arm(input)),
                    shape => each(group, |input| self.entry(shape, input)),
                }
            }
            (shape, [TokenTree::Group(group)]) if group.delimiter() == Delimiter::Bracket => {
                each(group, |input| self.value(shape, rest(input)))
            }
            (shape, _) => self.rust(shape, tokens),
        }
    }

    /// `"key": value`, `(key): value`, `..map`
    fn entry(&self, shape: Option<Shape>, input: ParseStream<'_>) -> TokenStream {
        if input.parse::<Token![..]>().is_ok() {
            return self.rust(None, rest(input));
        }
        let ahead = input.fork();
        match ahead.parse::<TokenTree>() {
            Ok(key) if skip_colon(&ahead) => {
                input.advance_to(&ahead);
                let value = self.value(shape, rest(input));
                quote!((#key, #value))
            }
            _ => self.value(shape, rest(input)),
        }
    }

    /// `status | failure => result`
    fn arm(&self, input: ParseStream<'_>) -> TokenStream {
        let mut seen = Vec::new();
        let mut table = Table::FAILURES;
        while !at_end(input) {
            if input.parse::<Token![=>]>().is_ok() {
                table = Table::RESULTS;
                if at_end(input) {
                    seen.push(self.item(table, None));
                }
            } else if let Ok(TokenTree::Ident(word)) = input.parse()
                && word != "_"
            {
                seen.push(self.item(table, Some(&word)));
            }
        }
        quote!((#(#seen,)*))
    }
}

/// A word that is all there is before the next field.
fn is_lone(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.call(Ident::parse_any).is_ok() && (at_end(&ahead) || named(&ahead))
}

pub(super) fn is_key(input: ParseStream<'_>) -> bool {
    let word = input.fork().call(Ident::parse_any);
    word.is_ok_and(|word| Table::KEYS.shape(&word).is_some())
}

fn skip_comma(input: ParseStream<'_>) {
    let _ = input.parse::<Option<Token![,]>>();
}

/// Skips a colon that is there and is none of a path.
pub(super) fn skip_colon(input: ParseStream<'_>) -> bool {
    !input.peek(Token![::]) && input.parse::<Token![:]>().is_ok()
}

fn within(group: &Group, read: impl FnOnce(ParseStream<'_>) -> TokenStream) -> TokenStream {
    let read = |input: ParseStream<'_>| Ok(read(input));
    read.parse2(group.stream()).unwrap_or_default()
}

/// The items of a group, as a tuple.
pub(super) fn each(
    group: &Group,
    mut read: impl FnMut(ParseStream<'_>) -> TokenStream,
) -> TokenStream {
    within(group, |input| {
        let mut seen = Vec::new();
        while !input.is_empty() {
            seen.push(read(input));
            skip_comma(input);
        }
        quote!((#(#seen,)*))
    })
}
