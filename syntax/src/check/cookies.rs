//! Cookies: their names are tokens, and their values fit into a `Cookie` header.

use super::checker::Checker;
use crate::tree::{Entry, Value};
use crate::{cookie, header};

impl<'t> Checker<'t> {
    pub(super) fn cookies(&mut self, entries: &'t [Entry]) {
        for member in self.members(entries) {
            if let Some(Err(problem)) = member.name.map(cookie::name) {
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
                Value::Form(_) => self.header_expression(member.value),
                _ => self.single("a cookie", member.value),
            }
        }
    }
}
