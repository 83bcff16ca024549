//! Bodies: forms by their pairs, JSON by value, multipart by its parts, all else by its bytes.

use serde_json::Value;

use super::super::case::Request;
use super::request::BOUNDARY;
use super::same;

/// `boundary` is that of the actual body, where a multipart body was recorded.
pub(super) fn compare(
    expected: &Request,
    actual: &Request,
    boundary: Option<&str>,
) -> Result<(), String> {
    let content_type = content_type(expected);
    let (expected, actual) = (expected.body_b64.0.as_slice(), actual.body_b64.0.as_slice());
    if expected == actual {
        return Ok(());
    }
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    if let (Some(boundary), Some(parts)) = (boundary, parts(expected, BOUNDARY)) {
        return match self::parts(actual, boundary) {
            Some(actual) => same("parts of the body", &parts, &actual),
            None => Err("the body is no multipart".to_owned()),
        };
    }
    if content_type == "application/x-www-form-urlencoded" {
        return same("pairs of the body", &pairs(expected), &pairs(actual));
    }
    if content_type == "application/json" || content_type.ends_with("+json") {
        let value = |bytes| serde_json::from_slice::<Value>(bytes).ok();
        if let (Some(expected), Some(actual)) = (value(expected), value(actual)) {
            return same("JSON of the body", &expected, &actual);
        }
    }
    same("body", &text(expected), &text(actual))?;
    Err("body: other bytes".to_owned())
}

/// The media type of a request, without parameters.
fn content_type(request: &Request) -> String {
    let is_type = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
    let value = request
        .headers
        .iter()
        .find(is_type)
        .map(|(_, value)| value.as_str());
    let media_type = value.and_then(|value| value.split(';').next());
    media_type.unwrap_or_default().trim().to_ascii_lowercase()
}

/// Names and values of a form, decoded and in order.
fn pairs(body: &[u8]) -> Vec<(String, String)> {
    body.split(|&byte| byte == b'&')
        .map(|pair| {
            let mut sides = pair.splitn(2, |&byte| byte == b'=');
            let mut side = || shown_bytes(&unescaped(sides.next().unwrap_or_default()));
            (side(), side())
        })
        .collect()
}

fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let escaped = after.get(..2).filter(|_| byte == b'%');
        let escaped = escaped.and_then(|digits| std::str::from_utf8(digits).ok());
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(escaped) => {
                bytes.push(escaped);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(if byte == b'+' { b' ' } else { byte }),
        }
    }
    bytes
}

/// Header fields, sorted, and content.
type BodyPart = (Vec<String>, String);

/// The parts of a multipart body; none if it is not one.
fn parts(body: &[u8], boundary: &str) -> Option<Vec<BodyPart>> {
    let delimiter = format!("\r\n--{boundary}");
    let mut body = shown_bytes(body);
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

/// Bytes as text that differs where the bytes do.
fn shown_bytes(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}
