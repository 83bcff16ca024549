//! Other endings for a step than the recorded one.

use super::answer::Answer;
use crate::conformance::wire::case::{Chunk, Expect, Log, Request, Text};
use crate::conformance::wire::compare::{
    CONTENT, EXCEPTION, REQUEST_HEADERS, RESPONSE_HEADERS, is_text,
};

/// The step ends without an answer that counts: nothing of what came is in the log.
pub(super) fn fails(expect: &mut Expect, kind: &str) {
    without_answer(expect, "FAILURE", kind);
    write(expect, 'e', EXCEPTION.to_owned());
}

/// The step is wrong in itself.
pub(super) fn is_mistaken(expect: &mut Expect, kind: &str) {
    without_answer(expect, "EXCEPTION", kind);
}

fn without_answer(expect: &mut Expect, result: &str, kind: &str) {
    if let Some(log) = expect.logs.get_mut("log") {
        let begin = log.chunks.iter().position(begins_answers);
        log.chunks.truncate(begin.unwrap_or(log.chunks.len()));
    }
    expect.logs.retain(|slug, _| !slug.starts_with("content"));
    expect.error_kind = Some(kind.to_owned());
    ends(expect, result, "Requested");
}

/// The step ends with this answer, of which the log has all up to the URL.
pub(super) fn is_answered(expect: &mut Expect, answer: &Answer) {
    write_answer(expect, answer);
    expect.error_kind = None;
    let result = if answer.status < 400 {
        "SUCCESS"
    } else {
        "FAILURE"
    };
    ends(expect, result, &format!("Status code: {}", answer.status));
}

fn ends(expect: &mut Expect, result: &str, done: &str) {
    let state = expect.state_string.take().unwrap_or_default();
    let state = [" (failure)", " (exception)"]
        .iter()
        .find_map(|suffix| state.strip_suffix(suffix))
        .unwrap_or(&state);
    // What a suffix of the description may follow.
    let rest = match state.strip_prefix("Status code: ") {
        Some(rest) => rest.find(' ').and_then(|end| rest.get(end..)),
        None => state.strip_prefix("Requested"),
    };
    let rest = rest.unwrap_or_default();
    expect.state_string = Some(match result {
        "SUCCESS" => format!("{done}{rest}"),
        other => format!("{done}{rest} ({})", other.to_lowercase()),
    });
    expect.result = Some(result.to_owned());
}

/// Whether the log of the answers begins with a chunk.
fn begins_answers(Chunk(channel, text): &Chunk) -> bool {
    let Text::Whole(text) = text else {
        return false;
    };
    match channel {
        'h' => text == REQUEST_HEADERS,
        'o' => text.starts_with("\nRedirected "),
        'e' => text.starts_with(EXCEPTION),
        _ => false,
    }
}

fn write(expect: &mut Expect, channel: char, text: String) {
    let log = expect.logs.entry("log".to_owned()).or_default();
    log.chunks.push(Chunk(channel, Text::Whole(text)));
}

/// What stands in the log of a request that was answered, up to the URL.
pub(super) fn write_request(
    expect: &mut Expect,
    request: &Request,
    is_shown: impl Fn(&str, &str) -> bool,
) {
    write(expect, 'h', REQUEST_HEADERS.to_owned());
    for (name, value) in &request.headers {
        if is_shown(name, value) {
            write(expect, 'h', format!("\t{name}: {value}\n"));
        }
    }
    write(expect, 'o', format!("URL: {}\n", url(request)));
}

/// What stands in the log of an answer, after the URL.
pub(super) fn write_answer(expect: &mut Expect, answer: &Answer) {
    let channel = if answer.status == 200 { 'o' } else { 'e' };
    write(expect, channel, format!("Status: {}\n", answer.status));
    write(expect, 'h', RESPONSE_HEADERS.to_owned());
    for (name, value) in answer.joined_fields() {
        write(expect, 'h', format!("\t{name}: {value}\n"));
    }
    write_content(expect, answer);
}

/// The body of an answer, in the log and in one of its own.
pub(super) fn write_content(expect: &mut Expect, answer: &Answer) {
    let text = answer.text();
    write(expect, 'o', format!("{CONTENT}{text}"));
    let contents = expect
        .logs
        .keys()
        .filter(|slug| slug.starts_with("content"));
    let slug = match contents.count() {
        0 => "content".to_owned(),
        count => format!("content_{}", count + 1),
    };
    let log = Log::new(&slug, "content", vec![Chunk('o', Text::Whole(text))]);
    expect.logs.insert(slug, log);
}

/// Ends the block of an answer that was a redirect.
pub(super) fn write_line(expect: &mut Expect) {
    write(expect, 'o', format!("{}\n", "=".repeat(60)));
}

/// How many requests the log shows.
pub(super) fn blocks(expect: &Expect) -> usize {
    let chunks = expect
        .logs
        .get("log")
        .into_iter()
        .flat_map(|log| &log.chunks);
    chunks
        .filter(|chunk| is_text(chunk, 'h', REQUEST_HEADERS))
        .count()
}

fn url(request: &Request) -> String {
    if request.target.contains("://") {
        return request.target.clone();
    }
    let scheme = if super::origins::is_https(request) {
        "https"
    } else {
        "http"
    };
    let host = super::played::value(request, "host").unwrap_or_default();
    format!("{scheme}://{host}{}", request.target)
}
