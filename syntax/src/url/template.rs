//! URLs with values in them: the values may fill segments, parameters and leading labels of the host, and
//! must not be able to change where the request goes.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::check;
use crate::Problem;
use crate::template::{Piece, Template};

/// Checks the literal of a template that is a URL.
///
/// ```
/// use http_step_syntax::{template, url};
///
/// let problems = |text| url::check_template(text, &template::keyed(text).unwrap());
/// assert_eq!(problems("https://%(prop:region)s.example.com/%(prop:branch)s?n=%(prop:n)s"), []);
/// let open = problems("https://example.com%(prop:path)s");
/// assert_eq!(open[0].range, 19..32);
/// assert_eq!(open[0].what, "a value here could change the host");
/// ```
pub fn check_template(text: &str, template: &Template) -> Vec<Problem> {
    let sample = Sample::new(text, template);
    let open = sample.open_values(text);
    if !open.is_empty() {
        return open;
    }
    let problems = check(&sample.url).err().unwrap_or_default();
    problems
        .into_iter()
        .map(|problem| Problem {
            range: sample.written(problem.range.start)..sample.written(problem.range.end),
            ..problem
        })
        .collect()
}

/// The URL with a letter in place of each value.
#[derive(Default)]
struct Sample {
    url: String,
    /// Where each byte of the URL stands in the template, and where the template ends.
    places: Vec<usize>,
    /// The letters: where in the URL, and what they stand for in the template.
    values: Vec<(usize, Range<usize>)>,
}

impl Sample {
    fn new(text: &str, template: &Template) -> Self {
        let mut sample = Self::default();
        let mut done = 0;
        for piece in &template.pieces {
            if let Piece::Substitution(substitution) = piece {
                sample.literal(text, done..substitution.range.start);
                sample
                    .values
                    .push((sample.url.len(), substitution.range.clone()));
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
        let in_host: Vec<_> = self.values.iter().filter(|(at, _)| *at < end).collect();
        let last = in_host.last().map_or(host, |(at, _)| at + 1);
        let literal = self.url.get(last..end).unwrap_or_default();
        let is_domain = literal
            .strip_prefix('.')
            .is_some_and(|rest| rest.split('.').filter(|label| !label.is_empty()).count() >= 2);
        let mut label = host;
        let mut open = Vec::new();
        for (at, range) in in_host {
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
            if !is_label || !is_domain {
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
