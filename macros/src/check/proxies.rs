//! Proxies: which requests go through one, and where it is.

use http_step_syntax::proxy;
use syn::Lit;

use super::{Member, Node, Step};
use crate::ast::{Entry, Key, Literal, Map, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn proxies(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        self.no_key_twice(map, |name| name);
        let members = map.entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(Member::Spread(map)),
            Entry::Pair(key, value) => {
                let name = self.map_key(key);
                if let Key::Text(name) = key
                    && name.value() != ""
                    && let Err(problem) = proxy::key(&name.value())
                {
                    self.diagnostics.in_literal(name, &problem);
                }
                // A key that is known only when the build runs may be the one whose value is no URL.
                let is_url = matches!(key, Key::Text(name) if name.value() != proxy::NO_PROXY);
                let value = self.proxy(value, is_url);
                Some(Member::Pair(name?, value?))
            }
        });
        Some(members.collect())
    }

    fn proxy(&mut self, value: &'a Value, is_url: bool) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            }) if is_url => {
                for problem in proxy::url(&text.value()).err().into_iter().flatten() {
                    self.diagnostics.in_literal(text, &problem);
                }
            }
            Value::Literal(Literal {
                lit: Lit::Str(_), ..
            })
            | Value::Null(_)
            | Value::Rust(_)
            | Value::Call(_)
            | Value::Operation(_)
            | Value::Bad(_) => {}
            other => {
                self.diagnostics.problem(other.span(), &proxy::no_url());
                return None;
            }
        }
        self.node(value)
    }
}
