//! Values of any kind.

use http_step_syntax::Problem;
use http_step_syntax::tree::{Entry, Node, Pos, Value};

use super::Builder;
use super::form::{MAP, is_form};
use crate::json::document::{Document, Json, Member};

impl Builder {
    /// Returns the value that a document is.
    pub(in crate::json) fn value(&mut self, Document { at, json }: Document<'_>) -> Node {
        let value = match json {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Bool(flag),
            Json::Integer(number) => Value::Integer(number),
            Json::Float(number) => Value::Float(number),
            Json::Text(text) => Value::Text(text.into_owned()),
            Json::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
            Json::List(items) => Value::List(self.values(items)),
            Json::Object(members) if is_form(&members) => self.form(at, members),
            Json::Object(members) => self.object(members),
            Json::Bad => Value::Bad,
        };
        Node { at, value }
    }

    pub(super) fn values(&mut self, items: Vec<Document<'_>>) -> Vec<Node> {
        items.into_iter().map(|item| self.value(item)).collect()
    }

    pub(super) fn object(&mut self, members: Vec<Member<'_>>) -> Value {
        let entries = members.into_iter().map(|Member { at, name, value }| {
            let name = Value::Text(name.into_owned());
            Entry::Pair(Node { at, value: name }, self.value(value))
        });
        Value::Map(entries.collect())
    }

    /// Returns a map from its entries, `[[key, value], [map], …]`.
    pub(super) fn entries(&mut self, entries: Vec<Document<'_>>) -> Value {
        let entries = entries.into_iter().filter_map(|entry| {
            let at = entry.at;
            let mut parts = match entry.json {
                Json::List(parts) => parts.into_iter(),
                Json::Bad => return None,
                _ => Vec::new().into_iter(),
            };
            match (parts.next(), parts.next(), parts.next()) {
                (Some(key), Some(value), None) => {
                    Some(Entry::Pair(self.value(key), self.value(value)))
                }
                (Some(map), None, None) => match self.value(map) {
                    map if is_map(&map) => Some(Entry::Spread(map)),
                    _ => self.no_entry(at),
                },
                _ => self.no_entry(at),
            }
        });
        Value::Map(entries.collect())
    }

    fn no_entry(&mut self, at: Pos) -> Option<Entry> {
        let problem = Problem::whole(format!("an entry of `{MAP}` must be a pair or a map"));
        self.report(at, problem.help("write `[key, value]`, or `[map]`"));
        None
    }
}

/// Whether a value can be merged into a map.
const fn is_map(node: &Node) -> bool {
    matches!(node.value, Value::Map(_) | Value::Opaque(_) | Value::Bad)
}
