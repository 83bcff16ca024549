//! What may be shown: everything that goes to a log passes here first.

use std::borrow::Cow;

use http_step_syntax::header;
use reqwest::header::{HeaderName, HeaderValue};

/// What stands in place of a hidden value.
pub(crate) const HIDDEN: &str = "<HIDDEN>";

/// Whether the values of a header field are hidden without being asked.
pub(crate) fn hides_header(name: &HeaderName) -> bool {
    header::is_credential(name.as_str())
}

/// A header field's value as text: bytes above 127 are read as latin-1, as Buildbot does.
pub(crate) fn header_value(value: &HeaderValue) -> Cow<'_, str> {
    match value.to_str() {
        Ok(ascii) => Cow::Borrowed(ascii),
        Err(_) => value
            .as_bytes()
            .iter()
            .map(|&byte| char::from(byte))
            .collect(),
    }
}

/// The value of a parameter as a log may show it.
pub(crate) fn parameter<'a>(name: &str, value: Cow<'a, str>) -> Cow<'a, str> {
    if header::is_credential(name) {
        return Cow::Borrowed(HIDDEN);
    }
    value
}

/// A URL, or what was meant to be one, as a log may show it: without its userinfo, and without the
/// values of parameters that are credentials by name.
pub(crate) fn url(text: &str) -> Cow<'_, str> {
    if !text.contains(['@', '?']) {
        return Cow::Borrowed(text);
    }
    let start = text.find("://").map_or(0, |scheme| scheme + 3);
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

fn query_pair(pair: &str) -> Cow<'_, str> {
    match pair.split_once('=') {
        Some((name, _)) if header::is_credential(&unescaped(name)) => {
            Cow::Owned(format!("{name}={HIDDEN}"))
        }
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
            ("user:pw@host", "<HIDDEN>@host"),
        ];
        for (text, shown) in table {
            assert_eq!(url(text), shown);
        }
    }
}
