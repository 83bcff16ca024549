//! Values that may stand anywhere, at every depth.

use syn::Lit;

use super::{Into, Node, Step};
use crate::ast::{Literal, Pair, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn node(&mut self, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Map(map) => self.map(map).map(Node::Map),
            Value::List(list) => {
                let items = list.items.iter().filter_map(|item| self.node(item));
                Some(Node::List(items.collect()))
            }
            Value::Literal(literal) => self.literal(literal),
            Value::Null(_) => Some(Node::Null),
            Value::Call(call) => self.call(call),
            Value::Operation(operation) => self.operation(operation),
            Value::Pair(pair) => {
                let Pair { first, second, .. } = pair.as_ref();
                let (first, second) = (self.node(first), self.node(second));
                Some(Node::Pair(Box::new([first?, second?])))
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            Value::Typed(typed) => {
                let what = "only what `capture` takes has a type";
                self.diagnostics.error(typed.keyword, what, "leave it out");
                None
            }
            // They stand at their keys only, where they have been read as such.
            Value::Options(_) | Value::Arms(_) | Value::Bad(_) => None,
        }
    }

    fn literal(&mut self, literal: &'a Literal) -> Option<Node<'a>> {
        match &literal.lit {
            Lit::Str(text) => Some(Node::Text(text.value())),
            Lit::ByteStr(bytes) => Some(Node::Bytes(bytes)),
            Lit::Bool(value) => Some(Node::Bool(value.value)),
            Lit::Int(_) | Lit::Float(_) => self.number(literal),
            other => {
                let what = format!(
                    "{} cannot become a property value",
                    super::text::kind(other)
                );
                self.diagnostics
                    .error(other.span(), &what, "write a text: `\"…\"`");
                None
            }
        }
    }
}
