//! URLs with values in them: the values may fill segments, parameters and leading labels of the host, and
//! must not be able to change where the request goes.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::{Url, check, is_loopback};
use crate::Problem;
use crate::template::{Piece, Reference, Template};

/// Where the request goes, whatever the values of a template are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whether the scheme is `https`.
    pub is_https: bool,
    /// The host; where values are its leading labels, what follows them, from its `.` on.
    pub host: String,
}

impl Origin {
    /// Whether what is sent can be read by everybody on the way.
    pub fn is_open(&self) -> bool {
        !self.is_https && !is_loopback(&self.host)
    }
}

/// Checks the literal of a template that is a URL; `is_raw` tells the arguments that are taken in as they
/// are.
///
/// # Errors
///
/// All problems of one kind: values that could change where the request goes, else those of the literal.
///
/// ```
/// use http_step_syntax::{template, url};
///
/// let check = |text| url::check_template(text, &template::keyed(text).unwrap(), &|name| name == "raw");
/// let origin = check("https://%(prop:region)s.example.com/%(prop:branch)s?n=%(kw:raw)s").unwrap();
/// assert!(origin.is_https);
/// assert_eq!(origin.host, ".example.com");
/// let open = check("https://example.com%(prop:path)s").unwrap_err();
/// assert_eq!(open[0].range, 19..32);
/// assert_eq!(open[0].what, "a value here could change the host");
/// ```
pub fn check_template(
    text: &str,
    template: &Template,
    is_raw: &dyn Fn(&str) -> bool,
) -> Result<Origin, Vec<Problem>> {
    let sample = Sample::new(text, template, is_raw);
    let open = sample.open_values(text);
    if !open.is_empty() {
        return Err(open);
    }
    match check(&sample.url) {
        Ok(url) => Ok(sample.origin(&url)),
        Err(problems) => Err(problems
            .into_iter()
            .map(|problem| Problem {
                range: sample.written(problem.range.start)..sample.written(problem.range.end),
                ..problem
            })
            .collect()),
    }
}

/// The URL with a letter in place of each value.
#[derive(Default)]
struct Sample {
    url: String,
    /// Where each byte of the URL stands in the template, and where the template ends.
    places: Vec<usize>,
    /// The letters, and what they stand for.
    values: Vec<Value>,
}

struct Value {
    /// Where in the URL.
    at: usize,
    /// Where in the template.
    range: Range<usize>,
    /// Whether it is taken in as it is.
    is_raw: bool,
}

impl Sample {
    fn new(text: &str, template: &Template, is_raw: &dyn Fn(&str) -> bool) -> Self {
        let mut sample = Self::default();
        let mut done = 0;
        for piece in &template.pieces {
            if let Piece::Substitution(substitution) = piece {
                sample.literal(text, done..substitution.range.start);
                sample.values.push(Value {
                    at: sample.url.len(),
                    range: substitution.range.clone(),
                    is_raw: match &substitution.reference {
                        Reference::Keyword(name) => is_raw(name),
                        _ => false,
                    },
                });
                sample.push('x', substitution.range.start);
                done = substitution.range.end;
            }
        }
        sample.literal(text, done..text.len());
        sample.places.push(text.len());
        sample
    }

    /// A literal part, in which a percent sign is written twice.
    fn literal(&mut self, text: &str, range: Range<usize>) {
        let start = range.start;
        let part = text.get(range).unwrap_or_default();
        let mut escaped = false;
        for (offset, c) in part.char_indices() {
            escaped = c == '%' && !escaped;
            if !escaped {
                self.push(c, start + offset);
            }
        }
    }

    fn push(&mut self, c: char, place: usize) {
        self.url.push(c);
        self.places
            .extend((0..c.len_utf8()).map(|byte| place + byte));
    }

    fn written(&self, byte: usize) -> usize {
        self.places.get(byte).copied().unwrap_or_default()
    }

    /// The values that stand in the scheme, or where they could change the host.
    fn open_values(&self, text: &str) -> Vec<Problem> {
        let host = self
            .url
            .find("://")
            .map_or(self.url.len(), |scheme| scheme + 3);
        let rest = self.url.get(host..).unwrap_or_default();
        let end = host + rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let in_host: Vec<_> = self.values.iter().filter(|value| value.at < end).collect();
        let last = in_host.last().map_or(host, |value| value.at + 1);
        let literal = self.url.get(last..end).unwrap_or_default();
        let is_domain = literal
            .strip_prefix('.')
            .is_some_and(|rest| rest.split('.').filter(|label| !label.is_empty()).count() >= 2);
        let mut label = host;
        let mut open = Vec::new();
        for Value { at, range, is_raw } in in_host {
            if *at < host {
                open.push(Self::scheme(range, text));
                continue;
            }
            let is_label = *at == label
                && self
                    .url
                    .get(at + 1..)
                    .is_some_and(|rest| rest.starts_with('.'));
            label = at + 2;
            if *is_raw {
                open.push(
                    Problem::new(range.clone(), "a `Raw` value here could change the host")
                        .help("leave `Raw` out, or put the value behind the first `/`"),
                );
            } else if !is_label || !is_domain {
                open.push(
                    Problem::new(range.clone(), "a value here could change the host").help(
                        "a value may be a whole label in front of a domain, as in \
                         `https://%(prop:region)s.example.com/`, or follow the first `/`",
                    ),
                );
            }
        }
        open
    }

    fn origin(&self, url: &Url) -> Origin {
        let mut in_host = self.values.iter().filter(|value| value.at < url.host.end);
        let literal = in_host
            .next_back()
            .map_or(url.host.start, |value| value.at + 1);
        let host = self.url.get(literal..url.host.end).unwrap_or_default();
        Origin {
            is_https: url.is_https(&self.url),
            host: host.into(),
        }
    }

    fn scheme(range: &Range<usize>, text: &str) -> Problem {
        let what = if range.start == 0 {
            "a URL can't begin with a value"
        } else {
            "the scheme of a URL can't hold a value"
        };
        let help = if range.len() == text.len() {
            "make the URL a `Property`, which is checked as a whole when the build runs"
        } else {
            "write the scheme and the host, as in `https://example.com/%(prop:path)s`"
        };
        Problem::new(range.clone(), what).help(help)
    }
}
