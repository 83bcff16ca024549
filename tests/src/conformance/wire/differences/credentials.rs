//! Credentials by the name of their header field, parameter or form field, and the userinfo of URLs.

use serde_json::Value;

use super::{Played, python};
use crate::conformance::wire::case::{Chunk, Expect, Text};
use crate::conformance::wire::compare::{change_request_fields, for_each_field};

pub(super) const HIDDEN: &str = "<HIDDEN>";
const PROXY_AUTHORIZATION: &str = "proxy-authorization";

/// What is for the proxy is no field of the request that goes through it.
pub(super) fn leave_out_those_of_the_proxy(played: &Played<'_>, expect: &mut Expect) {
    if played.gives(PROXY_AUTHORIZATION) {
        return;
    }
    if let Some(log) = expect.logs.get_mut("log") {
        change_request_fields(&mut log.chunks, |_, name, value| {
            (!name.eq_ignore_ascii_case(PROXY_AUTHORIZATION)).then_some(value)
        });
    }
}

pub(super) fn hide(played: &Played<'_>, expect: &mut Expect) {
    let Some(log) = expect.logs.get_mut("log") else {
        return;
    };
    for_each_field(&mut log.chunks, |name, value| {
        if name.eq_ignore_ascii_case("location") && value != HIDDEN {
            return Some(shown_url(value));
        }
        is_credential(name).then(|| HIDDEN.to_owned())
    });
    let mut lines = Lines::Others;
    for Chunk(channel, text) in &mut log.chunks {
        let Text::Whole(text) = text else {
            continue;
        };
        lines = match (*channel, text.as_str()) {
            ('h', "Parameters:\n") => Lines::Pairs("params"),
            ('h', "Data:\n") if is_form(played) => Lines::Pairs("data"),
            ('h', "Data:\n") => Lines::Value("data"),
            ('h', line) if line.starts_with('\t') => lines,
            _ => Lines::Others,
        };
        let shown = match (lines, *channel) {
            (Lines::Pairs(argument), 'h') => pair(played, argument, text),
            (Lines::Value(argument), 'h') => value(played, argument, text),
            (Lines::Others, 'h') if text.starts_with("Performing ") => text
                .split_once(" request to ")
                .map(|(performing, url)| format!("{performing} request to {}", shown_url(url))),
            (_, 'o') => text
                .strip_prefix("URL: ")
                .map(|url| format!("URL: {}", shown_url(url))),
            _ => None,
        };
        if let Some(shown) = shown {
            *text = shown;
        }
    }
}

/// What the lines of a log show.
#[derive(Clone, Copy)]
enum Lines {
    /// A name and a value of this argument each.
    Pairs(&'static str),
    /// The whole value of this argument.
    Value(&'static str),
    Others,
}

/// Whether Buildbot shows the data one field a line: a dict.
fn is_form(played: &Played<'_>) -> bool {
    let data = played.argument("data");
    data.and_then(Value::as_object).is_some_and(|members| {
        members.contains_key("$dict") || !members.keys().any(|name| name.starts_with('$'))
    })
}

fn pair(played: &Played<'_>, argument: &str, line: &str) -> Option<String> {
    let (name, value) = line
        .strip_prefix('\t')?
        .strip_suffix('\n')?
        .split_once(": ")?;
    if is_credential(name) {
        return Some(format!("\t{name}: {HIDDEN}\n"));
    }
    let mut entries = played.entries(argument).into_iter();
    let (_, given) = entries.find(|(own, _)| *own == name)?;
    let value = python::without_credentials(value).filter(|_| is_container(played, given))?;
    Some(format!("\t{name}: {value}\n"))
}

fn value(played: &Played<'_>, argument: &str, line: &str) -> Option<String> {
    let given = played.argument(argument)?;
    let value = line.strip_prefix('\t')?.strip_suffix('\n')?;
    let value = python::without_credentials(value).filter(|_| is_container(played, given))?;
    Some(format!("\t{value}\n"))
}

/// Whether a value is a list, a tuple or a dict, and no text that looks like one.
fn is_container<'a>(played: &Played<'a>, value: &'a Value) -> bool {
    match played.resolve(value) {
        Value::Array(_) => true,
        Value::Object(members) => {
            let form = members.keys().find(|name| name.starts_with('$'));
            form.is_none_or(|form| matches!(form.as_str(), "$tuple" | "$dict"))
        }
        _ => false,
    }
}

/// A URL without its userinfo and without the values of parameters that are credentials by name.
fn shown_url(url: &str) -> String {
    let start = url.find("://").map_or(0, |scheme| scheme + 3);
    let (scheme, rest) = url.split_at(start);
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let authority = match authority.rsplit_once('@') {
        Some((_, host)) => format!("{HIDDEN}@{host}"),
        None => authority.to_owned(),
    };
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    // A URL of bytes stands in quotes.
    let (query, end) = query.split_at(query.find(['#', '\n', '\'']).unwrap_or(query.len()));
    let pairs: Vec<_> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if is_credential(name.trim_start_matches('?')) => {
                format!("{name}={HIDDEN}")
            }
            _ => pair.to_owned(),
        })
        .collect();
    format!("{scheme}{authority}{path}{}{end}", pairs.join("&"))
}

pub(super) fn is_credential(name: &str) -> bool {
    const WORDS: [&str; 14] = [
        "apikey",
        "auth",
        "authorization",
        "credential",
        "credentials",
        "jwt",
        "key",
        "passwd",
        "password",
        "secret",
        "session",
        "sig",
        "signature",
        "token",
    ];
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "cookie" | "set-cookie")
        || name.split(['-', '_']).any(|part| WORDS.contains(&part))
}
