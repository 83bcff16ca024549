//! The log of an HTTP step, in Buildbot's wording.

mod display;

use std::fmt;

use display::{Content, OneLine, Titled, Values};
use reqwest::header::HeaderMap;

use super::logs::Logs;
use crate::dialect::Dialect;
use crate::error::{Failure, RenderError};
use crate::exchange::Response;
use crate::log::Channel::{self, Header, Stderr, Stdout};
use crate::redact;
use crate::request::{Name, Rendered, Request, pairs, parameters};
use crate::value::Value;

/// What is going to be asked.
pub(super) fn performing(logs: &mut Logs<'_>, rendered: &Rendered<'_>) {
    let dialect = rendered.dialect;
    let url = rendered.shown_url();
    line(
        logs,
        Header,
        format_args!("Performing {} request to {url}", rendered.method),
    );
    if let Some(params) = rendered
        .params
        .as_deref()
        .filter(|params| !params.is_falsy())
    {
        line(logs, Header, format_args!("Parameters:"));
        let pairs = parameters(params, dialect).unwrap_or_default();
        pairs.iter().for_each(|pair| field(logs, pair, dialect));
    }
    if let Some(data) = rendered.data.as_deref().filter(|data| !data.is_falsy()) {
        line(logs, Header, format_args!("Data:"));
        match pairs(data) {
            Ok(pairs) if dialect.takes_pairs(data) => {
                pairs.iter().for_each(|pair| field(logs, pair, dialect));
            }
            _ => line(logs, Header, format_args!("\t{}", dialect.text(data))),
        }
    }
}

fn field(logs: &mut Logs<'_>, (name, value): &(Name<'_>, &Value), dialect: Dialect) {
    let name = name.shown(dialect);
    let value = redact::parameter(&name, dialect.text(value));
    line(logs, Header, format_args!("\t{name}: {value}"));
}

/// What was asked, and the answer.
pub(super) fn exchanged(logs: &mut Logs<'_>, request: &Request, response: &Response) {
    line(logs, Header, format_args!("Request Headers:"));
    fields(logs, request.shown_headers());
    line(logs, Stdout, format_args!("URL: {}", request.shown_url));
    // As in Buildbot, every status but 200 stands out.
    let status = response.status.as_u16();
    let channel = if status == 200 { Stdout } else { Stderr };
    line(logs, channel, format_args!("Status: {status}"));
    line(logs, Header, format_args!("Response Headers:"));
    fields(logs, &response.headers);
    // Hidden before it is cut: what is left of a secret at a cut would not be found any more.
    let text = String::from_utf8_lossy(&response.body);
    let text = logs.redactor.apply(&text).into_owned();
    let content = Content(&text);
    logs.write(
        "log",
        Stdout,
        format_args!(" ------ Content ------\n{content}"),
    );
    logs.write("content", Stdout, format_args!("{content}"));
}

/// Why there is no answer.
pub(super) fn failed(logs: &mut Logs<'_>, failure: &Failure) {
    let failure = failure.to_string();
    let failure = redact::one_line(&failure);
    let text = "An exception occurred while performing the request";
    logs.write("log", Stderr, format_args!("{text}: {failure}"));
}

/// Why nothing was asked: a log of its own, as Buildbot does with an exception.
pub(super) fn not_sent(logs: &mut Logs<'_>, error: &RenderError) {
    let error = error.to_string();
    logs.write(
        "err.text",
        Stderr,
        format_args!("{}\n", redact::one_line(&error)),
    );
}

/// The fields in order; those of one name in one line.
fn fields(logs: &mut Logs<'_>, headers: &HeaderMap) {
    for name in headers.keys() {
        let values = Values(name, headers);
        line(
            logs,
            Header,
            format_args!("\t{}: {values}", Titled(name.as_str())),
        );
    }
}

fn line(logs: &mut Logs<'_>, channel: Channel, text: fmt::Arguments<'_>) {
    logs.write("log", channel, format_args!("{}\n", OneLine(text)));
}
