//! Rust expressions, in which words of the language may stand.

use http_step_syntax::key::Shape;
use http_step_syntax::tree::Form;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, Token};

use super::fields::{each, is_key, skip_colon};
use super::{Editor, Table};
use crate::parse::{at_end, named, words};

impl Editor<'_> {
    /// An expression; a closure, where its key knows the types of the parameters, as the argument of a function.
    pub(super) fn rust(&self, shape: Option<Shape>, tokens: TokenStream) -> TokenStream {
        let items = self.items;
        let parameters = parameters(&tokens);
        match (shape, parameters) {
            (Some(Shape::When), Some(1)) => quote!(#items::before(#tokens)),
            (Some(Shape::When), Some(_)) => quote!(#items::after(#tokens)),
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

    /// The expression with the item of each word of the language.
    fn with_items(&self, tokens: TokenStream, has_parts: bool) -> TokenStream {
        words::replace(tokens, has_parts, &mut |word| {
            let table = match word.form {
                Some(Form::Part(_)) => Table::PARTS,
                _ => Table::WORDS,
            };
            let item = self.item(table, Some(word.ident));
            let item = match (table, word.arguments) {
                (_, None) => item,
                (Table::PARTS, Some(arguments)) => quote!(#item #arguments),
                (_, Some(arguments)) => {
                    let arguments = each(arguments, |input| self.argument(input));
                    quote!(#item(#arguments))
                }
            };
            match word.next {
                Some(TokenTree::Punct(punct)) if punct.as_char() == '.' => item,
                // It may be of any type.
                _ => {
                    let items = self.items;
                    quote!(#items::any(#item))
                }
            }
        })
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

/// Takes the tokens to the comma that ends an expression; of one that is not finished, to the first comma behind the
/// parameters of a closure, or to the next field.
pub(super) fn rest(input: ParseStream<'_>) -> TokenStream {
    let ahead = input.fork();
    let is_whole = ahead.parse::<Expr>().is_ok() && at_end(&ahead);
    let mut tokens = TokenStream::new();
    let mut bars = 0;
    while !input.is_empty() {
        let is_in_parameters = bars == 1 && parameters(&tokens).is_some();
        let is_next_field = !tokens.is_empty() && named(input) && is_key(input);
        let ends = match is_whole {
            true => input.cursor() >= ahead.cursor(),
            false => !is_in_parameters && (input.peek(Token![,]) || is_next_field),
        };
        if ends {
            break;
        }
        bars += usize::from(input.peek(Token![|]));
        tokens.extend(input.parse::<TokenTree>());
    }
    tokens
}

fn is_punct(tree: Option<&TokenTree>, chars: &str) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if chars.contains(punct.as_char()))
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
