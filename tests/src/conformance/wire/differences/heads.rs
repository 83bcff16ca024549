//! Heads of responses that Python's HTTP library reads as no other does.

use super::ending;
use super::played::Played;
use crate::conformance::wire::case::{Chunk, Expect, Reply, Text};
use crate::conformance::wire::compare::{RESPONSE_HEADERS, is_text};
use crate::conformance::wire::response::{MOST_FIELDS, Response};

/// The status of the response that ended the step, if one did.
pub(super) fn status(expect: &Expect) -> Option<u16> {
    let state = expect.state_string.as_deref()?;
    let digits = state.strip_prefix("Status code: ")?.split(' ').next()?;
    digits.parse().ok()
}

/// The response to the last request.
pub(super) fn last_response(played: &Played<'_>, expect: &Expect) -> Option<Response> {
    last_reply(played, expect).and_then(Response::read)
}

fn last_reply<'a>(played: &Played<'a>, expect: &Expect) -> Option<&'a Reply> {
    let last = expect.requests.len().checked_sub(1)?;
    played.reply(last)
}

/// RFC 9110, section 15.2: a client has to be able to parse more than one interim response.
pub(super) fn skip_interim(played: &Played<'_>, expect: &mut Expect) {
    if !status(expect).is_some_and(|status| (100..200).contains(&status) && status != 101) {
        return;
    }
    let Some(response) = last_response(played, expect) else {
        return;
    };
    let slug = expect.logs.keys().rfind(|slug| slug.starts_with("content"));
    if let Some(slug) = slug.cloned() {
        expect.logs.remove(&slug);
    }
    if let Some(log) = expect.logs.get_mut("log") {
        let is_status =
            |chunk: &Chunk| matches!(&chunk.1, Text::Whole(text) if text.starts_with("Status: "));
        let begin = log.chunks.iter().rposition(is_status);
        log.chunks.truncate(begin.unwrap_or(log.chunks.len()));
    }
    ending::ends_with_response(expect, &response);
}

/// No step asks for another protocol.
pub(super) fn refuse_upgrade(_: &Played<'_>, expect: &mut Expect) {
    if status(expect) == Some(101) {
        ending::fails(expect, "malformed-response");
    }
}

/// A head that ends before its blank line is incomplete.
pub(super) fn refuse_cut_head(played: &Played<'_>, expect: &mut Expect) {
    let reply = last_reply(played, expect);
    if status(expect).is_some() && reply.is_some_and(|reply| Response::read(reply).is_none()) {
        ending::fails(expect, "connection-closed");
    }
}

/// What follows a line that is no field can't be told from the body.
pub(super) fn refuse_broken_head(played: &Played<'_>, expect: &mut Expect) {
    let is_broken = last_response(played, expect).is_some_and(|last| !last.broken.is_empty());
    if status(expect).is_some() && is_broken {
        ending::fails(expect, "malformed-response");
    }
}

/// A status line has a version of HTTP/1, one blank, a status of three digits, and perhaps a reason.
pub(super) fn refuse_invalid_status_line(played: &Played<'_>, expect: &mut Expect) {
    let is_valid = |line: &str| {
        let rest = line
            .strip_prefix("HTTP/1.1 ")
            .or_else(|| line.strip_prefix("HTTP/1.0 "));
        let (status, reason) = rest?.split_at_checked(3)?;
        let is_number = status.bytes().all(|byte| byte.is_ascii_digit());
        let is_reason = |c: char| c == '\t' || !c.is_control();
        let has_reason = reason.is_empty() || reason.starts_with(' ');
        (is_number && has_reason && reason.chars().all(is_reason)).then_some(())
    };
    let last = last_response(played, expect);
    let is_invalid = last.is_some_and(|last| is_valid(&last.status_line).is_none());
    if status(expect).is_some() && is_invalid {
        ending::fails(expect, "malformed-response");
    }
}

/// A body in a transfer coding that was not requested can't be read.
pub(super) fn refuse_transfer_codings(played: &Played<'_>, expect: &mut Expect) {
    let is_refused = last_response(played, expect).is_some_and(|last| {
        let codings = last.value("transfer-encoding");
        codings.is_some_and(|codings| !codings.trim().eq_ignore_ascii_case("chunked"))
    });
    if status(expect).is_some() && is_refused {
        ending::fails(expect, "malformed-response");
    }
}

/// A head may be long for Python, which only bounds its lines.
pub(super) fn refuse_large_head(played: &Played<'_>, expect: &mut Expect) {
    let is_large = last_response(played, expect).is_some_and(|last| last.is_over_the_limits());
    if status(expect).is_some() && is_large {
        ending::fails(expect, "malformed-response");
    }
}

/// A blank line before the status line, and the hundredth field, where nothing else is wrong.
pub(super) fn accept_readable_head(played: &Played<'_>, expect: &mut Expect) {
    let is_refused = expect.result.as_deref() == Some("FAILURE")
        && expect.error_kind.as_deref() == Some("malformed-response");
    let is_readable = last_reply(played, expect).is_some_and(|reply| {
        let is_whole = |response: Response| {
            let is_full = response.fields.len() == MOST_FIELDS;
            response.broken.is_empty() && (is_full || response.follows_blank_lines)
        };
        Response::read(reply).is_some_and(is_whole)
    });
    if is_refused && is_readable {
        ending::ends_with_chain(played, expect);
    }
}

/// A length that is no number says that the body may end anywhere.
pub(super) fn refuse_broken_length(played: &Played<'_>, expect: &mut Expect) {
    let Some(response) = last_response(played, expect) else {
        return;
    };
    let is_head = expect
        .requests
        .last()
        .is_some_and(|last| last.method == "HEAD");
    let has_body = !is_head && !matches!(response.status, 204 | 304) && !response.is_chunked();
    let is_number = |length: &str| {
        let length = length.trim();
        !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_broken = response
        .fields
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .any(|(_, lengths)| !lengths.split(',').all(is_number));
    if status(expect).is_some() && has_body && is_broken {
        ending::fails(expect, "invalid-response-header");
    }
}

/// RFC 9110, section 5.5: blanks around a value are not part of it.
pub(super) fn trim_values(_: &Played<'_>, expect: &mut Expect) {
    let Some(log) = expect.logs.get_mut("log") else {
        return;
    };
    let mut in_fields = false;
    for chunk in &mut log.chunks {
        match chunk {
            Chunk('h', Text::Whole(line)) if in_fields && line.starts_with('\t') => {
                if let Some((name, value)) = line.split_once(": ") {
                    *line = format!("{name}: {}\n", value.trim_matches([' ', '\t', '\n']));
                }
            }
            chunk => in_fields = is_text(chunk, 'h', RESPONSE_HEADERS),
        }
    }
}
