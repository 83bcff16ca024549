//! `Content-Length` and `Transfer-Encoding`, which Buildbot sends as the user gave them.

use super::Played;
use crate::conformance::wire::case::{Chunk, Expect, Request, Text};
use crate::conformance::wire::compare::{REQUEST_HEADERS, change_request_fields, is_text};

const TRANSFER_ENCODING: &str = "transfer-encoding";
const CONTENT_LENGTH: &str = "content-length";

/// A chunked body without a chunk.
const NO_CHUNK: &[u8] = b"0\r\n\r\n";

/// A form whose fields are all None, which Buildbot sends in no chunk, has a length: 0.
pub(super) fn measure_empty_forms(_: &Played<'_>, expect: &mut Expect) {
    let requests = expect.requests.iter_mut();
    let shown = requests.filter(|request| request.method != "CONNECT");
    let mut is_measured = Vec::new();
    for request in shown {
        let raw = request.raw_body_b64.as_ref();
        let is_empty = raw.is_some_and(|raw| raw.0 == NO_CHUNK);
        if is_empty {
            let is_framing = |name: &str| name.eq_ignore_ascii_case(TRANSFER_ENCODING);
            request.headers.retain(|(name, _)| !is_framing(name));
            let length = ("Content-Length".to_owned(), "0".to_owned());
            request.headers.push(length);
            request.raw_body_b64 = None;
        }
        is_measured.push(is_empty);
    }
    if let Some(log) = expect.logs.get_mut("log")
        && is_measured.contains(&true)
    {
        let mut is_measured = is_measured.into_iter();
        let chunks = std::mem::take(&mut log.chunks).into_iter();
        let changed = chunks.flat_map(|chunk| {
            let begins = is_text(&chunk, 'h', REQUEST_HEADERS);
            let is_measured = begins && is_measured.next() == Some(true);
            let length = || Chunk('h', Text::Whole("\tContent-Length: 0\n".to_owned()));
            [Some(chunk), is_measured.then(length)]
        });
        log.chunks = changed.flatten().collect();
    }
}

/// Without what the user said about the body, the request is as long as its body.
pub(super) fn set_right(played: &Played<'_>, expect: &mut Expect) {
    let [encoding, length] = [TRANSFER_ENCODING, CONTENT_LENGTH].map(|field| played.gives(field));
    if !encoding && !length {
        return;
    }
    let mut lengths = Vec::new();
    for request in &mut expect.requests {
        // What came where the announced body did not is the body.
        if let Some(raw) = request.raw_body_b64.take().filter(|_| request.stalled) {
            request.body_b64 = raw;
        }
        request.stalled = false;
        let measured = length_of(request);
        request.headers = std::mem::take(&mut request.headers)
            .into_iter()
            .filter_map(|(name, value)| {
                let value = right_value(&name, value, encoding, measured.as_deref())?;
                Some((name, value))
            })
            .collect();
        if request.method != "CONNECT" {
            lengths.push(measured);
        }
    }
    if let Some(log) = expect.logs.get_mut("log") {
        change_request_fields(&mut log.chunks, |block, name, value| {
            let measured = lengths.get(block).and_then(Option::as_deref);
            right_value(name, value, encoding, measured)
        });
    }
}

/// The value of a field; none where it is not sent.
fn right_value(
    name: &str,
    value: String,
    drops_encoding: bool,
    length: Option<&str>,
) -> Option<String> {
    if name.eq_ignore_ascii_case(CONTENT_LENGTH) {
        return length.map(str::to_owned);
    }
    let is_dropped = drops_encoding && name.eq_ignore_ascii_case(TRANSFER_ENCODING);
    (!is_dropped).then_some(value)
}

/// RFC 9110, section 8.6: all but a GET or HEAD without body say how long it is.
fn length_of(request: &Request) -> Option<String> {
    let length = request.body_b64.0.len();
    let is_said = length > 0 || !matches!(request.method.as_str(), "GET" | "HEAD");
    is_said.then(|| length.to_string())
}
