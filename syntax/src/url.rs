//! The rules of a literal URL: those of the WHATWG URL Standard, less every repair that it permits.
//!
//! A browser mends what it is given (`http:\\host`, `a b`, `0x7f.1`). A build file should say what is sent, so each
//! repair is a problem here whose help shows the mended text. What is accepted reaches the server as written,
//! but for the case of scheme and host, a default port, and the escapes of letters beyond ASCII.

mod authority;
mod chars;
mod host;
mod ipv4;
mod ipv6;
mod line_break;
mod path;
mod punycode;
mod query;
mod scheme;
mod template;

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;
use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

pub use query::query_names;
pub use template::{Origin, Slot, check_template, starts_with_base};

use crate::Problem;
use crate::piece::Piece;
use authority::Authority;
use scheme::Opening;

/// The parts of a URL, as ranges of bytes of its text.
///
/// ```
/// use http_step_syntax::url;
///
/// let text = "https://[::1]:8080/a?b=c";
/// let parts = url::check(text).unwrap();
/// assert_eq!(&text[parts.host], "[::1]");
/// assert_eq!(&text[parts.port.unwrap()], "8080");
/// assert_eq!(&text[parts.path], "/a");
/// assert_eq!(&text[parts.query.unwrap()], "b=c");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// `http` or `https`, in the case of writing.
    pub scheme: Range<usize>,
    /// The host as written, an IPv6 address with its brackets.
    pub host: Range<usize>,
    /// The digits of the port.
    pub port: Option<Range<usize>>,
    /// The path with its first `/`; empty where there is none.
    pub path: Range<usize>,
    /// The query without its `?`.
    pub query: Option<Range<usize>>,
}

impl Url {
    /// Whether the scheme is `https`; `text` is the text that was checked.
    ///
    /// ```
    /// use http_step_syntax::url;
    ///
    /// let text = "HTTPS://example.com";
    /// assert!(url::check(text).unwrap().is_https(text));
    /// ```
    pub fn is_https(&self, text: &str) -> bool {
        let scheme = text.get(self.scheme.clone());
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
    }

    /// Whether the host is this machine; `text` is the text that was checked.
    ///
    /// ```
    /// use http_step_syntax::url;
    ///
    /// let text = "http://localhost:8080/";
    /// assert!(url::check(text).unwrap().is_loopback(text));
    /// ```
    pub fn is_loopback(&self, text: &str) -> bool {
        text.get(self.host.clone()).is_some_and(is_loopback)
    }
}

/// Checks a whole `http` or `https` URL.
///
/// # Errors
///
/// All problems that do not follow from one another, in the order of their places.
///
/// ```
/// use http_step_syntax::url;
///
/// let problems = url::check("htps://example.com:99999/50%").unwrap_err();
/// let said: Vec<_> = problems.iter().map(|problem| problem.what.as_str()).collect();
/// assert_eq!(said, [
///     "unknown scheme `htps`",
///     "the port is above 65535",
///     "a `%` must be followed by two hex digits",
/// ]);
/// assert_eq!(problems[0].help.as_deref(), Some("did you mean `https`?"));
/// ```
pub fn check(text: &str) -> Result<Url, Vec<Problem>> {
    let mut problems = Vec::new();
    let url = parse(Piece::new(text), &mut problems);
    line_break::join(text, &mut problems);
    match url {
        Some(url) if problems.is_empty() => Ok(url),
        _ => {
            problems.sort_by_key(|problem| problem.range.start);
            Err(problems)
        }
    }
}

/// Whether a host, as written in a URL, is this machine: `localhost`, `127.0.0.0/8` or `[::1]`.
///
/// ```
/// use http_step_syntax::url::is_loopback;
///
/// assert!(is_loopback("localhost") && is_loopback("127.1.2.3") && is_loopback("[::1]"));
/// assert!(!is_loopback("localhost.example.com") && !is_loopback("[::2]"));
/// ```
pub fn is_loopback(host: &str) -> bool {
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    match bracketed {
        Some(address) => address.parse() == Ok(Ipv6Addr::LOCALHOST),
        None => {
            host.eq_ignore_ascii_case("localhost")
                || host
                    .parse()
                    .is_ok_and(|address: Ipv4Addr| address.is_loopback())
        }
    }
}

/// A URL as a message shows it: nobody knows what a query holds.
pub(crate) fn without_query(text: &str) -> Cow<'_, str> {
    match text.split_once('?') {
        Some((before, _)) => format!("{before}?…").into(),
        None => text.into(),
    }
}

/// The parts as far as they can be told apart; they are a URL only if there are no problems.
fn parse(text: Piece<'_>, problems: &mut Vec<Problem>) -> Option<Url> {
    let text = trimmed(text, problems)?;
    let opening = Opening::of(text);
    let mut inner = Vec::new();
    let url = opening
        .rest
        .map(|rest| after_scheme(opening.scheme, rest, &mut inner));
    let sound = url.as_ref().filter(|_| inner.is_empty());
    let loopback = sound.map(|url| text.at(&url.host).is_some_and(is_loopback));
    problems.extend(opening.problem(loopback));
    problems.append(&mut inner);
    url
}

/// The text without the blanks around it, which a parser would drop without a word.
fn trimmed<'t>(text: Piece<'t>, problems: &mut Vec<Problem>) -> Option<Piece<'t>> {
    if text.text().trim().is_empty() {
        let empty = text.problem("the URL is empty");
        problems.push(empty.help("write a whole address like `https://example.com/path`"));
        return None;
    }
    let (before, text) = text.split_before(|c| !c.is_whitespace());
    let (text, after) = text.split_at(text.text().trim_end().len());
    for (blank, side) in [(before, "starts"), (after, "ends")] {
        if !blank.is_empty() {
            let what = format!("the URL {side} with a blank");
            problems.push(blank.problem(what).help("leave it out"));
        }
    }
    Some(text)
}

/// Splits where the WHATWG parser does; a backslash ends the authority, as it does there.
fn after_scheme(scheme: Piece<'_>, rest: Piece<'_>, problems: &mut Vec<Problem>) -> Url {
    let (authority, rest) = rest.split_before(|c| matches!(c, '/' | '\\' | '?' | '#'));
    let (path, rest) = rest.split_before(|c| matches!(c, '?' | '#'));
    let (query, fragment) = rest.split_before(|c| c == '#');
    let query = query.after("?");

    let Authority { host, port } = authority::check(authority, problems);
    path::check(path, problems);
    if let Some(query) = query {
        chars::check(query, chars::Place::Query, problems);
    }
    if !fragment.is_empty() {
        let unsent = fragment.problem("a fragment is never sent");
        problems
            .push(unsent.help("leave it out, or write `%23` for a `#` that belongs to the URL"));
    }
    Url {
        scheme: scheme.range(),
        host: host.range(),
        port: port.map(Piece::range),
        path: path.range(),
        query: query.map(Piece::range),
    }
}
