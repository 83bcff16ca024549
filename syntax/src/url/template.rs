//! URLs with substitutions: the values may fill segments, parameters and leading labels of the host, and must not
//! be able to change the origin of the request. A template may also start with a base, which is a whole URL.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::{Url, check, is_loopback};
use crate::Problem;

/// The origin of a request, whatever the values of a template are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whether the scheme is `https`.
    pub is_https: bool,
    /// The host; where values are its leading labels, what follows them, from its `.` on.
    pub host: String,
}

impl Origin {
    /// Whether everybody on the way can read what is sent.
    pub fn is_open(&self) -> bool {
        !self.is_https && !is_loopback(&self.host)
    }
}

/// A substitution in the template of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its bytes in the template.
    pub range: Range<usize>,
    /// Whether its value is inserted without escaping.
    pub is_raw: bool,
}

/// Whether the template starts with a base: a substitution that `/`, `?` or the end follows.
///
/// ```
/// use http_step_syntax::url::starts_with_base;
///
/// assert!(starts_with_base("%(kw:api)s/builds", &(0..10)));
/// assert!(!starts_with_base("%(kw:scheme)s://example.com/", &(0..13)));
/// ```
pub fn starts_with_base(text: &str, first: &Range<usize>) -> bool {
    let rest = text.get(first.end..).unwrap_or_default();
    first.start == 0 && (rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Checks the template of a URL, whose substitutions are `slots`, in order. Returns the origin; none where a base
/// sets it.
///
/// # Errors
///
/// Returns all problems of one kind: substitutions that could change the origin, else those of the literal parts.
///
/// ```
/// use http_step_syntax::url::{Slot, check_template};
///
/// let slot = |range| Slot { range, is_raw: false };
/// let text = "https://%(prop:region)s.example.com/%(prop:branch)s";
/// let origin = check_template(text, &[slot(8..23), slot(36..51)]).unwrap().unwrap();
/// assert!(origin.is_https);
/// assert_eq!(origin.host, ".example.com");
/// let open = check_template("https://example.com%(prop:path)s", &[slot(19..32)]).unwrap_err();
/// assert_eq!(open[0].range, 19..32);
/// assert_eq!(open[0].what, "a substitution here could change the host");
/// ```
pub fn check_template(text: &str, slots: &[Slot]) -> Result<Option<Origin>, Vec<Problem>> {
    let sample = Sample::new(text, slots);
    let open = sample.open_slots();
    if !open.is_empty() {
        return Err(open);
    }
    match check(&sample.url) {
        Ok(_) if sample.has_base => Ok(None),
        Ok(url) => Ok(Some(sample.origin(&url))),
        Err(problems) => Err(problems
            .into_iter()
            .map(|problem| Problem {
                range: sample.written(problem.range.start)..sample.written(problem.range.end),
                ..problem
            })
            .collect()),
    }
}

/// The URL with a letter in place of each substitution, and a host in place of the base.
#[derive(Default)]
struct Sample {
    url: String,
    /// Where each byte of the URL stands in the template, and where the template ends.
    places: Vec<usize>,
    has_base: bool,
    /// The substitutions besides the base, with their letters' places in the URL.
    letters: Vec<(usize, Slot)>,
}

impl Sample {
    fn new(text: &str, slots: &[Slot]) -> Self {
        let mut sample = Self::default();
        let mut done = 0;
        for slot in slots {
            sample.push_literal(text, done..slot.range.start);
            if !slot.is_raw && starts_with_base(text, &slot.range) {
                sample.has_base = true;
                sample.push("http://localhost", slot.range.start);
            } else {
                sample.letters.push((sample.url.len(), slot.clone()));
                sample.push("x", slot.range.start);
            }
            done = slot.range.end;
        }
        sample.push_literal(text, done..text.len());
        sample.places.push(text.len());
        sample
    }

    /// Adds a literal part, in which a percent sign is written twice.
    fn push_literal(&mut self, text: &str, range: Range<usize>) {
        let start = range.start;
        let part = text.get(range).unwrap_or_default();
        let mut escaped = false;
        for (offset, c) in part.char_indices() {
            escaped = c == '%' && !escaped;
            if !escaped {
                for byte in 0..c.len_utf8() {
                    self.places.push(start + offset + byte);
                }
                self.url.push(c);
            }
        }
    }

    fn push(&mut self, text: &str, place: usize) {
        self.url.push_str(text);
        self.places.extend(core::iter::repeat_n(place, text.len()));
    }

    fn written(&self, byte: usize) -> usize {
        self.places.get(byte).copied().unwrap_or_default()
    }

    /// Returns what is wrong with substitutions in front of the path.
    fn open_slots(&self) -> Vec<Problem> {
        let Some(host) = self.url.find("://").map(|scheme| scheme + 3) else {
            let first = self.letters.iter().find(|(_, slot)| slot.range.start == 0);
            return first.map(|(_, slot)| begins(slot)).into_iter().collect();
        };
        let rest = self.url.get(host..).unwrap_or_default();
        let end = host + rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let in_front = self.letters.iter().filter(|(at, _)| *at < end);
        let in_front: Vec<_> = in_front.collect();
        let last = in_front.last().map_or(host, |(at, _)| at + 1);
        let literal = self.url.get(last..end).unwrap_or_default();
        let is_domain = literal
            .strip_prefix('.')
            .is_some_and(|rest| rest.split('.').filter(|label| !label.is_empty()).count() >= 2);
        let userinfo = self.url.get(host..end).and_then(|it| it.rfind('@'));
        let userinfo = userinfo.map_or(host, |at| host + at);
        let mut label = host;
        let mut open = Vec::new();
        for (at, slot) in in_front {
            let after = self.url.get(at + 1..).unwrap_or_default();
            let is_label = *at == label && after.starts_with('.');
            label = at + 2;
            let before = self.url.get(userinfo..*at).unwrap_or_default();
            let problem = if *at < host {
                scheme(slot)
            } else if *at < userinfo {
                in_userinfo(slot)
            } else if before.contains(':') && !before.contains('[') {
                in_port(slot)
            } else if slot.is_raw {
                let what = "a `Raw` value here could change the host";
                Problem::new(slot.range.clone(), what)
                    .help("remove `Raw`, or move the value after the first `/`")
            } else if !is_label || !is_domain {
                in_host(slot)
            } else {
                continue;
            };
            open.push(problem);
        }
        open
    }

    fn origin(&self, url: &Url) -> Origin {
        let mut in_host = self.letters.iter().filter(|(at, _)| *at < url.host.end);
        let literal = in_host.next_back().map_or(url.host.start, |(at, _)| at + 1);
        let host = self.url.get(literal..url.host.end).unwrap_or_default();
        Origin {
            is_https: url.is_https(&self.url),
            host: host.into(),
        }
    }
}

fn begins(slot: &Slot) -> Problem {
    if slot.is_raw {
        let what = "a `Raw` value can't be the base of a URL";
        return Problem::new(slot.range.clone(), what).help("remove `Raw`");
    }
    let what = "the base of a URL must be followed by `/`, `?` or the end of the template";
    Problem::new(slot.range.clone(), what).help("write `%(kw:base)s/path`")
}

fn scheme(slot: &Slot) -> Problem {
    let what = "a substitution can't be in the scheme of a URL";
    Problem::new(slot.range.clone(), what).help(
        "write the scheme and the host, as in `https://example.com/%(prop:path)s`, or make both one value: `%(kw:base)s/path`",
    )
}

fn in_userinfo(slot: &Slot) -> Problem {
    let what = "a substitution can't be in the userinfo of a URL";
    Problem::new(slot.range.clone(), what).help("use `auth` for credentials")
}

fn in_port(slot: &Slot) -> Problem {
    let what = "a substitution can't be the port of a URL";
    Problem::new(slot.range.clone(), what)
        .help("write the port, or make everything up to the path one value: `%(kw:base)s/path`")
}

fn in_host(slot: &Slot) -> Problem {
    Problem::new(
        slot.range.clone(),
        "a substitution here could change the host",
    )
    .help(
        "a substitution may be a whole label in front of a domain, as in \
         `https://%(prop:region)s.example.com/`, or follow the first `/`",
    )
}
