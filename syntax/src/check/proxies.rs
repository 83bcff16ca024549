//! Proxies: which requests go through one, and its address.

use super::checker::Checker;
use super::kind::is_open;
use crate::tree::{Entry, Value};
use crate::{Problem, proxy};

impl<'t> Checker<'t> {
    pub(super) fn proxies(&mut self, entries: &'t [Entry]) {
        for member in self.members(entries) {
            if let Some(Err(problem)) = member.name.map(proxy::key) {
                self.report_inside(member.key.at, problem);
            }
            // A key that is known only when the build runs may be the one whose value is not a URL.
            let is_url = member.name.is_some_and(|name| name != proxy::NO_PROXY);
            let node = member.value;
            match &node.value {
                Value::Text(text) if self.plain_substitution(text).is_some() => self.value(node),
                Value::Text(text) if is_url => {
                    for problem in proxy::url(text).err().into_iter().flatten() {
                        self.report_inside(node.at, problem);
                    }
                }
                Value::Text(_) => self.value(node),
                Value::Null => {}
                _ if is_open(node) => self.value(node),
                _ => self.report(
                    node.at,
                    Problem::whole("a proxy must be the string of a URL, or `null`"),
                ),
            }
        }
    }
}
