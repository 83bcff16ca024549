//! Cookies: tokens, with values that fit into a `Cookie` header.

use super::Checker;
use crate::tree::{Entry, Value};
use crate::{cookie, header};

impl<'t> Checker<'t> {
    pub(super) fn cookies(&mut self, entries: &'t [Entry]) {
        for member in self.members(entries) {
            // An empty name has been reported as that.
            let name = member.name.filter(|name| !name.is_empty());
            if let Some(Err(problem)) = name.map(cookie::name) {
                self.report_inside(member.key.at, problem);
            }
            let at = member.value.at;
            match &member.value.value {
                Value::Text(text) => match cookie::value(text) {
                    Err(problem) => self.report_inside(at, problem),
                    Ok(()) if header::credential_in("Cookie", text).is_some() => {
                        self.report_credential(at);
                    }
                    Ok(()) => self.value(member.value),
                },
                _ => self.single("a cookie", member.value),
            }
        }
    }
}
