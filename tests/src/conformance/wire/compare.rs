//! Compares what came of a step with what was recorded; an error is the first mismatch.

mod body;
mod fields;
mod kind;
mod log;
mod request;

use std::fmt::Debug;

use self::log::Content;
use super::case::{Expect, Loose, Request};
use super::differences::Played;
use super::play::{Ended, Outcome, Ran};

pub(super) use kind::is_of_the_transport;
pub(super) use log::{
    CONTENT, EXCEPTION, REQUEST_HEADERS, RESPONSE_HEADERS, change_request_fields, for_each_field,
    is_text,
};

/// Logs that Buildbot adds to an exception: their text was not recorded.
const NOT_COMPARED: [&str; 2] = ["err_html", "err_text"];

pub(super) fn compare(
    expect: &Expect,
    outcome: &Outcome,
    loose: &[Loose],
    played: &Played<'_>,
) -> Result<(), String> {
    match (&outcome.ended, &expect.config_error) {
        (Ended::Refused(refusal), Some(recorded)) => refusal.compare(recorded),
        (Ended::Refused(refusal), None) => {
            Err(format!("the step cannot be constructed: {refusal}"))
        }
        (Ended::Ran(ran), Some(error)) => Err(format!(
            "config_error: expected {error:?}, ended {}",
            ran.result
        )),
        (Ended::Ran(ran), None) => {
            let result = expect.result.as_deref().unwrap_or("none");
            same("result", result, ran.result.as_str()).map_err(|why| with_cause(why, ran))?;
            requests(&expect.requests, &outcome.requests, played)?;
            let state_string = expect.state_string.as_deref().unwrap_or_default();
            same("state string", state_string, ran.state_string.as_str())?;
            logs(expect, ran, &outcome.requests, loose, played)?;
            if loose.contains(&Loose::ErrorKind) {
                return Ok(());
            }
            kind::compare(expect.error_kind.as_deref(), ran, played.server)
        }
    }
}

fn requests(expected: &[Request], actual: &[Request], played: &Played<'_>) -> Result<(), String> {
    same("number of requests", &expected.len(), &actual.len())?;
    for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
        request::compare(expected, actual, played)
            .map_err(|why| format!("request {}: {why}", index + 1))?;
    }
    Ok(())
}

fn logs(
    expect: &Expect,
    ran: &Ran,
    requests: &[Request],
    loose: &[Loose],
    played: &Played<'_>,
) -> Result<(), String> {
    let is_compared = |slug: &&String| !NOT_COMPARED.contains(&slug.as_str());
    let expected: Vec<_> = expect.logs.keys().filter(is_compared).collect();
    same(
        "logs",
        &expected,
        &ran.logs.keys().filter(is_compared).collect(),
    )?;
    let content_is_loose = loose.contains(&Loose::ContentText);
    for (slug, expected) in &expect.logs {
        let Some(actual) = ran.logs.get(slug) else {
            continue;
        };
        same("name of a log", &expected.name, &actual.name)?;
        let comparison = log::Comparison {
            recorded: &expect.requests,
            requests,
            played,
            content: match (content_is_loose, slug.starts_with("content")) {
                (false, _) => Content::Strict,
                (true, false) => Content::LooseAfterHeading,
                (true, true) => Content::Loose,
            },
        };
        let compared = comparison.compare(&expected.chunks, &actual.chunks);
        compared.map_err(|why| format!("log `{slug}`: {why}"))?;
    }
    Ok(())
}

fn with_cause(why: String, ran: &Ran) -> String {
    match &ran.cause {
        Some(cause) => format!("{why} ({cause})"),
        None => why,
    }
}

fn same<T: PartialEq + Debug + ?Sized>(what: &str, expected: &T, actual: &T) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!(
        "{what}: expected {}, got {}",
        shown(expected),
        shown(actual)
    ))
}

/// A value in a report, not too long for a line.
fn shown<T: Debug + ?Sized>(value: &T) -> String {
    const LONGEST: usize = 200;
    let text = format!("{value:?}");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests;
