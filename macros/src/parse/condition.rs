//! Conditions and captures without a part of a response.

use http_step_syntax::key::Shape;
use http_step_syntax::tree::{Entry, Node, OpaqueKind, Value};

use super::Reader;
use super::operand::{Taken, has_operator};

impl Reader<'_> {
    /// Shows the checker operator and operands of what is a condition or a capture by its place: it has been read as
    /// Rust where no word is one of the language, like that in `code == 200`.
    pub(super) fn opened(&mut self, shape: Shape, node: Node) -> Node {
        let Node { at, value } = node;
        let value = match (shape, value) {
            (Shape::Conditions, Value::List(items)) => {
                let items = items.into_iter().map(|item| self.opened_item(item));
                Value::List(items.collect())
            }
            (Shape::Capture, Value::Map(entries)) => {
                let entries = entries.into_iter().map(|entry| match entry {
                    Entry::Pair(key, value) => Entry::Pair(key, self.opened_item(value)),
                    spread @ Entry::Spread(_) => spread,
                });
                Value::Map(entries.collect())
            }
            (_, value) => return self.opened_item(Node { at, value }),
        };
        Node { at, value }
    }

    fn opened_item(&mut self, node: Node) -> Node {
        let index = match &node.value {
            Value::Opaque(opaque) if opaque.kind == OpaqueKind::Expression => opaque.index,
            _ => return node,
        };
        if !self.places.expression(index).is_some_and(has_operator) {
            return node;
        }
        match self.places.take_expression(index) {
            Some(expression) => self.operation(expression, &mut Taken::default()),
            None => node,
        }
    }
}
