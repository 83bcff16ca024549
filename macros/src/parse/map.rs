//! `{ "key": value, (computed): value, ..map }`

use http_step_syntax::tree::{Entry, Node, Value};
use proc_macro2::{Group, Ident, TokenTree};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Lit, LitStr, Token, token};

use super::items::Kind;
use super::name::{Colon, colon, quoted};
use super::{Context, Reader, at_end, is_bad, skip_to_comma};
use crate::rust_only;

const ENTRY: Kind = Kind {
    one: "an entry",
    many: "entries",
    begins: quoted,
};

const AS_AN_ENTRY: &str = "write `\"key\": value`";
const OR_A_BLOCK: &str = "write `\"key\": value`; a Rust block is written `({ … })`";

impl Reader<'_> {
    pub(super) fn map(&mut self, input: ParseStream<'_>) -> Node {
        let span = input.span();
        let Ok(group) = input.parse::<Group>() else {
            return self.skipped(input, span);
        };
        let mut entries = Vec::new();
        let read = self.inside(&group, |reader, input| {
            reader.each(input, &ENTRY, |reader, input| {
                reader.entry(input, &mut entries);
            });
        });
        let value = read.map_or(Value::Bad, |()| Value::Map(entries));
        self.node(group.span(), value)
    }

    fn entry(&mut self, input: ParseStream<'_>, entries: &mut Vec<Entry>) {
        if input.parse::<Token![..]>().is_ok() {
            entries.push(Entry::Spread(self.rust(input)));
            return;
        }
        let at = input.span();
        let Some(key) = self.key(input) else {
            return skip_to_comma(input);
        };
        let ahead = input.fork();
        let Some(colon) = colon(&ahead) else {
            let what = "missing value for this key";
            self.diagnostics.error(at, what, AS_AN_ENTRY);
            if quoted(input) {
                return self.entry(input, entries);
            }
            return skip_to_comma(input);
        };
        input.advance_to(&ahead);
        self.missing_colon(&colon, at, "this key", AS_AN_ENTRY);
        let value = match colon {
            Colon::Is(at) | Colon::Other(at, _) if at_end(input) => {
                self.diagnostics.plain(at, "missing value for this key");
                self.bad(at)
            }
            _ => self.value(input),
        };
        entries.push(Entry::Pair(key, value));
    }

    /// A key; none, after a report, for what can't be one.
    fn key(&mut self, input: ParseStream<'_>) -> Option<Node> {
        let span = input.span();
        if input.peek(Lit) {
            let lit: Lit = input.parse().ok()?;
            if matches!(lit, Lit::Str(_)) {
                return Some(self.literal_node(span.into(), false, lit));
            }
            self.diagnostics.problem(span, &rust_only::key(&lit));
            return Some(self.bad(span));
        }
        let ahead = input.fork();
        let tree: TokenTree = ahead.parse().ok()?;
        if let TokenTree::Group(group) = &tree
            && input.peek(token::Paren)
        {
            input.advance_to(&ahead);
            return Some(self.key_in_parentheses(group));
        }
        let help = match &tree {
            TokenTree::Ident(word) => self.help_for_word(word, &ahead),
            _ => None,
        };
        let what = "expected a string literal as the key";
        self.diagnostics
            .error(span, what, help.as_deref().unwrap_or(OR_A_BLOCK));
        None
    }

    /// What to write where a map has a word as its key; `input` is what follows the word.
    fn help_for_word(&self, word: &Ident, input: ParseStream<'_>) -> Option<String> {
        if at_end(input) {
            return Some(format!(
                "write `\"{word}\": {word}`, or `{word}` without braces"
            ));
        }
        let arguments = match input.peek(token::Paren) {
            true => Some(input.parse::<Group>().ok()?),
            false => None,
        };
        if matches!(colon(input)?, Colon::Missing) {
            return None;
        }
        let name: Option<LitStr> = input.parse().ok();
        let name = name.filter(|_| self.context == Context::Response);
        Some(match (name, arguments) {
            (Some(name), arguments) => {
                let part = arguments.map_or_else(String::new, |arguments| arguments.to_string());
                let name = name.value();
                format!("the name of the property comes first: write `{name:?}: {word}{part}`")
            }
            (None, Some(arguments)) => format!("write `({word}{arguments}): value`"),
            (None, None) => format!("write `\"{word}\"`, or `({word})` for the value of `{word}`"),
        })
    }

    /// A literal string in parentheses is the same key as without them.
    fn key_in_parentheses(&mut self, group: &Group) -> Node {
        let key = self.inside(group, |reader, input| {
            if !input.is_empty() {
                let value = reader.value(input);
                if input.is_empty() || is_bad(&value) {
                    return value;
                }
            }
            let what = "expected one value in parentheses as the key";
            let help = "write `(value): …`";
            reader.diagnostics.error(group.span(), what, help);
            reader.bad(group.span())
        });
        key.unwrap_or_else(|| self.bad(group.span()))
    }
}
