//! What may be shown: everything that goes to a log passes here first.

mod forms;
mod redactor;

pub(crate) use redactor::Redactor;

use std::borrow::Cow;
use std::fmt;

use http_step_syntax::header;
use reqwest::header::{
    CONTENT_LOCATION, HeaderMap, HeaderName, HeaderValue, LOCATION, REFERER, SET_COOKIE,
};

/// What stands in place of a hidden value.
pub(crate) const HIDDEN: &str = "<HIDDEN>";

/// What a value that is hidden without being asked goes by.
pub(crate) const CREDENTIAL: &str = "HIDDEN";

/// Whether values of that name are hidden without being asked: header fields, parameters, members.
pub(crate) fn hides(name: &str) -> bool {
    header::is_credential(name)
}

/// An entry of a map in a `Debug` output.
pub(crate) fn debug_entry(map: &mut fmt::DebugMap<'_, '_>, name: &str, value: &dyn fmt::Debug) {
    if hides(name) {
        map.entry(&name, &format_args!("{HIDDEN}"));
    } else {
        map.entry(&name, value);
    }
}

/// A header field's value as a log may show it. Bytes above 127 are read as latin-1, as Buildbot does.
pub(crate) fn header_value<'a>(name: &HeaderName, value: &'a HeaderValue) -> Cow<'a, str> {
    let text: Cow<'_, str> = match value.to_str() {
        Ok(ascii) => Cow::Borrowed(ascii),
        Err(_) => value
            .as_bytes()
            .iter()
            .map(|&byte| char::from(byte))
            .collect(),
    };
    if URLS.contains(name) {
        return Cow::Owned(url(&text).into_owned());
    }
    text
}

/// The fields whose values are URLs.
const URLS: [HeaderName; 3] = [LOCATION, CONTENT_LOCATION, REFERER];

/// Text that stands in one line of a log: line breaks and other control characters become escapes, so that
/// no value can write a line of its own.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\t' {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    Cow::Owned(line)
}

/// The values of credential fields, with the token behind a scheme and the value of a cookie by itself.
pub(crate) fn credentials(headers: &HeaderMap) -> Vec<String> {
    let mut values = Vec::new();
    for (name, value) in headers.iter().filter(|(name, _)| hides(name.as_str())) {
        let text = String::from_utf8_lossy(value.as_bytes());
        if name == SET_COOKIE {
            let pair = text.split(';').next().unwrap_or_default();
            values.extend(
                pair.split_once('=')
                    .map(|(_, value)| value.trim().to_owned()),
            );
            continue;
        }
        values.extend(
            text.split_once(' ')
                .map(|(_, token)| token.trim().to_owned()),
        );
        values.push(text.into_owned());
    }
    values
}

/// The value of a parameter or a form field as a log may show it.
pub(crate) fn parameter<'a>(name: &str, value: Cow<'a, str>) -> Cow<'a, str> {
    if hides(name) {
        Cow::Borrowed(HIDDEN)
    } else {
        value
    }
}

/// A URL, or what was meant to be one, as a log may show it: without its userinfo, and without the
/// values of parameters that are credentials by name.
///
/// It is cut as leniently as browsers read URLs: `http:/u:pw@h` has userinfo too.
pub(crate) fn url(text: &str) -> Cow<'_, str> {
    if !text.contains(['@', '?']) {
        return Cow::Borrowed(text);
    }
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let scheme = text.find(|c| !is_scheme(c)).unwrap_or(text.len());
    let after = text.get(scheme..).unwrap_or_default();
    let start = match after.strip_prefix(':') {
        Some(rest) => text.len() - rest.trim_start_matches(['/', '\\']).len(),
        None => 0,
    };
    let (scheme, rest) = text.split_at(start);
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let host = match authority.rsplit_once('@') {
        Some((_, host)) => format!("{HIDDEN}@{host}"),
        None => authority.to_owned(),
    };
    let Some((path, query)) = rest.split_once('?') else {
        return Cow::Owned(format!("{scheme}{host}{rest}"));
    };
    let (query, fragment) = query.split_at(query.find('#').unwrap_or(query.len()));
    let query: Vec<Cow<'_, str>> = query.split('&').map(query_pair).collect();
    let query = query.join("&");
    Cow::Owned(format!("{scheme}{host}{path}?{query}{fragment}"))
}

/// A URL that is a secret: its scheme and host, and the name of the secret.
pub(crate) fn secret_url(text: &str, name: &str) -> String {
    match url::Url::parse(text) {
        Ok(url) => format!(
            "{}://{}/<{name}>",
            url.scheme(),
            url.host_str().unwrap_or_default()
        ),
        Err(_) => format!("<{name}>"),
    }
}

fn query_pair(pair: &str) -> Cow<'_, str> {
    match pair.split_once('=') {
        Some((name, _)) if hides(&unescaped(name)) => Cow::Owned(format!("{name}={HIDDEN}")),
        _ => Cow::Borrowed(pair),
    }
}

fn unescaped(name: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(name).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_without_its_credentials() {
        let table = [
            ("http://h/p?q=1#f", "http://h/p?q=1#f"),
            ("http://user:pw@h:1/p@q", "http://<HIDDEN>@h:1/p@q"),
            ("http://a@b@h", "http://<HIDDEN>@h"),
            (
                "http://h?to%6ben=1&x=2&api_key=",
                "http://h?to%6ben=<HIDDEN>&x=2&api_key=<HIDDEN>",
            ),
            ("http://h?token=a#b", "http://h?token=<HIDDEN>#b"),
            ("no url", "no url"),
            ("user:pw@host", "user:<HIDDEN>@host"),
            ("http:/u:pw@h/", "http:/<HIDDEN>@h/"),
            ("http:\\\\u:pw@h/", "http:\\\\<HIDDEN>@h/"),
            ("http:///u:pw@h/", "http:///<HIDDEN>@h/"),
            ("u@h/x?key=1", "<HIDDEN>@h/x?key=<HIDDEN>"),
        ];
        for (text, shown) in table {
            assert_eq!(url(text), shown);
        }
    }
}
