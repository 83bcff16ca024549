//! Tokens → ast. Reports what cannot be read, skips to the next comma and goes on.

mod map;
mod property;
mod value;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Ident, Lit, LitStr, Token, token};

use crate::ast::{Call, Field, Value};
use crate::diagnostics::Diagnostics;

/// Reads `($crate) name field, …`; fails only where the front of the runtime is not what it should be.
pub(crate) fn call(tokens: TokenStream, diagnostics: &mut Diagnostics) -> syn::Result<Call> {
    let call = |input: ParseStream<'_>| {
        let runtime: Group = input.parse()?;
        let name: Ident = input.parse()?;
        Ok(Call {
            runtime: runtime.stream(),
            name,
            fields: fields(input, diagnostics),
        })
    };
    call.parse2(tokens)
}

fn fields(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Vec<Field> {
    let mut fields = Vec::new();
    while !input.is_empty() {
        let first = fields.is_empty();
        if let Some(field) = field(input, first, diagnostics) {
            fields.push(field);
        }
        end_of_item(input, "fields", diagnostics);
    }
    fields
}

fn field(input: ParseStream<'_>, first: bool, diagnostics: &mut Diagnostics) -> Option<Field> {
    if is_key(input) {
        let key = input.call(Ident::parse_any).ok()?;
        let colon: Token![:] = input.parse().ok()?;
        let value = value::required(input, &key, colon.span, diagnostics);
        return Some(Field {
            key: Some(key),
            value,
        });
    }
    if let Some(quoted) = quoted_key(input) {
        let name = quoted.value();
        let what = format!("the name of a field stands without quotes: `{name}`");
        diagnostics.plain(quoted.span(), &what);
        skip_to_comma(input);
        return None;
    }
    if !first {
        if let Some(key) = key_without_colon(input) {
            let what = format!("there is no colon after `{key}`");
            diagnostics.error(key.span(), &what, format!("write `{key}: value`"));
            let value = value::value(input, diagnostics);
            return Some(Field {
                key: Some(key),
                value,
            });
        }
        if let Some(word) = lone_word(input) {
            let what = format!("the field `{word}` has no value");
            diagnostics.error(word.span(), &what, format!("write `{word}: value`"));
            return None;
        }
    }
    if input.peek(Token![,]) {
        diagnostics.error(
            input.span(),
            "there is no field before this comma",
            "leave the comma out",
        );
        return None;
    }
    Some(Field {
        key: None,
        value: value::value(input, diagnostics),
    })
}

/// `key:`, and not the start of a path like `key::item`.
fn is_key(input: ParseStream<'_>) -> bool {
    input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

fn quoted_key(input: ParseStream<'_>) -> Option<LitStr> {
    if input.peek(LitStr) && input.peek2(Token![:]) {
        return input.parse().ok();
    }
    None
}

/// A word with a literal, a map or another word behind it, which no expression has.
fn key_without_colon(input: ParseStream<'_>) -> Option<Ident> {
    let value = input.peek2(Lit) || input.peek2(token::Brace) || input.peek2(Ident);
    if input.peek(Ident) && value {
        return input.parse().ok();
    }
    None
}

/// A word that is all there is before the next comma.
fn lone_word(input: ParseStream<'_>) -> Option<Ident> {
    let ahead = input.fork();
    ahead.call(Ident::parse_any).ok()?;
    if ahead.is_empty() || ahead.peek(Token![,]) {
        return input.call(Ident::parse_any).ok();
    }
    None
}

/// The comma after an item. Where it is missing before something that looks like the next item, that is
/// said and the next item is read; anything else is skipped.
fn end_of_item(input: ParseStream<'_>, items: &str, diagnostics: &mut Diagnostics) {
    if input.is_empty() || input.parse::<Token![,]>().is_ok() {
        return;
    }
    let what = format!("there is no comma between these {items}");
    diagnostics.error(input.span(), &what, "write `,` before this");
    let next_item = is_key(input) || (input.peek(LitStr) && input.peek2(Token![:]));
    if !next_item {
        skip_to_comma(input);
        let _ = input.parse::<Token![,]>();
    }
}

fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _ = input.parse::<TokenTree>();
    }
}

/// Whether the value that has been read is all there is before the next comma.
fn at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// A value in whose place something cannot be read, after that has been reported.
fn bad(input: ParseStream<'_>, span: Span) -> Value {
    skip_to_comma(input);
    Value::Bad(span)
}
