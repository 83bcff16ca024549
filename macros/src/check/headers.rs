//! Header fields, of a request and of a part of it.

use http_step_syntax::{header, map as map_rules};
use syn::{Lit, LitStr};

use super::{Into, Member, Node, Step};
use crate::ast::{Entry, Key, Literal, Map, Value};

impl<'a> Step<'a, '_> {
    /// The fields of the request, on which rules across keys look.
    pub(super) fn headers(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        for entry in &map.entries {
            let Entry::Pair(Key::Text(name), value) = entry else {
                continue;
            };
            match (name.value().to_ascii_lowercase().as_str(), value) {
                (
                    "content-type",
                    Value::Literal(Literal {
                        lit: Lit::Str(value),
                        ..
                    }),
                ) => self.content_type = Some(value),
                // `null` sends no field.
                ("authorization", Value::Null(_)) => {}
                ("authorization", _) => self.authorization = Some(name),
                _ => {}
            }
        }
        self.header_fields(map)
    }

    pub(super) fn header_fields(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        self.no_key_twice(map, |name| name.to_ascii_lowercase());
        let members = map.entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(Member::Spread(map)),
            Entry::Pair(key, value) => {
                let name = self.map_key(key);
                if let Key::Text(name) = key {
                    self.header_name(name);
                    self.header_literal(name, value);
                }
                let value = self.field_value("a header field", value);
                Some(Member::Pair(name?, value?))
            }
        });
        Some(members.collect())
    }

    fn header_name(&mut self, name: &'a LitStr) {
        let text = name.value();
        if text.is_empty() {
            return;
        }
        match header::own_name(&text) {
            // It is the name as a whole.
            Err(problem) if problem.range.is_empty() => {
                self.diagnostics.problem(name.span(), &problem);
            }
            Err(problem) => self.diagnostics.in_literal(name, &problem),
            Ok(()) => {}
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
        if let Err(problem) = header::value(&text) {
            self.diagnostics.in_literal(value, &problem);
        } else if header::credential_in(&name, &text).is_some() {
            self.credential(value.span());
        }
    }

    /// A value of what is sent as one text.
    pub(super) fn field_value(&mut self, thing: &str, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Map(_) | Value::List(_) | Value::Pair(_) => {
                let problem = map_rules::no_single_value(thing);
                self.diagnostics.problem(value.span(), &problem);
                None
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            value => self.node(value),
        }
    }
}
