//! Which peer is trusted, and what we show it.

use http_step_syntax::auth;
use http_step_syntax::key::Key;
use syn::{Expr, Lit};

use super::{Into, Node, Step};
use crate::ast::{Literal, Pair, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn verify(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Bool(verify),
                ..
            }) => {
                if !verify.value {
                    let problem = auth::no_verification().help("write `Insecure`");
                    self.diagnostics.problem(verify.span, &problem);
                    return None;
                }
                Some(Node::Bool(true))
            }
            Value::Rust(expr) if is_word(expr, "Insecure") => {
                self.insecure = true;
                Some(Node::Insecure)
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            Value::Call(_) | Value::Operation(_) => self.node(value),
            Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            }) => self.filled("`verify`", text),
            value => self.wrong_shape(key, value),
        }
    }

    pub(super) fn cert(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Pair(pair) => {
                let Pair { first, second, .. } = pair.as_ref();
                let certificate = self.part_text("the certificate", first);
                let key = self.part_text("the key of the certificate", second);
                Some(Node::Pair(Box::new([certificate?, key?])))
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            Value::Call(_) | Value::Operation(_) => self.node(value),
            Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            }) => self.filled("`cert`", text),
            value => self.wrong_shape(key, value),
        }
    }
}

fn is_word(expr: &Expr, word: &str) -> bool {
    match expr {
        Expr::Paren(paren) => is_word(&paren.expr, word),
        Expr::Group(group) => is_word(&group.expr, word),
        Expr::Path(path) => path.path.is_ident(word),
        _ => false,
    }
}
