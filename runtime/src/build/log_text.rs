//! The log of an HTTP step, in Buildbot's wording.

use std::fmt::{self, Write as _};

use reqwest::header::{HeaderMap, HeaderName};

use super::step::Logs;
use crate::error::{Failure, RenderError};
use crate::exchange::Response;
use crate::log::Channel::{self, Header, Stderr, Stdout};
use crate::redact;
use crate::request::{Rendered, Request};
use crate::value::Value;

/// What is going to be asked.
pub(super) fn performing(logs: &mut Logs<'_>, rendered: &Rendered<'_>) {
    let dialect = rendered.dialect;
    let url = redact::url(&rendered.url);
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
        if let Value::Map(members) = params {
            let mut members: Vec<_> = members.iter().collect();
            if dialect.sorts_params() {
                members.sort_by_key(|(name, _)| *name);
            }
            for (name, value) in members {
                let value = redact::parameter(name, dialect.text(value));
                line(logs, Header, format_args!("\t{name}: {value}"));
            }
        }
    }
    if let Some(data) = rendered.data.as_deref().filter(|data| !data.is_falsy()) {
        line(logs, Header, format_args!("Data:"));
        match data {
            Value::Map(members) => {
                for (name, value) in members {
                    line(
                        logs,
                        Header,
                        format_args!("\t{name}: {}", dialect.text(value)),
                    );
                }
            }
            whole => line(logs, Header, format_args!("\t{}", dialect.text(whole))),
        }
    }
}

/// What was asked, and the answer.
pub(super) fn exchanged(logs: &mut Logs<'_>, request: &Request, response: &Response) {
    line(logs, Header, format_args!("Request Headers:"));
    fields(logs, &request.headers);
    line(
        logs,
        Stdout,
        format_args!("URL: {}", redact::url(response.url.as_str())),
    );
    // As in Buildbot, every status but 200 stands out.
    let status = response.status.as_u16();
    let channel = if status == 200 { Stdout } else { Stderr };
    line(logs, channel, format_args!("Status: {status}"));
    line(logs, Header, format_args!("Response Headers:"));
    fields(logs, &response.headers);
    let content = String::from_utf8_lossy(&response.body);
    logs.write(
        "log",
        Stdout,
        format_args!(" ------ Content ------\n{content}"),
    );
    logs.write("content", Stdout, format_args!("{content}"));
}

/// Why there is no answer.
pub(super) fn failed(logs: &mut Logs<'_>, failure: &Failure) {
    let text = "An exception occurred while performing the request";
    logs.write("log", Stderr, format_args!("{text}: {failure}"));
}

/// Why nothing was asked: a log of its own, as Buildbot does with an exception.
pub(super) fn not_sent(logs: &mut Logs<'_>, error: &RenderError) {
    logs.write("err.text", Stderr, format_args!("{error}\n"));
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
    logs.write("log", channel, format_args!("{text}\n"));
}

/// A field name in its usual spelling: the transport keeps names in lower case.
struct Titled<'a>(&'a str);

impl fmt::Display for Titled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive('-') {
            let mut rest = part.chars();
            if let Some(first) = rest.next() {
                f.write_char(first.to_ascii_uppercase())?;
            }
            f.write_str(rest.as_str())?;
        }
        Ok(())
    }
}

/// All values of a field.
struct Values<'a>(&'a HeaderName, &'a HeaderMap);

impl fmt::Display for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, headers) = self;
        if redact::hides_header(name) {
            return f.write_str(redact::HIDDEN);
        }
        for (index, value) in headers.get_all(*name).iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            f.write_str(&redact::header_value(value))?;
        }
        Ok(())
    }
}
