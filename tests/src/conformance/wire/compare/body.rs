//! Bodies: multipart by its parts, all else byte by byte.

use super::super::case::Request;
use super::request::BOUNDARY;
use super::same;

/// `boundary` is that of the actual body, where a multipart body was recorded.
pub(super) fn compare(
    expected: &Request,
    actual: &Request,
    boundary: Option<&str>,
) -> Result<(), String> {
    let (expected, actual) = (expected.body_b64.0.as_slice(), actual.body_b64.0.as_slice());
    if expected == actual {
        return Ok(());
    }
    if let (Some(boundary), Some(parts)) = (boundary, parts(expected, BOUNDARY)) {
        return match self::parts(actual, boundary) {
            Some(actual) => same("parts of the body", &parts, &actual),
            None => Err("the body is no multipart".to_owned()),
        };
    }
    same("body", &text(expected), &text(actual))?;
    Err("body: other bytes".to_owned())
}

/// Header fields, sorted, and content.
type BodyPart = (Vec<String>, String);

/// The parts of a multipart body; none if it is not one.
fn parts(body: &[u8], boundary: &str) -> Option<Vec<BodyPart>> {
    let delimiter = format!("\r\n--{boundary}");
    let mut body = text(body);
    body.insert_str(0, "\r\n");
    let mut pieces = body.split(&delimiter);
    pieces.next().filter(|preamble| preamble.is_empty())?;
    let mut parts = Vec::new();
    loop {
        let piece = pieces.next()?;
        if piece == "--\r\n" {
            return pieces.next().is_none().then_some(parts);
        }
        let (head, content) = piece.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
        let mut fields: Vec<_> = head.split("\r\n").map(str::to_owned).collect();
        fields.sort();
        parts.push((fields, content.to_owned()));
    }
}

/// Bytes as text: UTF-8, or else latin-1.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}
