use alloc::vec::Vec;
use core::ops::Range;

use super::authority::{self, Authority};
use super::chars::{self, Place};
use super::loopback::is_loopback;
use super::path;
use super::scheme::Opening;
use super::whitespace;
use crate::Problem;
use crate::piece::Piece;

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
/// Returns all problems that do not follow from one another, in the order of their places.
///
/// ```
/// use http_step_syntax::url;
///
/// let problems = url::check("htps://example.com:99999/50%").unwrap_err();
/// let messages: Vec<_> = problems.iter().map(|problem| problem.what.as_str()).collect();
/// assert_eq!(messages, [
///     "unknown scheme `htps`",
///     "invalid port: above 65535",
///     "a `%` must be followed by two hex digits",
/// ]);
/// assert_eq!(problems[0].help.as_deref(), Some("did you mean `https`?"));
/// ```
pub fn check(text: &str) -> Result<Url, Vec<Problem>> {
    let mut problems = Vec::new();
    match parse(Piece::new(text), &mut problems) {
        Some(url) if problems.is_empty() => Ok(url),
        _ => {
            problems.sort_by_key(|problem| problem.range.start);
            Err(problems)
        }
    }
}

/// Returns the parts as far as they can be told apart; they are a URL only if there are no problems.
fn parse(text: Piece<'_>, problems: &mut Vec<Problem>) -> Option<Url> {
    if text.text().trim().is_empty() {
        let empty = text.problem("the URL must not be empty");
        problems.push(empty.help("write an absolute URL like `https://example.com/path`"));
        return None;
    }
    let mut broken = Vec::new();
    whitespace::check_lines(text, &mut broken);
    let text = whitespace::trim(text, problems);

    let opening = Opening::of(text);
    let mut inner = Vec::new();
    let url = opening
        .rest
        .map(|rest| after_scheme(opening.scheme, rest, &mut inner));
    let sound = url.as_ref().filter(|_| inner.is_empty());
    let loopback = sound.map(|url| text.at(&url.host).is_some_and(is_loopback));
    problems.extend(opening.problem(loopback));

    // The characters of a line break are one problem.
    inner.retain(|problem| {
        !broken
            .iter()
            .any(|line| is_inside(&problem.range, &line.range))
    });
    problems.append(&mut inner);
    problems.append(&mut broken);
    url
}

fn is_inside(range: &Range<usize>, outer: &Range<usize>) -> bool {
    !range.is_empty() && outer.start <= range.start && range.end <= outer.end
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
        chars::check(query, Place::Query, problems);
    }
    if !fragment.is_empty() {
        let unsent = fragment.problem("a fragment is never sent");
        problems.push(unsent.help("remove it, or write `%23` for a `#` that belongs to the URL"));
    }
    Url {
        scheme: scheme.range(),
        host: host.range(),
        port: port.map(Piece::range),
        path: path.range(),
        query: query.map(Piece::range),
    }
}
