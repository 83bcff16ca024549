//! The log of an HTTP step, in Buildbot's wording.

mod display;

use std::fmt;
use std::time::Duration;

use display::{HeaderValues, TitleCase};
use http_step_syntax::key::Key;
use reqwest::header::HeaderMap;

use super::response::shorten;
use crate::buildbot::Dialect;
use crate::builds::{Logs, StepOutcome};
use crate::error::Failure;
use crate::log::Channel::{self, Header, Stderr, Stdout};
use crate::log::brief;
use crate::redact;
use crate::request::{Data, Name, Rendered, pairs, parameters};
use crate::transport::{Response, ResponseChain};
use crate::value::Value;

/// Writes the request before it is sent.
pub(super) fn write_request(logs: &mut Logs<'_>, rendered: &Rendered<'_>) {
    let dialect = rendered.dialect;
    let (method, url) = (dialect.text(&rendered.method), rendered.shown_url());
    write_line(
        logs,
        Header,
        format_args!("Performing {method} request to {url}"),
    );
    if rendered.insecure {
        write_line(
            logs,
            Header,
            format_args!("The certificate of the server is not verified"),
        );
    }
    let params = rendered.get(Key::Params);
    if let Some(params) = params.filter(|params| !params.is_falsy()) {
        write_line(logs, Header, format_args!("Parameters:"));
        let pairs = parameters(params, dialect).unwrap_or_default();
        pairs
            .iter()
            .for_each(|pair| write_parameter(logs, pair, dialect));
    }
    match rendered.data() {
        Some(Data::Value(data)) if !data.is_falsy() => {
            write_line(logs, Header, format_args!("Data:"));
            match pairs(data) {
                Ok(pairs) if dialect.takes_pairs(data) => {
                    pairs
                        .iter()
                        .for_each(|pair| write_parameter(logs, pair, dialect));
                }
                _ => {
                    let text = data.without_credentials();
                    write_line(logs, Header, format_args!("\t{}", dialect.text(&text)));
                }
            }
        }
        Some(Data::File(file)) => {
            write_line(logs, Header, format_args!("Data:"));
            write_line(logs, Header, format_args!("\t{}", file.label()));
        }
        _ => {}
    }
}

fn write_parameter(logs: &mut Logs<'_>, (name, value): &(Name<'_>, &Value), dialect: Dialect) {
    let name = name.shown(dialect);
    let value = value.without_credentials();
    let value = redact::parameter(&name, dialect.text(&value));
    write_line(logs, Header, format_args!("\t{name}: {value}"));
}

/// Writes the redirects and the response.
pub(super) fn write_responses(
    logs: &mut Logs<'_>,
    responses: &ResponseChain,
    dialect: Dialect,
    hidden: HiddenHeaders<'_>,
) {
    let count = responses.redirects.len();
    if count > 0 {
        logs.write(
            "log",
            Stdout,
            format_args!("\nRedirected {count} times:\n\n"),
        );
    }
    for redirect in &responses.redirects {
        write_response(logs, redirect, dialect, hidden);
        write_line(logs, Stdout, format_args!("{:=<60}", ""));
    }
    write_response(logs, &responses.response, dialect, hidden);
}

/// The names of the header fields whose values the step hides.
#[derive(Clone, Copy)]
pub(super) struct HiddenHeaders<'a> {
    pub(super) request: &'a [String],
    pub(super) response: &'a [String],
}

fn write_response(
    logs: &mut Logs<'_>,
    response: &Response,
    dialect: Dialect,
    hidden: HiddenHeaders<'_>,
) {
    write_line(logs, Header, format_args!("Request Headers:"));
    write_headers(logs, &response.sent, dialect, hidden.request);
    write_line(logs, Stdout, format_args!("URL: {}", response.url));
    // As in Buildbot, every status but 200 is written to stderr.
    let status = response.status.as_u16();
    let channel = if status == 200 { Stdout } else { Stderr };
    write_line(logs, channel, format_args!("Status: {status}"));
    write_line(logs, Header, format_args!("Response Headers:"));
    write_headers(logs, &response.headers, dialect, hidden.response);
    let content = brief(&response.content, "content");
    logs.write(
        "log",
        Stdout,
        format_args!(" ------ Content ------\n{content}"),
    );
    // Each response has a log of its own.
    logs.begin("content");
    logs.write("content", Stdout, format_args!("{}", response.content));
}

