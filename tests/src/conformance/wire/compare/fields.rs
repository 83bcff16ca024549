//! Header fields, of requests and in logs: order and case of names do not count.

use super::{same, shown};

/// Name and value.
pub(super) type Field = (String, String);

/// Fields that Python's client adds, as recorded; ours says something else, or nothing.
const CLIENTS_OWN: [(&str, &[&str]); 4] = [
    ("accept", &["*/*"]),
    ("accept-encoding", &["gzip, deflate"]),
    ("connection", &["keep-alive"]),
    (
        "user-agent",
        &[
            "python-requests/{requests_version}",
            "python-urllib3/{urllib3_version}",
        ],
    ),
];

/// Compares the fields of a request. `length` is that of the body as it was sent, which a
/// `Content-Length` of ours must equal, whatever was recorded.
pub(super) fn compare_request(
    expected: &[Field],
    actual: &[Field],
    length: usize,
) -> Result<(), String> {
    let (mut expected, mut actual) = (normal(expected), normal(actual));
    for (name, values) in CLIENTS_OWN {
        let is_users_own =
            |(field, value): &Field| field == name && !values.contains(&value.as_str());
        if !expected.iter().any(is_users_own) {
            expected.retain(|(field, _)| field != name);
            actual.retain(|(field, _)| field != name);
        }
    }
    for (name, value) in &mut expected {
        if name == "content-length" {
            *value = length.to_string();
        }
    }
    same_fields(&expected, &actual)
}

/// Compares the fields of a response.
pub(super) fn compare_response(expected: &[Field], actual: &[Field]) -> Result<(), String> {
    same_fields(&normal(expected), &normal(actual))
}

fn normal(fields: &[Field]) -> Vec<Field> {
    let lowered = fields
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
    let mut fields: Vec<_> = lowered.collect();
    fields.sort();
    fields
}

fn same_fields(expected: &[Field], actual: &[Field]) -> Result<(), String> {
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
        (None, None) => same("headers", expected, actual),
    }
}
