//! Credentials by the name of their header field, parameter or form field, and the userinfo of URLs.

use serde_json::Value;

use super::Played;
use crate::conformance::wire::case::{Chunk, Expect, Text};
use crate::conformance::wire::compare::{change_request_fields, for_each_field};

const HIDDEN: &str = "<HIDDEN>";
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
    let is_form = is_form(played);
    let mut in_pairs = false;
    for Chunk(channel, text) in &mut log.chunks {
        let Text::Whole(text) = text else {
            continue;
        };
        in_pairs = match (*channel, text.as_str()) {
            ('h', "Parameters:\n") => true,
            ('h', "Data:\n") => is_form,
            ('h', line) => in_pairs && line.starts_with('\t'),
            _ => false,
        };
        let shown = match *channel {
            'h' if in_pairs => parameter(text),
            'h' if text.starts_with("Performing ") => text
                .split_once(" request to ")
                .map(|(performing, url)| format!("{performing} request to {}", shown_url(url))),
            'o' => text
                .strip_prefix("URL: ")
                .map(|url| format!("URL: {}", shown_url(url))),
            _ => None,
        };
        if let Some(shown) = shown {
            *text = shown;
        }
    }
}

/// Whether Buildbot shows the data one field a line: a dict, written down or the value of a property.
fn is_form(played: &Played<'_>) -> bool {
    let is_dict = |value: &Value| match value.as_object() {
        Some(members) => {
            members.contains_key("$dict") || !members.keys().any(|name| name.starts_with('$'))
        }
        None => false,
    };
    let Some(data) = played.step.get("data") else {
        return false;
    };
    let property = data.get("$property").and_then(Value::as_str);
    let property = property.and_then(|name| played.given.properties.get(name));
    is_dict(property.unwrap_or(data))
}

fn parameter(line: &str) -> Option<String> {
    let (name, _) = line.strip_prefix('\t')?.split_once(": ")?;
    is_credential(name).then(|| format!("\t{name}: {HIDDEN}\n"))
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
    let (query, end) = query.split_at(query.find(['#', '\n']).unwrap_or(query.len()));
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
