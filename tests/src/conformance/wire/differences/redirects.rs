//! Redirects that Buildbot stumbles over.

use serde_json::Value;

use super::ending;
use super::played::Played;
use crate::conformance::wire::case::{Chunk, Expect, Text};
use crate::conformance::wire::compare::{CONTENT, REQUEST_HEADERS, is_text};
use crate::conformance::wire::response::Response;

/// Where redirects are not followed, Buildbot still prepares the next request, and fails if it can't.
pub(super) fn leave_alone(played: &Played<'_>, expect: &mut Expect) {
    let is_off = played.step.get("allow_redirects") == Some(&Value::Bool(false));
    let is_about_the_next = matches!(
        expect.error_kind.as_deref(),
        Some("invalid-url" | "unsupported-scheme")
    );
    let is_exception = expect.result.as_deref() == Some("EXCEPTION");
    if is_off && is_about_the_next && is_exception && expect.requests.len() == 1 {
        ending::ends_with_chain(played, expect);
    }
}

/// A redirect is followed when its body is cut short; Buildbot then fails over it in the log.
pub(super) fn pass_over_cut_body(played: &Played<'_>, expect: &mut Expect) {
    let is_cut = matches!(
        expect.error_kind.as_deref(),
        Some("incomplete-body" | "invalid-chunk" | "connection-reset")
    );
    if !is_cut || expect.result.as_deref() != Some("EXCEPTION") {
        return;
    }
    let requests = expect.requests.iter();
    let shown = requests.filter(|request| request.method != "CONNECT");
    // The log breaks off after the fields of the response that was cut.
    if (1..shown.count()).contains(&ending::blocks(expect)) {
        ending::ends_with_chain(played, expect);
    }
}

/// What a redirect says in a coding is not read.
pub(super) fn leave_encoded(played: &Played<'_>, expect: &mut Expect) {
    let numbers = expect.requests.iter().enumerate();
    let shown: Vec<_> = numbers
        .filter(|(_, request)| request.method != "CONNECT")
        .map(|(number, _)| number)
        .collect();
    let Some((_, chain)) = shown.split_last() else {
        return;
    };
    for (block, number) in chain.iter().enumerate() {
        let response = played.reply(*number).and_then(Response::read);
        if response.is_some_and(|response| is_encoded(&response)) {
            empty_content(expect, block);
        }
    }
}

/// In a coding that Buildbot knows.
fn is_encoded(response: &Response) -> bool {
    let codings = response.value("content-encoding").unwrap_or_default();
    let is_known = |coding: &str| {
        let coding = coding.trim().to_ascii_lowercase();
        matches!(coding.as_str(), "gzip" | "x-gzip" | "deflate")
    };
    codings.split(',').all(is_known)
}

fn empty_content(expect: &mut Expect, block: usize) {
    let mut blocks = 0;
    let log = expect.logs.get_mut("log");
    for chunk in log.into_iter().flat_map(|log| &mut log.chunks) {
        blocks += usize::from(is_text(chunk, 'h', REQUEST_HEADERS));
        let Chunk('o', text) = chunk else {
            continue;
        };
        let is_content = match &text {
            Text::Whole(text) => text.starts_with(CONTENT),
            Text::Large { large } => large.head.starts_with(CONTENT),
        };
        if is_content && blocks == block + 1 {
            *text = Text::Whole(CONTENT.to_owned());
        }
    }
    let slug = match block {
        0 => "content".to_owned(),
        later => format!("content_{}", later + 1),
    };
    if let Some(log) = expect.logs.get_mut(&slug) {
        log.chunks = vec![Chunk('o', Text::Whole(String::new()))];
    }
}
