use proc_macro2::{Group, Span, TokenTree};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Lit, Token, token};

use super::items::Kind;
use super::name::{Colon, colon, quoted};
use super::{Reader, at_end, bad, skip_to_comma};
use crate::ast::{Entry, Key, Literal, Map, Value};

const ENTRY: Kind = Kind {
    one: "entry",
    many: "entries",
    begins: quoted,
};

const AS_AN_ENTRY: &str = "write `\"key\": value`; a Rust block is written `({ … })`";

impl Reader<'_> {
    /// `{ "key": value, (computed): value, ..map }`
    pub(super) fn map(&mut self, input: ParseStream<'_>) -> Value {
        let span = input.span();
        let Ok(group) = input.parse::<Group>() else {
            return bad(input, span);
        };
        let mut entries = Vec::new();
        let read = self.inside(&group, |reader, input| {
            reader.each(input, &ENTRY, |reader, input| {
                reader.entry(input, &mut entries);
            });
        });
        let span = group.span();
        read.map_or(Value::Bad(span), |()| Value::Map(Map { span, entries }))
    }

    fn entry(&mut self, input: ParseStream<'_>, entries: &mut Vec<Entry>) {
        if input.parse::<Token![..]>().is_ok() {
            entries.extend(self.expr(input).map(Entry::Spread));
            return;
        }
        let at = input.span();
        let Some(key) = self.key(input) else {
            return skip_to_comma(input);
        };
        let ahead = input.fork();
        let Some(colon) = colon(&ahead) else {
            let what = "this key of a map has no value";
            self.diagnostics.error(at, what, AS_AN_ENTRY);
            if quoted(input) {
                return self.entry(input, entries);
            }
            return skip_to_comma(input);
        };
        input.advance_to(&ahead);
        self.missing_colon(&colon, at, "this key", "write `\"key\": value`");
        let value = match colon {
            Colon::Is(at) | Colon::Other(at, _) if at_end(input) => {
                self.diagnostics.plain(at, "this key of a map has no value");
                Value::Bad(at)
            }
            _ => self.value(input),
        };
        entries.push(Entry::Pair(key, value));
    }

    fn key(&mut self, input: ParseStream<'_>) -> Option<Key> {
        if input.peek(Lit) {
            let lit: Lit = input.parse().ok()?;
            return Some(match lit {
                lit if self.strange_suffix(&lit) => Key::Computed(Value::Bad(lit.span())),
                Lit::Str(name) => Key::Text(name),
                other => Key::Other(other),
            });
        }
        let ahead = input.fork();
        let span = input.span();
        match ahead.parse().ok()? {
            TokenTree::Group(group) if input.peek(token::Paren) => {
                input.advance_to(&ahead);
                return Some(self.key_in_parentheses(&group));
            }
            TokenTree::Ident(word) if !matches!(colon(&ahead), None | Some(Colon::Missing)) => {
                let help = format!("write `\"{word}\"`, or `({word})` for the value of `{word}`");
                self.no_text(span, &help);
            }
            _ => self.no_text(span, AS_AN_ENTRY),
        }
        None
    }

    fn no_text(&mut self, key: Span, help: &str) {
        let what = "a key of a map is a string literal";
        self.diagnostics.error(key, what, help);
    }

    /// A literal text in parentheses is the same key as without them.
    fn key_in_parentheses(&mut self, group: &Group) -> Key {
        let value = self.inside(group, |reader, input| {
            let value = if input.is_empty() {
                None
            } else {
                Some(reader.value(input))
            };
            match value {
                Some(value) if input.is_empty() || matches!(value, Value::Bad(_)) => value,
                _ => {
                    let what = "a key in parentheses is one value";
                    reader
                        .diagnostics
                        .error(group.span(), what, "write `(value): …`");
                    Value::Bad(group.span())
                }
            }
        });
        match value {
            Some(Value::Literal(Literal {
                lit: Lit::Str(name),
                ..
            })) => Key::Text(name),
            value => Key::Computed(value.unwrap_or(Value::Bad(group.span()))),
        }
    }
}
