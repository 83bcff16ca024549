use alloc::format;

use super::query::without_query;
use crate::piece::Piece;
use crate::{Problem, nearest};

const SCHEMES: [&str; 2] = ["https", "http"];

/// The start of a URL: the scheme and what separates it from the host.
#[derive(Debug)]
pub(super) struct Opening<'t> {
    /// The scheme; empty where there is none.
    pub(super) scheme: Piece<'t>,
    separator: Piece<'t>,
    /// The URL from its host on; none where there can be no host.
    pub(super) rest: Option<Piece<'t>>,
    fault: Option<Fault>,
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    NoScheme,
    UnknownScheme,
    Separator,
}

impl<'t> Opening<'t> {
    /// Tells scheme and host apart as a reader would: in `example.com:80` the standard takes the host for a scheme.
    pub(super) fn of(text: Piece<'t>) -> Self {
        let (scheme, tail) = text.split_before(|c| matches!(c, ':' | '/' | '\\' | '?' | '#'));
        let (separator, after) = tail.split_before(|c| !matches!(c, ':' | '/' | '\\'));
        let is_known = |known: &&str| known.eq_ignore_ascii_case(scheme.text());
        let known = SCHEMES.iter().any(is_known);
        let host = tail.after("://").filter(|_| !scheme.is_empty());

        let (fault, rest) = match host {
            Some(_) if known => (None, host),
            Some(_) => (Some(Fault::UnknownScheme), host),
            None if known && separates(separator.text()) => {
                // Without a host, the missing host is the mistake.
                let hostless = after.is_empty() || after.text().starts_with(['?', '#']);
                ((!hostless).then_some(Fault::Separator), Some(after))
            }
            None if tail.text().starts_with(':') && !is_host(scheme, after) => {
                (Some(Fault::UnknownScheme), None)
            }
            None => return Self::without_scheme(text),
        };
        Self {
            scheme,
            separator,
            rest,
            fault,
        }
    }

    fn without_scheme(text: Piece<'t>) -> Self {
        let (nothing, _) = text.split_at(0);
        let rest = text.after("://").or(text.after("//")).unwrap_or(text);
        let (host, _) = rest.split_before(|c| matches!(c, ':' | '/' | '\\' | '?' | '#'));
        // Of a path or of prose, an invalid host would only repeat that it is not a URL.
        let is_host = !host.is_empty() && !host.text().contains(char::is_whitespace);
        Self {
            scheme: nothing,
            separator: nothing,
            rest: is_host.then_some(rest),
            fault: Some(Fault::NoScheme),
        }
    }

    /// Returns what is wrong. `loopback` says whether the host is this machine; none where the rest can't be quoted.
    pub(super) fn problem(&self, loopback: Option<bool>) -> Option<Problem> {
        let rest = self.rest.filter(|_| loopback.is_some());
        let rest = rest.map(|rest| without_query(rest.text()));
        Some(match self.fault? {
            Fault::NoScheme => {
                let scheme = if loopback == Some(true) {
                    "http"
                } else {
                    "https"
                };
                let problem = self.scheme.problem("missing scheme");
                problem.help(match rest {
                    Some(rest) => format!("write `{scheme}://{rest}`"),
                    None => "write an absolute URL like `https://example.com/path`".into(),
                })
            }
            Fault::UnknownScheme => {
                let name = self.scheme.text();
                let what = format!("unknown scheme `{}`", name.escape_debug());
                self.scheme
                    .problem(what)
                    .help(match nearest(name, SCHEMES) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "write `https` or `http`".into(),
                    })
            }
            Fault::Separator => {
                let (scheme, rest) = (self.scheme.text(), rest.unwrap_or_default());
                let problem = self.separator.problem("expected `://` after the scheme");
                problem.help(format!("write `{scheme}://{rest}`"))
            }
        })
    }
}

/// Whether a known scheme was meant, and not a path that starts with its name.
fn separates(separator: &str) -> bool {
    separator.starts_with(':') || separator.len() > 1
}

/// Whether the word before a colon is a host, and the colon that of a port.
fn is_host(word: Piece<'_>, after: Piece<'_>) -> bool {
    let word = word.text();
    word.is_empty()
        || word.contains(['.', '['])
        || word.eq_ignore_ascii_case("localhost")
        || after.text().starts_with(|c: char| c.is_ascii_digit())
}
