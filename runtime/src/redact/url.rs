//! URLs, or what was meant to be some, and the credentials in them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{HIDDEN, hides};

/// A URL, cut as leniently as browsers read it: `http:/u:pw@h` has userinfo too.
struct Cut<'a> {
    scheme: &'a str,
    userinfo: Option<&'a str>,
    host: &'a str,
    path: &'a str,
    query: Option<&'a str>,
    fragment: &'a str,
}

impl<'a> Cut<'a> {
    fn new(text: &'a str) -> Self {
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
        let (userinfo, host) = match authority.rsplit_once('@') {
            Some((userinfo, host)) => (Some(userinfo), host),
            None => (None, authority),
        };
        let (path, query, fragment) = match rest.split_once('?') {
            Some((path, query)) => {
                let (query, fragment) = query.split_at(query.find('#').unwrap_or(query.len()));
                (path, Some(query), fragment)
            }
            None => (rest, None, ""),
        };
        Self {
            scheme,
            userinfo,
            host,
            path,
            query,
            fragment,
        }
    }

    /// The pairs of the query: each whole, and its value where that is a credential by its name.
    fn pairs(&self) -> impl Iterator<Item = (&'a str, Option<(&'a str, &'a str)>)> {
        let pairs = self.query.into_iter().flat_map(|query| query.split('&'));
        pairs.map(|pair| {
            let named = pair
                .split_once('=')
                .filter(|(name, _)| hides(&unescaped(name)));
            (pair, named)
        })
    }
}

/// A URL as a log may show it: without its userinfo, and without the values of parameters that are
/// credentials by name.
pub(crate) fn url(text: &str) -> Cow<'_, str> {
    if !text.contains(['@', '?']) {
        return Cow::Borrowed(text);
    }
    let cut = Cut::new(text);
    let Cut {
        scheme,
        host,
        path,
        fragment,
        ..
    } = cut;
    let userinfo = cut.userinfo.map_or(String::new(), |_| format!("{HIDDEN}@"));
    let pairs = cut.pairs().map(|(pair, named)| match named {
        Some((name, _)) => Cow::Owned(format!("{name}={HIDDEN}")),
        None => Cow::Borrowed(pair),
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    let mark = if cut.query.is_some() { "?" } else { "" };
    Cow::Owned(format!(
        "{scheme}{userinfo}{host}{path}{mark}{query}{fragment}"
    ))
}

/// The bytes of a URL in the same way, UTF-8 or not.
pub(crate) fn url_octets(octets: &[u8]) -> Vec<u8> {
    let latin1: String = octets.iter().map(|&octet| char::from(octet)).collect();
    let shown = url(&latin1);
    shown.chars().filter_map(|c| u8::try_from(c).ok()).collect()
}

/// The credentials in a URL, decoded: its userinfo and the values of parameters that are some by name.
pub(crate) fn credentials_of_url(text: &str) -> Vec<String> {
    let cut = Cut::new(text);
    let mut values = Vec::new();
    if let Some(userinfo) = cut.userinfo {
        let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
        // Services that take a token for the user want nothing after it, or this word.
        let is_user = password.is_empty() || password == "x-oauth-basic";
        values.extend([userinfo, if is_user { user } else { password }]);
    }
    let named: Vec<&str> = cut
        .pairs()
        .filter_map(|(_, named)| Some(named?.1))
        .collect();
    let plus = named.iter().filter(|value| value.contains('+'));
    let plus: Vec<String> = plus.map(|value| value.replace('+', " ")).collect();
    values.extend(named);
    values.extend(plus.iter().map(String::as_str));
    let decoded = values
        .into_iter()
        .map(|value| unescaped(value).into_owned());
    decoded.filter(|value| !value.is_empty()).collect()
}

/// A URL that is a secret: its scheme and host, and the name of the secret.
pub(crate) fn secret_url(text: &str, name: &str) -> String {
    match ::url::Url::parse(text) {
        Ok(url) => format!(
            "{}://{}/<{name}>",
            url.scheme(),
            url.host_str().unwrap_or_default()
        ),
        Err(_) => format!("<{name}>"),
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
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

    #[test]
    fn bytes_that_are_no_credentials_stay() {
        let shown = url_octets(b"http://u:\xe9@h/\xff?token=\xe9&\xc3\xa9=1");
        assert_eq!(shown, b"http://<HIDDEN>@h/\xff?token=<HIDDEN>&\xc3\xa9=1");
    }

    #[test]
    fn the_credentials_of_a_url_are_decoded() {
        let table: [(&str, &[&str]); 6] = [
            ("http://h/p?q=1", &[]),
            ("http://me:s3%2Fcr3t@h/", &["me:s3/cr3t", "s3/cr3t"]),
            ("http://ghp_1@h/", &["ghp_1", "ghp_1"]),
            (
                "http://ghp_1:x-oauth-basic@h/",
                &["ghp_1:x-oauth-basic", "ghp_1"],
            ),
            ("/p?api_key=a%20b&x=2#f", &["a b"]),
            ("http://h?token=a+b", &["a+b", "a b"]),
        ];
        for (text, credentials) in table {
            assert_eq!(credentials_of_url(text), credentials);
        }
    }
}
