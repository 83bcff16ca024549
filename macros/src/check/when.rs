//! What says whether a step runs, and other steps that stand beside it.

use http_step_syntax::Problem;
use http_step_syntax::key::Key;
use syn::{Expr, ExprClosure, Lit};

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
            Value::Rust(expr) => match closure(expr) {
                Some(closure) => {
                    let beside = self.asks(key, closure)?;
                    self.beside.push((beside, expr));
                    None
                }
                None => Some(Node::Rust(Into::Bool, expr)),
            },
            value => self.wrong_shape(key, value),
        }
    }

    /// What a closure with so many parameters is.
    fn asks(&mut self, key: &Key, closure: &ExprClosure) -> Option<Beside> {
        let (takes, help) = match (key.name, closure.inputs.len()) {
            ("do_step_if", 1) => return Some(Beside::DoStep),
            ("hide_step_if", 1) => return Some(Beside::HideStep),
            ("hide_step_if", 2) => return Some(Beside::HideStepOn),
            ("hide_step_if", _) => (
                "one parameter, the properties, or two, the result and the properties",
                "write `|properties| …` or `|result, properties| …`",
            ),
            _ => ("one parameter, the properties", "write `|properties| …`"),
        };
        let what = format!("a closure of `{}` takes {takes}", key.name);
        let problem = Problem::new(0..0, what).help(help.to_owned());
        self.diagnostics.over(closure, &problem);
        None
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

fn closure(expr: &Expr) -> Option<&ExprClosure> {
    match expr {
        Expr::Paren(paren) => closure(&paren.expr),
        Expr::Group(group) => closure(&group.expr),
        Expr::Closure(closure) => Some(closure),
        _ => None,
    }
}
