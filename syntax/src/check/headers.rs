//! Header fields, of a request and of a part of it.

use alloc::vec::Vec;

use super::Checker;
use super::map::Member;
use crate::header;
use crate::tree::{Entry, Value};

impl<'t> Checker<'t> {
    /// Checks the fields of the request, which the rules across fields look at.
    pub(super) fn headers(&mut self, entries: &'t [Entry]) {
        for member in self.header_fields(entries) {
            let name = member.name.unwrap_or_default();
            let is = |known: &str| name.eq_ignore_ascii_case(known);
            match &member.value.value {
                Value::Text(literal) if is("Content-Type") => {
                    self.facts.content_type = Some((literal, member.value.at));
                }
                // `null` sends no field.
                Value::Null => {}
                _ if is("Authorization") => self.facts.authorization = Some(member.key.at),
                _ => {}
            }
        }
    }

    pub(super) fn header_fields(&mut self, entries: &'t [Entry]) -> Vec<Member<'t>> {
        let members = self.members_by(entries, str::to_ascii_lowercase);
        for member in &members {
            // An empty name has been reported as that.
            let name = member.name.filter(|name| !name.is_empty());
            match name.map(header::own_name) {
                // The name as a whole is at fault.
                Some(Err(problem)) if problem.range.is_empty() => {
                    self.report(member.key.at, problem)
                }
                Some(Err(problem)) => self.report_inside(member.key.at, problem),
                _ => {}
            }
            if let (Some(name), Value::Text(text)) = (name, &member.value.value) {
                let at = member.value.at;
                if let Err(problem) = header::value(text) {
                    self.report_inside(at, problem);
                } else if header::credential_in(name, text).is_some() {
                    self.report_credential(at);
                } else {
                    self.value(member.value);
                }
            } else {
                self.single("a header field", member.value);
            }
        }
        members
    }
}
