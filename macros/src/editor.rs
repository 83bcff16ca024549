//! Tokens → what rust-analyzer has to see of a call: each word as the path of a documented item, and each Rust
//! expression at a place where it can be completed.
//!
//! What is being typed can't be parsed yet. So this works on the tokens themselves: it loses no expression and rejects
//! nothing; the errors come from the other stages.

mod fields;
mod rust;

use std::env;
use std::sync::OnceLock;

use http_step_syntax::key::{Key, PollOption, RetryOption, Row, Shape};
use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};

/// Returns whether rust-analyzer runs the macro.
///
/// rust-analyzer sets `cfg(rust_analyzer)` for the packages of a workspace only, so neither for this crate nor for the
/// runtime. As a part of the expansion, that condition costs a tenth of a millisecond a call, and a warning where the
/// local variables are in scope.
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
    /// The item that a word stands for; where there is no word yet, the path to it.
    fn item(&self, table: Table, word: Option<&Ident>) -> TokenStream {
        let (items, table) = (self.items, Ident::new(table.0, Span::call_site()));
        quote!(#items::#table::#word)
    }
}
