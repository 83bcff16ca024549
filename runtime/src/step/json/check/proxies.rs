//! Proxies: which requests go through one, and where it is.

use http_step_syntax::proxy;

use super::Step;
use super::seen::{Map, Seen};
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn proxies(&mut self, map: Map<'v>) {
        for entry in self.entries(map, str::to_owned) {
            let name = entry.name.filter(|name| !name.is_empty());
            if let Some(Err(problem)) = name.map(proxy::key) {
                self.key(&entry, problem);
            }
            // A key that is known only when the build runs may be the one whose value is no URL.
            let is_url = entry.name.is_some_and(|name| name != proxy::NO_PROXY);
            self.value(&entry, |step| step.proxy(entry.value, is_url));
        }
    }

    fn proxy(&mut self, value: &'v Value, is_url: bool) {
        match self.seen(value) {
            Some(Seen::Text(text)) if is_url => {
                for problem in proxy::url(text).err().into_iter().flatten() {
                    self.problem(problem);
                }
            }
            Some(Seen::Text(_) | Seen::Null) | None => {}
            Some(seen @ Seen::Open(_)) => self.any(seen),
            Some(_) => self.problem(proxy::no_url()),
        }
    }
}
