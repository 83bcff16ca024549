//! Values that are hidden for the names of their fields.

use reqwest::header::{COOKIE, HeaderMap, HeaderName, SET_COOKIE};

use super::{URLS, credentials_of_url, hides};

/// Whether a value is looked for in all that is shown, and not hidden at its own place only: a log in which
/// every `main` is a mask says nothing.
pub(super) fn is_sensitive(value: &str) -> bool {
    let value = value.trim();
    let kinds: [fn(char) -> bool; 3] = [
        |c| c.is_alphabetic(),
        |c| c.is_numeric(),
        |c| !c.is_alphanumeric(),
    ];
    let kinds = kinds.into_iter().filter(|kind| value.contains(*kind));
    match value.chars().count() {
        0..4 => false,
        4..6 => kinds.count() > 1,
        _ => true,
    }
}

/// The credentials in header fields.
pub(crate) fn credentials(headers: &HeaderMap) -> Vec<String> {
    let mut values = Vec::new();
    for (name, value) in headers {
        let text = match std::str::from_utf8(value.as_bytes()) {
            Ok(text) => text.to_owned(),
            Err(_) => value
                .as_bytes()
                .iter()
                .map(|&byte| char::from(byte))
                .collect(),
        };
        values.extend(credentials_of_field(name.as_str(), &text));
    }
    values
}

/// The credentials in a header field: the token behind a scheme, the values of cookies, what a URL holds.
pub(crate) fn credentials_of_field(name: &str, text: &str) -> Vec<String> {
    let is = |known: HeaderName| known.as_str().eq_ignore_ascii_case(name);
    if URLS.into_iter().any(is) {
        return credentials_of_url(text);
    }
    if !hides(name) {
        return Vec::new();
    }
    let cookies = if is(COOKIE) {
        usize::MAX
    } else if is(SET_COOKIE) {
        1
    } else {
        let token = text.split_once(' ').map(|(_, token)| token.trim());
        return token.into_iter().chain([text]).map(str::to_owned).collect();
    };
    let pairs = text.split(';').take(cookies);
    let values = pairs.map(|pair| pair.split_once('=').map_or(pair, |(_, value)| value));
    values
        .map(|value| value.trim().trim_matches('"').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_and_numbers_are_not_looked_for() {
        for value in ["", "abc", "a1b", "main", "8080", "12345", "false", " main "] {
            assert!(!is_sensitive(value), "{value}");
        }
        for value in ["a1b2", "hun-2", "hunter", "123456", "äöüß12"] {
            assert!(is_sensitive(value), "{value}");
        }
    }

    #[test]
    fn a_field_holds_its_credentials_in_its_own_way() {
        let table: [(HeaderName, &str, &[&str]); 5] = [
            (
                reqwest::header::AUTHORIZATION,
                "Bearer abc",
                &["abc", "Bearer abc"],
            ),
            (COOKIE, "a=1; b=\"2=\"; c", &["1", "2=", "c"]),
            (SET_COOKIE, "id=c00kie; Path=/", &["c00kie"]),
            (
                reqwest::header::LOCATION,
                "/x?token=s3%20cr3t&a=b",
                &["s3 cr3t"],
            ),
            (reqwest::header::ACCEPT, "text/html", &[]),
        ];
        for (name, text, credentials) in table {
            assert_eq!(
                credentials_of_field(name.as_str(), text),
                credentials,
                "{text}"
            );
        }
    }
}
