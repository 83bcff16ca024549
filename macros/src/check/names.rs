//! Lists of the names of header fields.

use http_step_syntax::header;
use http_step_syntax::key::Key;
use syn::Lit;

use super::{Into, Node, Step};
use crate::ast::{Literal, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn names(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::List(list) => {
                let names = list.items.iter();
                let names = names.filter_map(|item| self.name_in_list(key, item));
                Some(Node::List(names.collect()))
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            value => self.wrong_shape(key, value),
        }
    }

    fn name_in_list(&mut self, key: &'static Key, item: &'a Value) -> Option<Node<'a>> {
        match item {
            Value::Literal(Literal {
                lit: Lit::Str(name),
                ..
            }) => {
                if let Err(problem) = header::name(&name.value()) {
                    self.diagnostics.in_literal(name, &problem);
                    return None;
                }
                Some(Node::Text(name.value()))
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            Value::Bad(_) => None,
            other => {
                let problem = key.holds_names().help("write `\"X-Name\"`");
                self.diagnostics.problem(other.span(), &problem);
                None
            }
        }
    }
}
