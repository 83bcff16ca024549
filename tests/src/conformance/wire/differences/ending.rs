//! Other endings for a step than the recorded one.

use super::played::Played;
use crate::conformance::wire::case::{Chunk, Expect, Log, Request, Text};
use crate::conformance::wire::compare::{
    CONTENT, EXCEPTION, REQUEST_HEADERS, RESPONSE_HEADERS, is_text,
};
use crate::conformance::wire::response::Response;

/// The step ends without a response that counts: nothing of what came is in the log.
pub(super) fn fails(expect: &mut Expect, kind: &str) {
    without_response(expect, "FAILURE", kind);
    write(expect, 'e', EXCEPTION.to_owned());
}

/// The step is wrong in itself.
pub(super) fn is_mistaken(expect: &mut Expect, kind: &str) {
    without_response(expect, "EXCEPTION", kind);
}

/// The step ends with the responses to all its requests, as far as they can be read.
pub(super) fn ends_with_chain(played: &Played<'_>, expect: &mut Expect) {
    let requests = expect.requests.clone();
    let responses = requests.iter().enumerate().map(|(number, request)| {
        let response = played.reply(number).and_then(Response::read)?;
        Some((request, response))
    });
    let Some(responses) = responses.collect::<Option<Vec<_>>>() else {
        return;
    };
    let mut shown = responses;
    shown.retain(|(request, _)| request.method != "CONNECT");
    let Some(((last, response), redirects)) = shown.split_last() else {
        return;
    };
    remove_responses(expect);
    if !redirects.is_empty() {
        let count = redirects.len();
        write(expect, 'o', format!("\nRedirected {count} times:\n\n"));
    }
    for (number, (request, response)) in redirects.iter().enumerate() {
        write_request(played, expect, request, number > 0);
        write_response(expect, response);
        write(expect, 'o', format!("{}\n", "=".repeat(60)));
    }
    write_request(played, expect, last, !redirects.is_empty());
    ends_with_response(expect, response);
}

fn without_response(expect: &mut Expect, result: &str, kind: &str) {
    remove_responses(expect);
    expect.error_kind = Some(kind.to_owned());
    ends(expect, result, "Requested");
}

/// Removes all responses from the logs.
fn remove_responses(expect: &mut Expect) {
    if let Some(log) = expect.logs.get_mut("log") {
        let begin = log.chunks.iter().position(begins_responses);
        log.chunks.truncate(begin.unwrap_or(log.chunks.len()));
    }
    expect.logs.retain(|slug, _| !slug.starts_with("content"));
}

/// The step ends with this response, of which the log has all up to the URL.
pub(super) fn ends_with_response(expect: &mut Expect, response: &Response) {
    write_response(expect, response);
    expect.error_kind = None;
    let result = if response.status < 400 {
        "SUCCESS"
    } else {
        "FAILURE"
    };
    ends(expect, result, &format!("Status code: {}", response.status));
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

/// Whether the log of the responses begins with a chunk.
fn begins_responses(Chunk(channel, text): &Chunk) -> bool {
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

/// What stands in the log of a request that was answered, up to the URL. `Host` is only shown where it is the
/// step's; after a redirect the length of a body that isn't there is not.
fn write_request(played: &Played<'_>, expect: &mut Expect, request: &Request, is_redirected: bool) {
    write(expect, 'h', REQUEST_HEADERS.to_owned());
    for (name, value) in &request.headers {
        let is = |field: &str| name.eq_ignore_ascii_case(field);
        let is_hidden = is("host") && !played.gives("host")
            || is_redirected && is("content-length") && value == "0";
        if !is_hidden {
            write(expect, 'h', format!("\t{name}: {value}\n"));
        }
    }
    write(expect, 'o', format!("URL: {}\n", url(request)));
}

/// What stands in the log of a response, after the URL.
fn write_response(expect: &mut Expect, response: &Response) {
    let channel = if response.status == 200 { 'o' } else { 'e' };
    write(expect, channel, format!("Status: {}\n", response.status));
    write(expect, 'h', RESPONSE_HEADERS.to_owned());
    for (name, value) in response.joined_fields() {
        write(expect, 'h', format!("\t{name}: {value}\n"));
    }
    write_content(expect, response);
}

/// The body of a response, in the log and in one of its own.
fn write_content(expect: &mut Expect, response: &Response) {
    let text = response.text();
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
