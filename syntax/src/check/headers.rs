//! Header fields, of a request and of a part of it.

use alloc::vec::Vec;

use super::checker::Checker;
use super::map::Member;
use crate::tree::{Call, Entry, Form, Node, Value};
use crate::{auth, header};

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
            match member.name.map(header::own_name) {
                // The name as a whole is at fault.
                Some(Err(problem)) if problem.range.is_empty() => {
                    self.report(member.key.at, problem);
                }
                Some(Err(problem)) => self.report_inside(member.key.at, problem),
                _ => {}
            }
            self.header_value(member.name.unwrap_or_default(), member.value);
        }
        members
    }

    fn header_value(&mut self, name: &str, node: &'t Node) {
        match &node.value {
            Value::Text(text) => {
                if let Err(problem) = header::value(text) {
                    self.report_inside(node.at, problem);
                } else if header::credential_in(name, text).is_some() {
                    self.report_credential(node.at);
                } else {
                    self.value(node);
                }
            }
            Value::Form(call) => match literal_template(call) {
                Some(text) if header::credential_in(name, text).is_some() => {
                    self.report_credential(node.at);
                }
                _ => self.header_expression(node),
            },
            _ => self.single("a header field", node),
        }
    }

    /// Checks an expression whose value is sent in a header field: a template has no line break.
    pub(super) fn header_expression(&mut self, node: &'t Node) {
        if let Value::Form(call) = &node.value
            && let Some((template, text)) = template(call)
            && let Err(problem) = header::value(text)
        {
            self.report_inside(template.at, problem);
        }
        self.value(node);
    }
}

/// Returns the template of `Interpolate`.
fn template(call: &Call) -> Option<(&Node, &str)> {
    match call.args.first() {
        Some(
            node @ Node {
                value: Value::Text(text),
                ..
            },
        ) if call.form == Form::Interpolate => Some((node, text)),
        _ => None,
    }
}

/// Returns the text of a template without substitutions.
fn literal_template(call: &Call) -> Option<&str> {
    let (_, text) = template(call)?;
    (call.args.len() == 1 && auth::is_literal_template(text)).then_some(text)
}
