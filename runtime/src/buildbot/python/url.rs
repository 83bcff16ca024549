//! URLs as `requests` reads and quotes them, before the URL type sees them.

use std::fmt::Write as _;

use crate::error::RenderError;

const UNRESERVED: &str = "-._~";
const SUB_DELIMITERS: &str = "!$&'()*+,;=";

/// The URL that `requests` would prepare: escapes in one spelling, and what can't stand there escaped.
///
/// # Errors
///
/// For hosts that are none. What else is wrong is left to whoever parses the URL.
pub(in crate::buildbot) fn quote_url(text: &str) -> Result<String, RenderError> {
    let text = text.trim_start();
    let Some((scheme, rest)) = text.split_once(':') else {
        return Ok(text.to_owned());
    };
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return Ok(text.to_owned());
    }
    let no_host = || RenderError::new("the URL has no host");
    let rest = rest.strip_prefix("//").ok_or_else(no_host)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    if host.is_empty() || host.starts_with([':', '*', '.']) {
        return Err(no_host());
    }
    if host.split('.').any(|label| label.len() > 63) {
        return Err(RenderError::new(
            "a label of the host is longer than 63 bytes",
        ));
    }
    let (rest, fragment) = split_off(rest, '#');
    let (path, query) = split_off(rest, '?');
    let mut url = format!("{scheme}://{authority}{}", requote(&encode(path, "/:@")));
    for (mark, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            url.push(mark);
            url.push_str(&requote(&encode(part, "/:@?")));
        }
    }
    Ok(url)
}

fn split_off(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((text, part)) => (text, Some(part)),
        None => (text, None),
    }
}

/// urllib3's encoding of a component: where one escape is none, every `%` is escaped.
fn encode(component: &str, allowed: &str) -> String {
    let mut pieces = component.split('%');
    let mut upper = pieces.next().unwrap_or_default().to_owned();
    let mut is_escaped = true;
    for piece in pieces {
        upper.push('%');
        match hex(piece) {
            Some((code, rest)) => {
                // A String takes what it is given.
                let _ = write!(upper, "{code:02X}");
                upper.push_str(rest);
            }
            None => {
                is_escaped = false;
                upper.push_str(piece);
            }
        }
    }
    let stays = |c: char| {
        c.is_ascii_alphanumeric()
            || [UNRESERVED, SUB_DELIMITERS, allowed]
                .iter()
                .any(|set| set.contains(c))
            || (c == '%' && is_escaped)
    };
    escape(&upper, stays)
}

/// `requests.utils.requote_uri`: escapes of unreserved characters are undone, and what can't stand in a URL
/// is escaped; where an escape is none, every `%`.
pub(in crate::buildbot) fn requote(text: &str) -> String {
    const SAFE: &str = "!#$&'()*+,/:;=?@[]~";
    let stays = |c: char| c.is_ascii_alphanumeric() || UNRESERVED.contains(c) || SAFE.contains(c);
    let mut pieces = text.split('%');
    let mut undone = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match hex(piece) {
            Some((code, rest))
                if code.is_ascii_alphanumeric() || UNRESERVED.contains(char::from(code)) =>
            {
                undone.push(char::from(code));
                undone.push_str(rest);
            }
            None if piece
                .chars()
                .take(2)
                .filter(|c| c.is_alphanumeric())
                .count()
                == 2 =>
            {
                return escape(text, stays);
            }
            _ => {
                undone.push('%');
                undone.push_str(piece);
            }
        }
    }
    escape(&undone, |c| c == '%' || stays(c))
}

/// The byte that an escape stands for, and what follows it.
fn hex(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u8::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    Some((code, rest))
}

fn escape(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if stays(c) {
            escaped.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            // A String takes what it is given.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_quoted_as_requests_quotes_it() {
        let table = [
            ("http://h", "http://h"),
            (" \u{a0}http://h/x", "http://h/x"),
            ("http://h/x ", "http://h/x%20"),
            ("http://h/x\r\nA: 1", "http://h/x%0D%0AA:%201"),
            (
                "HTTP://u:p@h/%7euser/%2fx/%c3%a9",
                "HTTP://u:p@h/~user/%2Fx/%C3%A9",
            ),
            ("http://h/%7eu/%zz/100%", "http://h/%257Eu/%25zz/100%25"),
            (
                "http://h/a b?q=<>\"{}|\\^`[]",
                "http://h/a%20b?q=%3C%3E%22%7B%7D%7C%5C%5E%60%5B%5D",
            ),
            ("http://h/[1, 'a']", "http://h/%5B1,%20'a'%5D"),
            ("http://h/p?#", "http://h/p"),
            ("http://h?q=1#é", "http://h?q=1#%C3%A9"),
            ("ftp://h/a b", "ftp://h/a b"),
        ];
        for (text, quoted) in table {
            assert_eq!(quote_url(text).as_deref(), Ok(quoted), "{text}");
        }
        let long = format!("http://{}.h/", "a".repeat(64));
        for text in [
            "http:/x",
            "http:///x",
            "http:x",
            "http://*.h/",
            "http://:80/",
            &long,
        ] {
            assert!(quote_url(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_location_is_only_quoted_once_more() {
        let table = [
            ("/b%7E%2fc d", "/b~%2fc%20d"),
            ("/b%zz%7e", "/b%25zz%257e"),
            ("/b%\u{e9}", "/b%%C3%A9"),
            ("/b%4", "/b%4"),
        ];
        for (text, quoted) in table {
            assert_eq!(requote(text), quoted);
        }
    }
}
