//! Values of any kind, at every depth.

use alloc::format;

use super::checker::Checker;
use super::kind::kind;
use crate::tree::{Node, Value};
use crate::{Problem, Surface};

impl<'t> Checker<'t> {
    /// Checks a value of any kind.
    pub(super) fn value(&mut self, node: &'t Node) {
        match &node.value {
            Value::Text(text) => self.literal_text(node.at, text),
            Value::List(items) => self.values(items),
            Value::Tuple(items) if items.len() == 2 || self.surface == Surface::Json => {
                self.values(items);
            }
            Value::Tuple(items) => {
                let what = format!("expected a pair, found a tuple of {}", items.len());
                let problem = Problem::whole(what).help("write a list: `[value, …]`");
                self.report(node.at, problem);
            }
            Value::Map(entries) => self.map(entries),
            Value::Form(call) => self.form(node, call),
            Value::Operation(operation) => self.operation(operation),
            Value::Typed(typed) => {
                let problem = Problem::whole("only a value in `capture` can have a type");
                self.report(typed.ty.at, problem.help("remove the type"));
            }
            // A notation builds them at their keys only.
            Value::Options(_) | Value::Arms(_) | Value::Step(_) | Value::Range(_) => {
                if let Some(kind) = kind(node) {
                    let what = format!("expected a value, found {kind}");
                    self.report(node.at, Problem::whole(what));
                }
            }
            Value::Null
            | Value::Bool(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Bytes(_)
            | Value::Word(_)
            | Value::Opaque(_)
            | Value::Bad => {}
        }
    }

    fn values(&mut self, items: &'t [Node]) {
        for item in items {
            self.value(item);
        }
    }

    /// Checks a value that is sent as one string: the value of `thing`.
    pub(super) fn single(&mut self, thing: &str, node: &'t Node) {
        match &node.value {
            Value::Map(_) | Value::List(_) | Value::Tuple(_) => {
                let what =
                    format!("the value of {thing} must be a string, a number, a boolean or `null`");
                self.report(node.at, Problem::whole(what));
            }
            _ => self.value(node),
        }
    }
}
