//! Maps: keys are texts, and none comes twice.

use http_step_syntax::header;
use syn::{Lit, LitStr};

use super::{Into, Member, Node, Step};
use crate::ast::{Entry, Key, Literal, Map, Value};

/// The keys that are literals.
pub(super) fn literal_names(map: &Map) -> impl Iterator<Item = &LitStr> {
    map.entries.iter().filter_map(|entry| match entry {
        Entry::Pair(Key::Text(name), _) => Some(name),
        _ => None,
    })
}

impl<'a> Step<'a, '_> {
    pub(super) fn map(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        self.no_key_twice(map, |name| name);
        let members = map.entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(Member::Spread(map)),
            Entry::Pair(key, value) => {
                let (key, value) = (self.map_key(key), self.node(value));
                Some(Member::Pair(key?, value?))
            }
        });
        Some(members.collect())
    }

    pub(super) fn headers(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        self.no_key_twice(map, |name| name.to_ascii_lowercase());
        let members = map.entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(Member::Spread(map)),
            Entry::Pair(key, value) => {
                let name = self.map_key(key);
                if let Key::Text(name) = key {
                    self.header_name(name);
                    self.header_literal(name, value);
                }
                let value = self.header_value(value);
                Some(Member::Pair(name?, value?))
            }
        });
        Some(members.collect())
    }

    fn map_key(&mut self, key: &'a Key) -> Option<Node<'a>> {
        match key {
            Key::Text(name) if name.value().is_empty() => {
                self.diagnostics
                    .plain(name.span(), "the key of a map is not empty");
                None
            }
            Key::Text(name) => Some(Node::Text(name.value())),
            Key::Computed(value) => self.node(value),
            Key::Other(lit) => {
                let written = match lit {
                    Lit::Int(int) => int.base10_digits().to_owned(),
                    Lit::Bool(value) => value.value.to_string(),
                    Lit::Char(c) => c.value().to_string(),
                    _ => "…".to_owned(),
                };
                let help = format!("write `\"{written}\"`");
                self.diagnostics
                    .error(lit.span(), "a key of a map is a string literal", help);
                None
            }
        }
    }

    fn no_key_twice<N: Ord>(&mut self, map: &Map, compared: impl Fn(String) -> N) {
        let mut seen = std::collections::BTreeSet::new();
        for name in literal_names(map) {
            if !seen.insert(compared(name.value())) && !name.value().is_empty() {
                let what = format!("the key `{}` is there already", name.value());
                self.diagnostics
                    .error(name.span(), &what, "leave one of the two out");
            }
        }
    }

    fn header_name(&mut self, name: &'a LitStr) {
        let text = name.value();
        if text.is_empty() {
            return;
        }
        if let Err(problem) = header::name(&text) {
            self.diagnostics.in_literal(name, &problem);
        } else if header::is_transport_owned(&text) {
            let what = format!("`{text}` is set by the transport, which knows what it sends");
            self.diagnostics
                .error(name.span(), &what, "leave the field out");
        }
    }

    /// The rules for a literal value of a named field.
    fn header_literal(&mut self, name: &'a LitStr, value: &'a Value) {
        let Value::Literal(Literal {
            lit: Lit::Str(value),
            ..
        }) = value
        else {
            return;
        };
        let (name, text) = (name.value(), value.value());
        if name.eq_ignore_ascii_case("content-type") {
            self.content_type = Some(value);
        }
        if let Err(problem) = header::value(&text) {
            self.diagnostics.in_literal(value, &problem);
        } else if header::credential_in(&name, &text).is_some() {
            // Neither drawn nor repeated: a build log is the wrong place for it.
            let what = "this looks like a credential, and the source is no place for one";
            let help = "keep it outside, and set it as a property when the build runs: `Property(\"token\")`";
            self.diagnostics.error(value.span(), what, help);
        }
    }

    fn header_value(&mut self, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Map(_) | Value::List(_) | Value::Pair(_) => {
                let what = "the value of a header field is a text, a number, a boolean, or `null`";
                self.diagnostics.plain(value.span(), what);
                None
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            value => self.node(value),
        }
    }
}
