//! Locks that a step holds while it runs.

use http_step_syntax::key::Key;
use http_step_syntax::lock;
use syn::Lit;

use super::{Beside, Node, Step};
use crate::ast::{Literal, Value};

impl<'a> Step<'a, '_> {
    /// Names stand in the text of the step, values beside it.
    pub(super) fn locks(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let list = match value {
            Value::List(list) => list,
            Value::Rust(locks) => {
                self.beside.push((Beside::Locks, locks));
                return None;
            }
            value => return self.wrong_shape(key, value),
        };
        let mut names: Vec<String> = Vec::new();
        for item in &list.items {
            match item {
                Value::Literal(Literal {
                    lit: Lit::Str(name),
                    ..
                }) => {
                    if names.contains(&name.value()) {
                        let problem = lock::twice(&name.value());
                        self.diagnostics.problem(name.span(), &problem);
                    } else if self.filled("the name of a lock", name).is_some() {
                        names.push(name.value());
                    }
                }
                Value::Rust(expr) => self.beside.push((Beside::Lock, expr)),
                Value::Bad(_) => {}
                other => {
                    let what = "a lock is a name, or a lock that was made before";
                    self.diagnostics
                        .error(other.span(), what, "write `\"name\"`");
                }
            }
        }
        let names: Vec<_> = names.into_iter().map(Node::Text).collect();
        (!names.is_empty()).then_some(Node::List(names))
    }
}
