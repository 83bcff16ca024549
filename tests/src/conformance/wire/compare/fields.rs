//! Header fields, of requests and in logs: order and case of names do not count.

use super::super::differences::Played;
use super::{same, shown};

/// Name and value.
pub(super) type Field = (String, String);

/// A field that Python's client adds, and ours too, with another value or not at all.
struct ClientField {
    name: &'static str,
    value: &'static str,
    /// The value that is sent where the user removes the field.
    removed: Option<&'static str>,
}

const CLIENT_FIELDS: [ClientField; 4] = [
    ClientField {
        name: "accept",
        value: "*/*",
        removed: None,
    },
    ClientField {
        name: "accept-encoding",
        value: "gzip, deflate",
        removed: Some("identity"),
    },
    ClientField {
        name: "connection",
        value: "keep-alive",
        removed: None,
    },
    ClientField {
        name: "user-agent",
        value: "python-requests/{requests_version}",
        removed: Some("python-urllib3/{urllib3_version}"),
    },
];

impl ClientField {
    /// Whether the client itself has set the field, or left it out.
    fn is_of_client(&self, recorded: &[Field], played: &Played<'_>) -> bool {
        let place = |name: &str| recorded.iter().position(|(own, _)| own == name);
        let field = place(self.name).and_then(|place| recorded.get(place));
        let value = field.map(|(_, value)| value.as_str());
        // The client's own `identity` stands before all fields but `Host`; a user's comes after.
        let is_first = self.name == "user-agent" || place(self.name) < place("user-agent");
        let is_replaced = value.is_some() && value == self.removed && is_first;
        match (played.gives(self.name), value) {
            // No `Accept` means the same (RFC 9110, section 12.5.1), and reqwest sends it.
            (true, None) => self.name == "accept",
            (true, Some(_)) => is_replaced,
            (false, value) => is_replaced || value.is_none_or(|value| value == self.value),
        }
    }
}

/// Compares the fields of a request.
pub(super) fn compare_request(
    expected: &[Field],
    actual: &[Field],
    played: &Played<'_>,
) -> Result<(), String> {
    let (mut expected, mut actual) = (lowered(expected), lowered(actual));
    let recorded = expected.clone();
    for field in CLIENT_FIELDS {
        if field.is_of_client(&recorded, played) {
            expected.retain(|(name, _)| name != field.name);
            actual.retain(|(name, _)| name != field.name);
        }
    }
    same_fields(expected, actual)
}

/// A length that is sent is that of the body.
pub(super) fn compare_length(actual: &[Field], length: usize) -> Result<(), String> {
    let lengths = lowered(actual).into_iter();
    let mut lengths = lengths.filter(|(name, _)| name == "content-length");
    lengths.try_for_each(|(_, sent)| same("Content-Length of the body", &length.to_string(), &sent))
}

/// Compares the fields of a response.
pub(super) fn compare_response(expected: &[Field], actual: &[Field]) -> Result<(), String> {
    same_fields(lowered(expected), lowered(actual))
}

fn lowered(fields: &[Field]) -> Vec<Field> {
    let lowered = fields
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
    lowered.collect()
}

fn same_fields(mut expected: Vec<Field>, mut actual: Vec<Field>) -> Result<(), String> {
    expected.sort();
    actual.sort();
    let missing = expected.iter().find(|field| !actual.contains(field));
    let additional = actual.iter().find(|field| !expected.contains(field));
    match (missing, additional) {
        (Some(missing), Some(additional)) => Err(format!(
            "header: expected {}, got {}",
            shown(missing),
            shown(additional)
        )),
        (Some(missing), None) => Err(format!("header: {} is missing", shown(missing))),
        (None, Some(additional)) => Err(format!("header: {} is too many", shown(additional))),
        (None, None) => same("headers", &expected, &actual),
    }
}