/// Writes how an attempt ended, and the delay until the next one.
pub(super) fn write_attempt(
    logs: &mut Logs<'_>,
    (attempt, most): (u32, u32),
    ended: Result<&Response, &Failure>,
    wait: Duration,
) {
    match ended {
        Ok(response) => {
            let (status, content) = (
                response.status.as_u16(),
                shorten(&response.content, logs.redactor),
            );
            let text = format_args!("Attempt {attempt} of {most}: Status: {status} {content}");
            write_line(logs, Stderr, text);
        }
        Err(failure) => {
            write_line(
                logs,
                Stderr,
                format_args!("Attempt {attempt} of {most}: {failure}"),
            );
        }
    }
    write_line(logs, Header, format_args!("Next attempt in {wait:.1?}"));
}

/// Writes which condition a poll still waits for.
pub(super) fn write_unmet_poll(logs: &mut Logs<'_>, response: &Response, unmet: &str) {
    let status = response.status.as_u16();
    write_line(
        logs,
        Stdout,
        format_args!("Not yet: Status: {status}, {unmet}"),
    );
}

/// Writes why a probe is needed.
pub(super) fn write_probe_start(logs: &mut Logs<'_>, failure: &Failure) {
    write_line(
        logs,
        Stderr,
        format_args!("No complete response: {failure}"),
    );
    write_line(
        logs,
        Header,
        format_args!("Probing whether the request was applied"),
    );
}

/// Writes the outcome of an inner step.
pub(super) fn write_inner_outcome(logs: &mut Logs<'_>, what: &str, outcome: &StepOutcome) {
    let (result, state) = (outcome.result(), outcome.state_string());
    end_line(logs);
    write_line(
        logs,
        Header,
        format_args!("The {what} ended with {result}: {state}"),
    );
}

/// Writes that the step `cancel` of a poll runs.
pub(super) fn write_poll_cancel(logs: &mut Logs<'_>) {
    end_line(logs);
    write_line(
        logs,
        Header,
        format_args!("Cancelling the polled operation"),
    );
}

/// Writes why there is no response.
pub(super) fn write_failure(logs: &mut Logs<'_>, failure: &Failure) {
    end_line(logs);
    let text = "An exception occurred while performing the request";
    logs.write_line("log", Stderr, format_args!("{text}: {failure}"), "");
}

/// Writes the conditions that are not met.
pub(super) fn write_unmet(logs: &mut Logs<'_>, unmet: &[String]) {
    end_line(logs);
    for text in unmet {
        write_line(logs, Stderr, format_args!("{text}"));
    }
}

/// A body may end without a line break.
fn end_line(logs: &mut Logs<'_>) {
    if !logs.is_at_line_start("log") {
        logs.write("log", Stdout, format_args!("\n"));
    }
}

/// Writes header fields in order; those with the same name in one line.
fn write_headers(logs: &mut Logs<'_>, headers: &HeaderMap, dialect: Dialect, hidden: &[String]) {
    for name in headers.keys() {
        let title = TitleCase(name.as_str());
        if hidden.iter().any(|hidden| name == hidden.as_str()) {
            write_line(logs, Header, format_args!("\t{title}: {}", redact::HIDDEN));
        } else {
            let values = HeaderValues(name, headers, dialect);
            write_line(logs, Header, format_args!("\t{title}: {values}"));
        }
    }
}

fn write_line(logs: &mut Logs<'_>, channel: Channel, text: fmt::Arguments<'_>) {
    logs.write_line("log", channel, text, "\n");
}
