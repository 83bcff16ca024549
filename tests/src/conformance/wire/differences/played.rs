//! What a difference may look at: the step, the build it is in, and what the server said.

use serde_json::Value;

use crate::conformance::wire::case::{Expect, Given, Part, Reply, Request, Step};
use crate::conformance::wire::response::Response;

#[derive(Clone, Copy)]
pub(in super::super) struct Played<'a> {
    pub(in super::super) given: &'a Given,
    pub(in super::super) step: &'a Step,
    pub(in super::super) server: &'a [Reply],
    /// The steps of the case before this one, in the same session.
    pub(in super::super) earlier: &'a [Part],
}

impl<'a> Played<'a> {
    /// The reply to the request with this number.
    pub(super) fn reply(&self, request: usize) -> Option<&'a Reply> {
        replies(self.server).nth(request)
    }

    /// The requests that were recorded in the session so far, each with its response.
    pub(super) fn exchanges(&self, expect: &Expect) -> Vec<(Request, Response)> {
        let earlier = self.earlier.iter();
        let earlier = earlier.map(|part| (part.expect.requests.as_slice(), part.server.as_slice()));
        let all = earlier.chain([(expect.requests.as_slice(), self.server)]);
        let exchanges = all.flat_map(|(requests, server)| {
            let exchanges = requests.iter().zip(replies(server));
            exchanges.filter_map(|(request, reply)| Some((request.clone(), Response::read(reply)?)))
        });
        exchanges.collect()
    }

    /// An argument, written down or the value of a property.
    pub(super) fn argument(&self, name: &str) -> Option<&'a Value> {
        self.step.get(name).map(|value| self.resolve(value))
    }

    /// The value of the property that a value names, or the value itself.
    pub(super) fn resolve(&self, value: &'a Value) -> &'a Value {
        let property = value.get("$property").and_then(Value::as_str);
        let property = property.and_then(|name| self.given.properties.get(name));
        property.unwrap_or(value)
    }

    /// Names and values of a dict among the arguments.
    pub(super) fn entries(&self, argument: &str) -> Vec<(&'a str, &'a Value)> {
        let Some(dict) = self.argument(argument) else {
            return Vec::new();
        };
        match dict.as_object() {
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
    pub(in super::super) fn gives(&self, field: &str) -> bool {
        let fields = self.entries("headers");
        fields
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(field))
    }
}

fn replies(server: &[Reply]) -> impl Iterator<Item = &Reply> {
    let server = server.iter();
    server.flat_map(|reply| std::iter::repeat_n(reply, reply.repeat.unwrap_or(1)))
}

/// The value of a header field of a request.
pub(super) fn value<'a>(request: &'a Request, field: &str) -> Option<&'a str> {
    let mut fields = request.headers.iter();
    let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case(field))?;
    Some(value)
}
