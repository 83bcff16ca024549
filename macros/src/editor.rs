//! Tokens → what rust-analyzer has to see of a call: each word as the path of a documented item, and each Rust
//! expression at a place where it can be completed.
//!
//! What is being typed can't be parsed yet. So this works on the tokens themselves: it drops none of them and rejects
//! nothing; the errors come from the other stages.

mod rust;

use std::env;
use std::sync::OnceLock;

use http_step_syntax::key::{Key, PollOption, RetryOption, Row, Shape};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Token};

use crate::parse::{at_end, named};

/// Returns whether rust-analyzer runs the macro.
///
/// It sets `cfg(rust_analyzer)` for the packages of a workspace, and so neither for this crate nor for the runtime. In
/// the expansion the condition would cost each call a tenth of a millisecond, and a warning.
pub(crate) fn is_present() -> bool {
    static IS_PRESENT: OnceLock<bool> = OnceLock::new();
    *IS_PRESENT.get_or_init(|| {
        let program = env::current_exe().unwrap_or_default();
        let name = program.file_stem().unwrap_or_default();
        name.to_string_lossy().starts_with("rust-analyzer")
    })
}

/// ```text
/// {
///     use $crate::__private::editor::words::*;
///     let _ = ($crate::__private::editor::keys::json, (cfg.name,),);
///     ::core::compile_error! { "…" }
///     $crate::__private::editor::step()
/// }
/// ```
///
/// The errors follow the rest: rust-analyzer compares this with the expansion of the same call with a word more at the
/// cursor, and finds the cursor by its distance from the beginning.
pub(crate) fn step(tokens: TokenStream, errors: &[syn::Error]) -> TokenStream {
    let read = |input: ParseStream<'_>| {
        let runtime = input.parse::<Group>()?.stream();
        input.parse::<Ident>()?;
        let items = quote!(#runtime::__private::editor);
        let fields = Editor { items: &items }.fields(input, Table::KEYS);
        let errors = errors.iter().map(error);
        Ok(quote!({
            use #items::words::*;
            let _ = #fields;
            #(#errors)*
            #items::step()
        }))
    };
    read.parse2(tokens).unwrap_or_default()
}

/// rust-analyzer reports the error at the first token. Only that one is at the place of the mistake: of a path it would
/// show the documentation there.
fn error(error: &syn::Error) -> TokenStream {
    let (colons, text) = (quote_spanned!(error.span()=> ::), error.to_string());
    quote!(#colons core::compile_error! { #text })
}

/// A module of documented items.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Table(&'static str);

impl Table {
    const KEYS: Self = Self("keys");
    const RETRY_OPTIONS: Self = Self("retry_options");
    const POLL_OPTIONS: Self = Self("poll_options");
    const METHODS: Self = Self("methods");
    const RESULTS: Self = Self("results");
    const FAILURES: Self = Self("failures");
    const WORDS: Self = Self("words");
    const PARTS: Self = Self("parts");

    /// The values that a key of the table takes.
    fn shape(self, name: &Ident) -> Option<Shape> {
        let name = name.to_string();
        let row: Option<&Row> = match self {
            Self::KEYS => Key::parse(&name).map(Key::row),
            Self::RETRY_OPTIONS => RetryOption::parse(&name).map(RetryOption::row),
            Self::POLL_OPTIONS => PollOption::parse(&name).map(PollOption::row),
            _ => None,
        };
        row.map(|row| row.shape)
    }
}

struct Editor<'a> {
    /// The path of the tables.
    items: &'a TokenStream,
}

impl Editor<'_> {
    /// `key: value, …`; a key may be the beginning of one, or not there yet.
    fn fields(&self, input: ParseStream<'_>, table: Table) -> TokenStream {
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
    fn value(&self, shape: Option<Shape>, tokens: TokenStream) -> TokenStream {
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

    /// The item that a word stands for; where there is no word yet, the path to it.
    fn item(&self, table: Table, word: Option<&Ident>) -> TokenStream {
        let (items, table) = (self.items, Ident::new(table.0, Span::call_site()));
        quote!(#items::#table::#word)
    }
}

/// A word that is all there is before the next field.
fn is_lone(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.call(Ident::parse_any).is_ok() && (at_end(&ahead) || named(&ahead))
}

fn is_key(input: ParseStream<'_>) -> bool {
    let word = input.fork().call(Ident::parse_any);
    word.is_ok_and(|word| Table::KEYS.shape(&word).is_some())
}

/// Takes the tokens to the comma that ends an expression; of one that is not finished, to the first comma behind the
/// parameters of a closure, or to the next field.
fn rest(input: ParseStream<'_>) -> TokenStream {
    let ahead = input.fork();
    let is_whole = ahead.parse::<Expr>().is_ok() && at_end(&ahead);
    let mut tokens = TokenStream::new();
    let mut bars = 0;
    while !input.is_empty() {
        let is_in_parameters = bars == 1 && rust::parameters(&tokens).is_some();
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

fn skip_comma(input: ParseStream<'_>) {
    let _ = input.parse::<Option<Token![,]>>();
}

/// Skips a colon that is there and is none of a path.
fn skip_colon(input: ParseStream<'_>) -> bool {
    !input.peek(Token![::]) && input.parse::<Token![:]>().is_ok()
}

fn within(group: &Group, read: impl FnOnce(ParseStream<'_>) -> TokenStream) -> TokenStream {
    let read = |input: ParseStream<'_>| Ok(read(input));
    read.parse2(group.stream()).unwrap_or_default()
}

/// The items of a group, as a tuple.
fn each(group: &Group, mut read: impl FnMut(ParseStream<'_>) -> TokenStream) -> TokenStream {
    within(group, |input| {
        let mut seen = Vec::new();
        while !input.is_empty() {
            seen.push(read(input));
            skip_comma(input);
        }
        quote!((#(#seen,)*))
    })
}
