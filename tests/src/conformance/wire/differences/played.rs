//! What a difference may look at: the step, the build it is in, and what the server said.

use serde_json::Value;

use crate::conformance::wire::case::{Given, Reply, Request, Step};

#[derive(Clone, Copy)]
pub(in super::super) struct Played<'a> {
    pub(in super::super) given: &'a Given,
    pub(in super::super) step: &'a Step,
    pub(in super::super) server: &'a [Reply],
}

impl<'a> Played<'a> {
    /// The reply to the request with this number.
    pub(super) fn reply(&self, request: usize) -> Option<&'a Reply> {
        let replies = self.server.iter();
        replies
            .flat_map(|reply| std::iter::repeat_n(reply, reply.repeat.unwrap_or(1)))
            .nth(request)
    }

    /// Names and values of a dict among the arguments, written down or the value of a property.
    pub(super) fn entries(&self, argument: &str) -> Vec<(&'a str, &'a Value)> {
        let Some(dict) = self.step.get(argument) else {
            return Vec::new();
        };
        let property = dict.get("$property").and_then(Value::as_str);
        let property = property.and_then(|name| self.given.properties.get(name));
        match property.unwrap_or(dict).as_object() {
            Some(members) => match members.get("$dict").and_then(Value::as_array) {
                Some(entries) => entries
                    .iter()
                    .filter_map(|entry| Some((entry.get(0)?.as_str()?, entry.get(1)?)))
                    .collect(),
                None => {
                    let members = members.iter().filter(|(name, _)| !name.starts_with('$'));
                    members
                        .map(|(name, value)| (name.as_str(), value))
                        .collect()
                }
            },
            None => Vec::new(),
        }
    }

    /// Whether the step has a header field of its own with that name.
    pub(super) fn gives(&self, field: &str) -> bool {
        let fields = self.entries("headers");
        fields
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(field))
    }
}

/// The value of a header field of a request.
pub(super) fn value<'a>(request: &'a Request, field: &str) -> Option<&'a str> {
    let mut fields = request.headers.iter();
    let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case(field))?;
    Some(value)
}
