//! Cookies: tokens and what a `Cookie` header can hold.

use http_step_syntax::cookie;

use super::Step;
use super::seen::Map;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn cookies(&mut self, map: Map<'v>) {
        for entry in self.entries(map, str::to_owned) {
            // An empty key has been reported as that.
            let name = entry.name.filter(|name| !name.is_empty());
            if let Some(Err(problem)) = name.map(cookie::name) {
                self.key(&entry, problem);
            }
            self.value(&entry, |step| {
                if let Value::String(text) = entry.value {
                    step.literal(cookie::value(text), "Cookie", text);
                }
                step.single("a cookie", entry.value);
            });
        }
    }
}
