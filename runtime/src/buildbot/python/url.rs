//! URLs as `requests` reads and quotes them, before the URL type sees them.

use std::fmt::Write as _;

use super::idna;
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
    if !is_http(scheme) {
        return Ok(text.to_owned());
    }
    let rest = rest.strip_prefix("//").ok_or_else(no_host)?;
    let (authority, rest) = split_authority(rest);
    let (userinfo, host, port) = parts_of(authority);
    if host.is_empty() || host.starts_with(['*', '.']) {
        return Err(no_host());
    }
    let host = host_name(host)?;
    // Port 0 is none, however many digits it has.
    let is_none = !port.is_empty() && port.trim_start_matches([':', '0']).is_empty();
    let port = if is_none { "" } else { port };
    let (rest, fragment) = split_off(rest, '#');
    let target = match split_off(rest, '?') {
        (path, Some("")) => path,
        _ => rest,
    };
    let slash = if rest.starts_with('\\') { "/" } else { "" };
    let mut url = format!(
        "{scheme}://{userinfo}{host}{port}{slash}{}",
        requote(&encode_target(target))
    );
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        url.push('#');
        url.push_str(&requote(&encode(fragment, "/:@?")));
    }
    Ok(url)
}

/// The target of a redirect as urllib3 requests it: quoted once more, with the escapes in capitals. `scheme` is
/// that of the response's URL.
///
/// # Errors
///
/// For hosts that are not ASCII, and another scheme without a host.
pub(in crate::buildbot) fn quote_location(text: &str, scheme: &str) -> Result<String, RenderError> {
    // Python's parser of URLs knows no tabs.
    let text = requote(&without_empty_host(&text.replace('\t', ""), scheme)?);
    let start = text.find("//").map(|slashes| slashes + 2);
    let start = start.filter(|start| {
        let scheme = text.get(..start - 2).unwrap_or_default();
        scheme.is_empty() || scheme.ends_with(':') && !scheme.contains(['/', '?', '#'])
    });
    let (before, rest) = text.split_at(start.unwrap_or_default());
    let (authority, rest) = match start {
        Some(_) => split_authority(rest),
        None => ("", rest),
    };
    let (_, host, _) = parts_of(authority);
    ascii_escapes(host)?;
    let (target, fragment) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
    Ok(format!(
        "{before}{authority}{}{fragment}",
        encode_target(target)
    ))
}

/// A target without a host is a path of the same origin, whatever stands before it.
fn without_empty_host(text: &str, scheme: &str) -> Result<String, RenderError> {
    let (own, rest) = match text.split_once(':') {
        Some((own, rest)) if is_http(own) => (Some(own), rest),
        _ => (None, text),
    };
    let path = match rest.strip_prefix("//").map(split_authority) {
        Some(("", path)) => path,
        None if own.is_some() => rest,
        _ => return Ok(text.to_owned()),
    };
    if own.is_some_and(|own| !own.eq_ignore_ascii_case(scheme)) {
        return Err(no_host());
    }
    let is_path = !path.is_empty() && !path.starts_with(['/', '?', '#']);
    let slash = if is_path { "/" } else { "" };
    Ok(format!("{slash}{path}"))
}

