//! Closures that are called while a step runs.

use http_step_syntax::key::Key;
use http_step_syntax::{Problem, nearest};
use syn::LitStr;
use syn::spanned::Spanned as _;

use super::{Beside, Node, Step};
use crate::ast::{Entry, Key as Name, Value};

const RESPONSE: &str = "response";

impl<'a> Step<'a, '_> {
    /// Closures stand beside the text of the step, and so there is no node of them.
    pub(super) fn hooks(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let Value::Map(map) = value else {
            return self.wrong_shape(key, value);
        };
        self.no_key_twice(map, |name| name);
        for entry in &map.entries {
            match entry {
                Entry::Pair(Name::Text(name), value) if name.value() == RESPONSE => {
                    self.hook(value);
                }
                Entry::Pair(Name::Text(name), _) if !name.value().is_empty() => {
                    self.unknown_hook(name);
                }
                Entry::Pair(Name::Computed(Value::Bad(_)), _) => {}
                Entry::Pair(Name::Computed(name), _) => {
                    let what = "the name of a hook is a string literal";
                    self.diagnostics
                        .error(name.span(), what, "write `\"response\"`");
                }
                Entry::Pair(name, _) => drop(self.map_key(name)),
                Entry::Spread(map) => {
                    let what = "hooks can't be taken in from a map";
                    let help = "write `\"response\": closure`";
                    self.diagnostics.error(map.span(), what, help);
                }
            }
        }
        None
    }

    fn hook(&mut self, value: &'a Value) {
        match value {
            Value::Rust(closure) => self.beside.push((Beside::OnResponse, closure)),
            Value::Bad(_) => {}
            other => {
                let help = "write `|response| { … }`";
                self.diagnostics
                    .error(other.span(), "a hook is a closure", help);
            }
        }
    }

    fn unknown_hook(&mut self, name: &LitStr) {
        let text = name.value();
        let problem = Problem::new(0..text.len(), format!("there is no hook `{text}`"));
        let help = match nearest(&text, [RESPONSE]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the only hook is `{RESPONSE}`"),
        };
        self.diagnostics.in_literal(name, &problem.help(help));
    }
}
