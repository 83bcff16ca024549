//! `Content-Length` and `Transfer-Encoding`, which Buildbot sends as the user gave them.

use super::Played;
use crate::conformance::wire::case::{Expect, Request};
use crate::conformance::wire::compare::change_request_fields;

const TRANSFER_ENCODING: &str = "transfer-encoding";
const CONTENT_LENGTH: &str = "content-length";

/// Without what the user said about the body, the request is as long as its body.
pub(super) fn set_right(played: &Played<'_>, expect: &mut Expect) {
    let [encoding, length] = [TRANSFER_ENCODING, CONTENT_LENGTH].map(|field| played.gives(field));
    if !encoding && !length {
        return;
    }
    let is_kept = |field: &str, has_length: bool| {
        let is = |own: &str| field.eq_ignore_ascii_case(own);
        !(encoding && is(TRANSFER_ENCODING)) && (has_length || !(length && is(CONTENT_LENGTH)))
    };
    for request in &mut expect.requests {
        // What came where the announced body did not is the body.
        if let Some(raw) = request.raw_body_b64.take().filter(|_| request.stalled) {
            request.body_b64 = raw;
        }
        request.stalled = false;
        let has_length = has_length(request);
        request
            .headers
            .retain(|(name, _)| is_kept(name, has_length));
    }
    let has_length = expect.requests.last().is_some_and(has_length);
    if let Some(log) = expect.logs.get_mut("log") {
        change_request_fields(&mut log.chunks, |_, name, value| {
            is_kept(name, has_length).then_some(value)
        });
    }
}

/// RFC 9110, section 8.6: all but a GET or HEAD without body say how long it is.
fn has_length(request: &Request) -> bool {
    !request.body_b64.0.is_empty() || !matches!(request.method.as_str(), "GET" | "HEAD")
}
