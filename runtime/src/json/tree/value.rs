//! Values of any kind.

use http_step_syntax::tree::{Entry, Node, Value};

use super::Builder;
use super::form::is_form;
use crate::json::text::{Document, Json, Member};

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
}
