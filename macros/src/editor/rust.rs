//! Rust expressions, in which words of the language may stand.

use http_step_syntax::answer::Part;
use http_step_syntax::key::Shape;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;

use super::{Editor, Table, each, rest, skip_colon};
use crate::ast::Word;
use crate::parse::{METHODS, named};

impl Editor<'_> {
    /// An expression; a closure, where its key knows the types of the parameters, as the argument of a function.
    pub(super) fn rust(&self, shape: Option<Shape>, tokens: TokenStream) -> TokenStream {
        let items = self.items;
        let parameters = parameters(&tokens);
        match (shape, parameters) {
            (Some(Shape::When), Some(1)) => quote!(#items::when(#tokens)),
            (Some(Shape::When), Some(_)) => quote!(#items::when_ended(#tokens)),
            (Some(Shape::Hooks), Some(_)) => quote!(#items::hook(#tokens)),
            (Some(Shape::Condition | Shape::Conditions | Shape::Capture), _) => {
                let tokens = self.with_items(tokens, true);
                quote!({ use #items::parts::*; (#tokens) })
            }
            _ => {
                let tokens = self.with_items(tokens, false);
                quote!((#tokens))
            }
        }
    }

    /// The expression with the item of each word, and of each part of a response where it may have such.
    fn with_items(&self, tokens: TokenStream, has_parts: bool) -> TokenStream {
        let mut trees = tokens.into_iter().peekable();
        let mut written = TokenStream::new();
        let mut before = None;
        while let Some(tree) = trees.next() {
            let next = trees.peek();
            let seen = match &tree {
                TokenTree::Ident(word) if !is_punct(before.as_ref(), ".:") => {
                    self.known(word, next, has_parts)
                }
                TokenTree::Group(group) if holds_operands(before.as_ref(), group) => {
                    let inner = self.with_items(group.stream(), has_parts);
                    let mut group = Group::new(group.delimiter(), inner);
                    group.set_span(tree.span());
                    Some(TokenTree::from(group).into())
                }
                _ => None,
            };
            match (&tree, seen) {
                (TokenTree::Ident(_), Some(item)) => {
                    trees.next_if(|next| arguments(Some(next)).is_some());
                    let items = self.items;
                    written.extend(match is_punct(trees.peek(), ".") {
                        true => item,
                        // It may be of any type.
                        false => quote!(#items::value(#item)),
                    });
                }
                (_, Some(group)) => written.extend(group),
                (_, None) => written.extend([tree.clone()]),
            }
            before = Some(tree);
        }
        written
    }

    /// The item of a word with its arguments.
    fn known(
        &self,
        word: &Ident,
        next: Option<&TokenTree>,
        has_parts: bool,
    ) -> Option<TokenStream> {
        let part = Part::ALL
            .into_iter()
            .find(|part| has_parts && word == part.as_str());
        let is_value = Word::VALUES.iter().any(|value| word == value.as_str());
        match (part, arguments(next)) {
            (Some(part), _) if part.is_bare() => Some(self.item(Table::PARTS, Some(word))),
            (None, None) if word == "null" => Some(self.item(Table::WORDS, Some(word))),
            (Some(_), Some(arguments)) => {
                let item = self.item(Table::PARTS, Some(word));
                Some(quote!(#item #arguments))
            }
            (None, Some(arguments)) if is_value => {
                let item = self.item(Table::WORDS, Some(word));
                let arguments = each(arguments, |input| self.argument(input));
                Some(quote!(#item(#arguments)))
            }
            _ => None,
        }
    }

    /// `value`, or `name: value`
    fn argument(&self, input: ParseStream<'_>) -> TokenStream {
        if named(input) {
            let _ = input.call(Ident::parse_any);
            skip_colon(input);
        }
        self.value(None, rest(input))
    }
}

fn is_punct(tree: Option<&TokenTree>, chars: &str) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if chars.contains(punct.as_char()))
}

fn arguments(tree: Option<&TokenTree>) -> Option<&Group> {
    match tree {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}

/// Whether words of the language may stand in a group: not in blocks, nor in the arguments of the program's functions.
fn holds_operands(before: Option<&TokenTree>, group: &Group) -> bool {
    let is_call = matches!(before, Some(TokenTree::Ident(name)) if !METHODS.iter().any(|(method, _)| name == method));
    !is_call && group.delimiter() != Delimiter::Brace
}

/// The number of parameters of a closure, whose body may be half typed.
fn parameters(tokens: &TokenStream) -> Option<usize> {
    let mut trees = tokens.clone().into_iter();
    let first = trees.find(|tree| !matches!(tree, TokenTree::Ident(word) if word == "move"));
    if !is_punct(first.as_ref(), "|") {
        return None;
    }
    let parameters = trees.take_while(|tree| !is_punct(Some(tree), "|"));
    Some(parameters.filter(|tree| is_punct(Some(tree), ",")).count() + 1)
}
