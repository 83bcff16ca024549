//! Requests as the server saw them.

use super::super::case::Request;
use super::super::differences::Played;
use super::{body, fields, same};

/// What stands for the boundary of a multipart body in recordings.
pub(super) const BOUNDARY: &str = "{boundary}";

pub(super) fn compare(
    expected: &Request,
    actual: &Request,
    played: &Played<'_>,
) -> Result<(), String> {
    same("listener", &expected.at, &actual.at)?;
    same("method", &expected.method, &actual.method)?;
    same("target", &expected.target, &actual.target)?;
    // How we ask a proxy for a tunnel is our business.
    if expected.method == "CONNECT" {
        return Ok(());
    }
    same("version", &expected.version, &actual.version)?;
    let boundary = boundary(expected, actual);
    let headers: Vec<_> = actual
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), with_placeholder(value, boundary.as_deref())))
        .collect();
    fields::compare_request(&expected.headers, &headers, played)?;
    fields::compare_length(&headers, actual.body_b64.0.len())?;
    same("stalled", &expected.stalled, &actual.stalled)?;
    body::compare(expected, actual, boundary.as_deref())
}

/// The boundary of a body that was recorded as multipart: its first line.
pub(super) fn boundary(expected: &Request, actual: &Request) -> Option<String> {
    let expected = expected.body_b64.0.strip_prefix(b"--")?;
    let rest = expected.strip_prefix(BOUNDARY.as_bytes())?;
    let line = actual
        .body_b64
        .0
        .strip_prefix(b"--")?
        .split(|&byte| byte == b'\r')
        .next()?;
    let line = std::str::from_utf8(line).ok()?;
    // A form without a part ends at once.
    let boundary = match rest.starts_with(b"--") {
        true => line.strip_suffix("--")?,
        false => line,
    };
    (!boundary.is_empty()).then(|| boundary.to_owned())
}

/// The text with the placeholder in place of the boundary.
pub(super) fn with_placeholder(text: &str, boundary: Option<&str>) -> String {
    match boundary {
        Some(boundary) => text.replace(boundary, BOUNDARY),
        None => text.to_owned(),
    }
}