fn is_http(scheme: &str) -> bool {
    ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

fn no_host() -> RenderError {
    RenderError::new("the URL has no host")
}

/// The host in ASCII or in letters that the URL type turns into it.
fn host_name(host: &str) -> Result<String, RenderError> {
    if host.starts_with('[') {
        return Ok(host.to_owned());
    }
    ascii_escapes(host)?;
    let labels: Vec<_> = host.split('.').map(label).collect::<Result<_, _>>()?;
    if labels.iter().any(|label| label.len() > 63) {
        return Err(RenderError::new(
            "a label of the host is longer than 63 bytes",
        ));
    }
    Ok(labels.join("."))
}

fn label(text: &str) -> Result<String, RenderError> {
    let is_valid = |c: char| {
        let sets = [UNRESERVED, SUB_DELIMITERS, "%"];
        c.is_ascii_alphanumeric() || sets.iter().any(|set| set.contains(c))
    };
    let lower = text.to_lowercase();
    if text.is_ascii() && text.chars().all(is_valid) {
        Ok(text.to_owned())
    } else if !text.is_ascii() && idna::is_label(&lower) {
        Ok(lower)
    } else {
        Err(RenderError::new(format!("`{text}` can't stand in a host")))
    }
}

/// Refuses escapes in a host that stand for more than ASCII: `requests` knows no name for it.
fn ascii_escapes(host: &str) -> Result<(), RenderError> {
    let mut escapes = host.split('%').skip(1).filter_map(hex);
    match escapes.any(|(code, _)| !code.is_ascii()) {
        true => Err(RenderError::new("an escape in the host is not ASCII")),
        false => Ok(()),
    }
}

fn split_authority(text: &str) -> (&str, &str) {
    text.split_at(text.find(['/', '\\', '?', '#']).unwrap_or(text.len()))
}

/// Userinfo with its `@`, host, and port with its colon.
fn parts_of(authority: &str) -> (&str, &str, &str) {
    let (userinfo, rest) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
    let after_address = rest.rfind(']').unwrap_or(0);
    let colon = rest.rfind(':').filter(|colon| *colon >= after_address);
    let (host, port) = rest.split_at(colon.unwrap_or(rest.len()));
    (userinfo, host, port)
}

/// Path and query.
fn encode_target(target: &str) -> String {
    let (path, query) = split_off(target, '?');
    let mut encoded = encode(path, "/:@");
    if let Some(query) = query {
        encoded.push('?');
        encoded.push_str(&encode(query, "/:@?"));
    }
    encoded
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
fn requote(text: &str) -> String {
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
            ("http://u:p@h:0/x", "http://u:p@h/x"),
            ("http://h:000?q", "http://h?q"),
            ("http://[::0]/", "http://[::0]/"),
            ("http://[::1]:00/", "http://[::1]/"),
            ("http://h:080/", "http://h:080/"),
            ("http://h\\a", "http://h/%5Ca"),
            ("http://B\u{dc}CHER.h/", "http://b\u{fc}cher.h/"),
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
            "http://a\tb/",
            "http://a\"b/",
            "http://a{b}/",
            "http://\u{2603}.h/",
            "http://%C3%BC.h/",
            &long,
        ] {
            assert!(quote_url(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_location_is_only_quoted_once_more() {
        let table = [
            ("/b%7E%2fc d", "/b~%2Fc%20d"),
            ("/b%zz%7e", "/b%25zz%257e"),
            ("/b%\u{e9}", "/b%25%25C3%25A9"),
            ("/b%4", "/b%254"),
            ("/[a]?[b]#[c]", "/%5Ba%5D?%5Bb%5D#[c]"),
            ("?x=%c3%a9", "?x=%C3%A9"),
            ("//H:1/%c3?", "//H:1/%C3?"),
            ("http://u%2f@h/%2f", "http://u%2f@h/%2F"),
            ("/a//b", "/a//b"),
            ("/a?http://[x]", "/a?http://%5Bx%5D"),
            ("/b\tc", "/bc"),
            ("//", ""),
            ("///b", "/b"),
            ("http:b", "/b"),
            ("HTTP:///b", "/b"),
            ("http://", ""),
            ("http:?q", "?q"),
        ];
        for (text, quoted) in table {
            assert_eq!(quote_location(text, "http").as_deref(), Ok(quoted));
        }
        for text in [
            "http://b\u{fc}cher/",
            "//b%C3%BCcher/x",
            "https:/b",
            "https:///b",
        ] {
            assert!(quote_location(text, "http").is_err(), "{text}");
        }
    }
}
