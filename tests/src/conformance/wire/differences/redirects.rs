//! Redirects that Buildbot stumbles over.

use serde_json::Value;

use super::answer::Answer;
use super::ending;
use super::played::Played;
use crate::conformance::wire::case::{Chunk, Expect, Text};
use crate::conformance::wire::compare::{CONTENT, REQUEST_HEADERS, is_text};

/// Where redirects are not followed, Buildbot still prepares the next request, and fails if it can't.
pub(super) fn leave_alone(played: &Played<'_>, expect: &mut Expect) {
    let is_off = played.step.get("allow_redirects") == Some(&Value::Bool(false));
    let is_about_the_next = matches!(
        expect.error_kind.as_deref(),
        Some("invalid-url" | "unsupported-scheme")
    );
    let [request] = expect.requests.as_slice() else {
        return;
    };
    if !is_off || !is_about_the_next || expect.result.as_deref() != Some("EXCEPTION") {
        return;
    }
    if let Some(answer) = played.reply(0).and_then(Answer::read) {
        let request = request.clone();
        ending::write_request(expect, &request, |name, _| {
            played.gives("host") || !name.eq_ignore_ascii_case("host")
        });
        ending::is_answered(expect, &answer);
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
    let requests = expect.requests.clone();
    let answers = requests.iter().enumerate().map(|(number, request)| {
        let answer = played.reply(number).and_then(Answer::read);
        Some((request, answer?))
    });
    let Some(answers) = answers.collect::<Option<Vec<_>>>() else {
        return;
    };
    let shown: Vec<_> = answers
        .iter()
        .filter(|(request, _)| request.method != "CONNECT")
        .collect();
    // The log breaks off after the fields of the answer that was cut.
    let logged = ending::blocks(expect);
    let (Some((last, chain)), true) = (shown.split_last(), (1..shown.len()).contains(&logged))
    else {
        return;
    };
    for (number, (request, answer)) in chain.iter().enumerate().skip(logged - 1) {
        if number >= logged {
            write_hop(played, expect, request);
            ending::write_answer(expect, answer);
        } else {
            ending::write_content(expect, answer);
        }
        ending::write_line(expect);
    }
    write_hop(played, expect, last.0);
    ending::is_answered(expect, &last.1);
}

/// The request of a hop: the length of a body that isn't there is none of its fields.
fn write_hop(
    played: &Played<'_>,
    expect: &mut Expect,
    request: &crate::conformance::wire::case::Request,
) {
    ending::write_request(expect, request, |name, value| {
        let is = |field: &str| name.eq_ignore_ascii_case(field);
        (played.gives("host") || !is("host")) && !(is("content-length") && value == "0")
    });
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
        let answer = played.reply(*number).and_then(Answer::read);
        if answer.is_some_and(|answer| is_encoded(&answer)) {
            empty_content(expect, block);
        }
    }
}

/// In a coding that Buildbot knows.
fn is_encoded(answer: &Answer) -> bool {
    let codings = answer.value("content-encoding").unwrap_or_default();
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
