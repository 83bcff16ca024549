//! What says whether a step runs, and other steps that stand beside it.

use http_step_syntax::key::Key;
use syn::{Expr, Lit};

use super::{Beside, Into, Node, Step};
use crate::ast::{Literal, Value};

impl<'a> Step<'a, '_> {
    /// Closures stand beside the text of the step, and so there is no node of them.
    pub(super) fn when(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Bool(value),
                ..
            }) => Some(Node::Bool(value.value)),
            Value::Call(_) | Value::Operation(_) => self.node(value),
            Value::Rust(expr) if is_closure(expr) => {
                let beside = match key.name {
                    "hide_step_if" => Beside::HideStep,
                    _ => Beside::DoStep,
                };
                self.beside.push((beside, expr));
                None
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Bool, expr)),
            value => self.wrong_shape(key, value),
        }
    }

    /// Steps stand beside the text too.
    pub(super) fn step(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let Value::Rust(step) = value else {
            return self.wrong_shape(key, value);
        };
        let beside = match key.name {
            "cancel" => Beside::PollCancel,
            _ => Beside::Probe,
        };
        self.beside.push((beside, step));
        None
    }
}

fn is_closure(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => is_closure(&paren.expr),
        Expr::Group(group) => is_closure(&group.expr),
        expr => matches!(expr, Expr::Closure(_)),
    }
}
