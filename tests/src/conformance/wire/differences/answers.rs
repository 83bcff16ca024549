//! Answers that Buildbot's HTTP library reads as no other does.

use super::answer::Answer;
use super::ending;
use super::played::Played;
use crate::conformance::wire::case::{Chunk, Expect, Text};
use crate::conformance::wire::compare::{RESPONSE_HEADERS, is_text};

/// The status of the answer that ended the step, if one did.
fn status(expect: &Expect) -> Option<u16> {
    let state = expect.state_string.as_deref()?;
    let digits = state.strip_prefix("Status code: ")?.split(' ').next()?;
    digits.parse().ok()
}

/// The answer to the last request.
fn last(played: &Played<'_>, expect: &Expect) -> Option<Answer> {
    let last = expect.requests.len().checked_sub(1)?;
    played.reply(last).and_then(Answer::read)
}

/// RFC 9110, section 15.2: a client has to be able to parse more than one interim answer.
pub(super) fn skip_interim(played: &Played<'_>, expect: &mut Expect) {
    if !status(expect).is_some_and(|status| (100..200).contains(&status) && status != 101) {
        return;
    }
    let Some(answer) = last(played, expect) else {
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
    ending::is_answered(expect, &answer);
}

/// Nobody asked for another protocol.
pub(super) fn refuse_upgrade(_: &Played<'_>, expect: &mut Expect) {
    if status(expect) == Some(101) {
        ending::fails(expect, "malformed-response");
    }
}

/// A head that ends before its blank line is none.
pub(super) fn refuse_cut_head(played: &Played<'_>, expect: &mut Expect) {
    let reply = expect.requests.len().checked_sub(1);
    let reply = reply.and_then(|last| played.reply(last));
    if status(expect).is_some() && reply.is_some_and(|reply| Answer::read(reply).is_none()) {
        ending::fails(expect, "connection-closed");
    }
}

/// What follows a line that is no field is anybody's guess.
pub(super) fn refuse_broken_head(played: &Played<'_>, expect: &mut Expect) {
    let is_broken = last(played, expect).is_some_and(|answer| !answer.broken.is_empty());
    if status(expect).is_some() && is_broken {
        ending::fails(expect, "malformed-response");
    }
}

/// A length that is no number says that the body may end anywhere.
pub(super) fn refuse_broken_length(played: &Played<'_>, expect: &mut Expect) {
    let Some(answer) = last(played, expect) else {
        return;
    };
    let is_head = expect
        .requests
        .last()
        .is_some_and(|last| last.method == "HEAD");
    let has_body = !is_head && !matches!(answer.status, 204 | 304) && !answer.is_chunked();
    let is_number = |length: &str| {
        let length = length.trim();
        !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_broken = answer
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
                    *line = format!("{name}: {}\n", value.trim_end_matches([' ', '\t', '\n']));
                }
            }
            chunk => in_fields = is_text(chunk, 'h', RESPONSE_HEADERS),
        }
    }
}
