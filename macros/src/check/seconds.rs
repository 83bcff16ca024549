//! Spans of time.

use std::time::Duration;

use http_step_syntax::key::Key;
use syn::{Expr, ExprGroup, ExprLit, ExprParen, ExprUnary, Lit, UnOp};

use super::{Into, Node, Step};
use crate::ast::{Literal, Pair, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn timeout(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Pair(pair) => {
                let Pair { first, second, .. } = pair.as_ref();
                let (first, second) = (self.seconds(key, first), self.seconds(key, second));
                Some(Node::Pair(Box::new([first?, second?])))
            }
            value => self.seconds(key, value),
        }
    }

    pub(super) fn seconds(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let (node, number) = match value {
            Value::Literal(
                literal @ Literal {
                    lit: Lit::Int(_) | Lit::Float(_),
                    ..
                },
            ) => {
                let sign = if literal.minus.is_some() { -1.0 } else { 1.0 };
                let node = self.number(literal)?;
                (node, number(&literal.lit).map(|number| sign * number))
            }
            Value::Rust(expr) => (Node::Rust(Into::Seconds, expr), constant(expr)),
            Value::Call(_) | Value::Operation(_) => return self.node(value),
            value => return self.wrong_shape(key, value),
        };
        if let Some(seconds) = number {
            if let Err(problem) = key.seconds(seconds) {
                self.diagnostics.problem(value.span(), &problem);
                return None;
            }
            self.known(key, seconds);
        }
        Some(node)
    }

    /// Keeps what the rules across fields compare.
    fn known(&mut self, key: &Key, seconds: f64) {
        let duration = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        match (self.key, key.name) {
            (_, "timeout") => self.longest_timeout = self.longest_timeout.max(Some(duration)),
            ("retry", "deadline") => self.retry_deadline = Some(duration),
            ("poll", "deadline") => self.poll_deadline = Some(duration),
            (_, "deadline") => self.deadline = Some(duration),
            _ => {}
        }
    }
}

/// The number that an expression surely is.
fn constant(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Paren(ExprParen { expr, .. }) | Expr::Group(ExprGroup { expr, .. }) => constant(expr),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => constant(expr).map(|number| -number),
        Expr::Lit(ExprLit { lit, .. }) => number(lit),
        Expr::Path(path) => {
            let last = path.path.segments.last()?;
            (last.ident == "NAN").then_some(f64::NAN)
        }
        _ => None,
    }
}

fn number(lit: &Lit) -> Option<f64> {
    match lit {
        Lit::Int(int) => int.base10_parse().ok(),
        Lit::Float(float) => float.base10_parse().ok(),
        _ => None,
    }
}
