//! Cookies: tokens and what a `Cookie` header can hold.

use http_step_syntax::{cookie, header};
use syn::{Lit, LitStr};

use super::{Member, Step};
use crate::ast::{Entry, Key, Literal, Map, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn cookies(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        self.no_key_twice(map, |name| name);
        let members = map.entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(Member::Spread(map)),
            Entry::Pair(key, value) => {
                let name = self.map_key(key);
                if let Key::Text(name) = key {
                    self.cookie_name(name);
                }
                self.cookie_literal(value);
                let value = self.field_value("a cookie", value);
                Some(Member::Pair(name?, value?))
            }
        });
        Some(members.collect())
    }

    fn cookie_name(&mut self, name: &LitStr) {
        let text = name.value();
        let checked = cookie::name(&text);
        // An empty key has been reported as that.
        if let Err(problem) = checked
            && !text.is_empty()
        {
            self.diagnostics.in_literal(name, &problem);
        }
    }

    fn cookie_literal(&mut self, value: &Value) {
        let Value::Literal(Literal {
            lit: Lit::Str(value),
            ..
        }) = value
        else {
            return;
        };
        let text = value.value();
        if let Err(problem) = cookie::value(&text) {
            self.diagnostics.in_literal(value, &problem);
        } else if header::credential_in("Cookie", &text).is_some() {
            self.credential(value.span());
        }
    }
}
