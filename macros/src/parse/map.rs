use proc_macro2::{Group, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Lit, LitStr, Token, token};

use super::{bad, end_of_item, skip_to_comma, value};
use crate::ast::{Entry, Key, Map, Value};
use crate::diagnostics::Diagnostics;

/// `{ "key": value, (computed): value, ..map }`
pub(super) fn map(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Value {
    let span = input.span();
    let Ok(group) = input.parse::<Group>() else {
        return bad(input, span);
    };
    let entries = |input: ParseStream<'_>| {
        let mut entries = Vec::new();
        while !input.is_empty() {
            entries.extend(entry(input, diagnostics));
            end_of_item(input, "entries", diagnostics);
        }
        Ok(entries)
    };
    Value::Map(Map {
        span: group.span(),
        entries: entries.parse2(group.stream()).unwrap_or_default(),
    })
}

fn entry(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Option<Entry> {
    if input.parse::<Option<Token![..]>>().ok()?.is_some() {
        return match input.parse() {
            Ok(map) => Some(Entry::Spread(map)),
            Err(error) => {
                diagnostics.push(error);
                skip_to_comma(input);
                None
            }
        };
    }
    let span = input.span();
    let key = key(input, diagnostics)?;
    let Ok(colon) = input.parse::<Token![:]>() else {
        let help = "write `\"key\": value`; a Rust block is written `({ … })`";
        diagnostics.error(span, "this key of a map has no value", help);
        skip_to_comma(input);
        return None;
    };
    if super::at_end(input) {
        diagnostics.plain(colon.span, "this key of a map has no value");
        return Some(Entry::Pair(key, Value::Bad(colon.span)));
    }
    Some(Entry::Pair(key, value::value(input, diagnostics)))
}

fn key(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Option<Key> {
    if input.peek(LitStr) {
        return input.parse().ok().map(Key::Text);
    }
    if input.peek(Lit) {
        return input.parse().ok().map(Key::Other);
    }
    if input.peek(token::Paren) {
        let group: Group = input.parse().ok()?;
        let read = |input: ParseStream<'_>| Ok(value::value(input, diagnostics));
        return read.parse2(group.stream()).ok().map(Key::Computed);
    }
    let span = input.span();
    let written: TokenTree = input.parse().ok()?;
    let help = match &written {
        TokenTree::Ident(word) => {
            format!("write `\"{word}\"`, or `({word})` for the value of `{word}`")
        }
        _ => "write `\"key\": value`; a Rust block is written `({ … })`".to_owned(),
    };
    diagnostics.error(span, "a key of a map is a string literal", help);
    skip_to_comma(input);
    None
}
