//! Who asks: `(user, password)`, `Bearer(token)`, `Digest(user, password)`.

use http_step_syntax::auth;
use http_step_syntax::key::Key;
use syn::{Expr, Lit};

use super::{Into, Node, Step};
use crate::ast::{DslCall, Literal, Pair, Value, Word};

impl<'a> Step<'a, '_> {
    pub(super) fn auth(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Pair(pair) => {
                let Pair { first, second, .. } = pair.as_ref();
                if let Value::Literal(Literal {
                    lit: Lit::Str(user),
                    ..
                }) = first
                    && let Err(problem) = auth::basic_user(&user.value())
                {
                    self.diagnostics.in_literal(user, &problem);
                }
                let user = self.user(first);
                let password = self.secret_part("password", second);
                Some(Node::Pair(Box::new([user?, password?])))
            }
            Value::Call(call) if call.word == Word::Bearer => {
                let [token] = self.arguments(call, "Bearer(Secret(\"token\"))")?;
                let token = self.secret_part("token", token)?;
                Some(Node::Bearer(Box::new(token)))
            }
            Value::Call(call) if call.word == Word::Digest => {
                let example = "Digest(\"user\", Secret(\"password\"))";
                let [user, password] = self.arguments(call, example)?;
                let user = self.user(user);
                let password = self.secret_part("password", password);
                Some(Node::Digest(Box::new([user?, password?])))
            }
            Value::Call(_) | Value::Operation(_) => self.node(value),
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            value => self.wrong_shape(key, value),
        }
    }

    fn arguments<const N: usize>(
        &mut self,
        call: &'a DslCall,
        example: &str,
    ) -> Option<&'a [Value; N]> {
        self.no_names(call);
        let arguments = call.args.as_slice().try_into().ok();
        if arguments.is_none() {
            let problem = auth::values(call.word.as_str(), N);
            let problem = problem.help(format!("write `{example}`"));
            self.diagnostics.problem(call.span, &problem);
        }
        arguments
    }

    /// The user name, which may be empty: some services want only a password.
    fn user(&mut self, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Str(user),
                ..
            }) => Some(Node::Text(user.value())),
            value => self.part_text("the user name", value),
        }
    }

    fn secret_part(&mut self, thing: &str, value: &'a Value) -> Option<Node<'a>> {
        let is_literal = match value {
            Value::Rust(expr) => is_literal(expr),
            Value::Call(call) => is_literal_template(call),
            Value::Operation(_) | Value::Bad(_) => false,
            Value::Literal(_) => true,
            other => {
                let problem = auth::no_secret(thing).help("write `Secret(\"name\")`");
                self.diagnostics.problem(other.span(), &problem);
                return None;
            }
        };
        if is_literal {
            let help = "keep it outside, and write `Secret(\"name\")`";
            let problem = auth::literal(thing).help(help);
            self.diagnostics.problem(value.span(), &problem);
            return None;
        }
        self.node(value)
    }
}

/// Whether the word is a template with nothing to put in.
fn is_literal_template(call: &DslCall) -> bool {
    let text = match call.args.as_slice() {
        [
            Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            }),
        ] => text.value(),
        _ => return false,
    };
    call.word == Word::Interpolate && auth::is_literal_template(&text)
}

/// Whether the expression is a literal, perhaps made a `String` of: `"a".to_owned()`, `&"a"`.
fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Paren(paren) => is_literal(&paren.expr),
        Expr::Group(group) => is_literal(&group.expr),
        Expr::Reference(reference) => is_literal(&reference.expr),
        Expr::MethodCall(call) => call.args.is_empty() && is_literal(&call.receiver),
        _ => false,
    }
}
