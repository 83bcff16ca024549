//! URLs with substitutions: values may fill segments, parameters and leading labels of the host, and must not be able
//! to change the origin of the request. A template may also start with a base, which is a whole URL.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::{Range, RangeInclusive};

use super::literal::{Url, check};
use super::loopback::is_loopback;
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
    /// Whether everybody on the way can read the request.
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
    if let Some(problem) = sample.base.as_ref().and_then(|base| converted(text, base)) {
        return Err(vec![problem]);
    }
    match check(&sample.url) {
        Ok(_) if sample.base.is_some() => Ok(None),
        Ok(url) => Ok(Some(sample.origin(&url))),
        Err(problems) => Err(problems
            .into_iter()
            .map(|it| sample.in_template(it))
            .collect()),
    }
}

/// The URL with a letter in place of each substitution, and a host in place of the base.
struct Sample<'t> {
    template: &'t str,
    url: String,
    /// Where each byte of the URL is in the template, and where the template ends.
    places: Vec<usize>,
    /// The bytes of the base in the template.
    base: Option<Range<usize>>,
    /// The substitutions besides the base.
    letters: Vec<Letter>,
}

/// A letter in place of a substitution.
struct Letter {
    /// Its bytes in the URL.
    range: Range<usize>,
    slot: Slot,
}

/// The letters: they are for private use, and so can be found again in messages.
const LETTERS: RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';

/// Returns the letter of the substitution with this index; the last one stands for all that are too many.
fn letter(index: usize) -> char {
    LETTERS.clone().nth(index).unwrap_or(*LETTERS.end())
}

/// Returns the index of the substitution that a letter stands for.
fn index_of(letter: char) -> Option<usize> {
    let index = u32::from(letter).checked_sub(u32::from(*LETTERS.start()))?;
    usize::try_from(index).ok()
}

impl<'t> Sample<'t> {
    fn new(template: &'t str, slots: &[Slot]) -> Self {
        let mut sample = Self {
            template,
            url: String::new(),
            places: Vec::new(),
            base: None,
            letters: Vec::new(),
        };
        let mut done = 0;
        for slot in slots {
            sample.push_literal(done..slot.range.start);
            done = slot.range.end;
            if !slot.is_raw && starts_with_base(template, &slot.range) {
                sample.base = Some(slot.range.clone());
                sample.push("http://localhost", slot.range.start);
                continue;
            }
            let start = sample.url.len();
            let letter = letter(sample.letters.len());
            sample.push(letter.encode_utf8(&mut [0; 4]), slot.range.start);
            sample.letters.push(Letter {
                range: start..sample.url.len(),
                slot: slot.clone(),
            });
        }
        sample.push_literal(done..template.len());
        sample.places.push(template.len());
        sample
    }

    /// Adds a literal part, in which a percent sign is doubled.
    fn push_literal(&mut self, range: Range<usize>) {
        let start = range.start;
        let part = self.template.get(range).unwrap_or_default();
        let mut is_doubled = false;
        for (offset, c) in part.char_indices() {
            is_doubled = c == '%' && !is_doubled;
            if !is_doubled {
                let bytes = 0..c.len_utf8();
                self.places.extend(bytes.map(|byte| start + offset + byte));
                self.url.push(c);
            }
        }
    }

    fn push(&mut self, text: &str, place: usize) {
        self.url.push_str(text);
        self.places.extend(core::iter::repeat_n(place, text.len()));
    }

    /// Returns a problem of the URL as one of the template.
    fn in_template(&self, problem: Problem) -> Problem {
        let place = |byte: usize| self.places.get(byte).copied().unwrap_or_default();
        // A percent sign is doubled in a template, except for that of a substitution.
        let help = problem
            .help
            .map(|help| help.replace('%', "%%").replace("%%(", "%("));
        Problem {
            range: place(problem.range.start)..place(problem.range.end),
            what: self.with_substitutions(&problem.what),
            help: help.map(|help| self.with_substitutions(&help)),
        }
    }

    /// Puts the substitutions back in place of their letters.
    fn with_substitutions(&self, message: &str) -> String {
        let mut written = String::with_capacity(message.len());
        for c in message.chars() {
            match index_of(c).and_then(|index| self.letters.get(index)) {
                Some(letter) => written.push_str(self.quoted(&letter.slot)),
                None => written.push(c),
            }
        }
        written
    }

    /// Returns a substitution as a message quotes it.
    fn quoted(&self, slot: &Slot) -> &'t str {
        let written = self.template.get(slot.range.clone());
        let is_short = |it: &&str| it.len() <= 40 && !it.contains(char::is_control);
        written.filter(is_short).unwrap_or("%(…)s")
    }

    /// Returns the bytes of the URL between `://` and the path; none where there is no scheme in front of them.
    fn authority(&self) -> Option<Range<usize>> {
        let ends = |c| matches!(c, '/' | '?' | '#');
        let scheme = self.url.find(ends)?;
        let rest = self.url.get(scheme..)?.strip_prefix("//")?;
        self.url.get(..scheme)?.strip_suffix(':')?;
        let start = scheme + 2;
        Some(start..start + rest.find(ends).unwrap_or(rest.len()))
    }

    /// Reports the substitutions in front of the path that could change the origin.
    fn open_slots(&self) -> Vec<Problem> {
        let Some(authority) = self.authority() else {
            let first = self.letters.iter().find(|it| it.slot.range.start == 0);
            return first.map(|it| begins(&it.slot)).into_iter().collect();
        };
        let in_front = self.letters.iter();
        let in_front: Vec<_> = in_front
            .filter(|it| it.range.start < authority.end)
            .collect();
        let last = in_front.last().map_or(authority.start, |it| it.range.end);
        let literal = self.url.get(last..authority.end).unwrap_or_default();
        let is_domain = literal
            .strip_prefix('.')
            .is_some_and(|rest| rest.split('.').filter(|label| !label.is_empty()).count() >= 2);
        let written = self.url.get(authority.clone()).unwrap_or_default();
        let host = authority.start + written.rfind('@').map_or(0, |at| at + 1);

        let mut label = host;
        let mut open = Vec::new();
        for Letter { range, slot, .. } in in_front {
            let after = self.url.get(range.end..).unwrap_or_default();
            let before = self.url.get(host..range.start).unwrap_or_default();
            let before = before.rsplit(']').next().unwrap_or_default();
            let is_label = range.start == label && after.starts_with('.') && is_domain;
            label = range.end + 1;
            open.push(if range.start < authority.start {
                in_scheme(slot)
            } else if range.start < host {
                in_userinfo(slot)
            } else if before.contains(':') && !before.contains('[') {
                in_port(slot)
            } else if slot.is_raw {
                raw_in_host(slot)
            } else if !is_label {
                in_host(slot)
            } else {
                continue;
            });
        }
        open
    }

    fn origin(&self, url: &Url) -> Origin {
        let mut in_host = self
            .letters
            .iter()
            .filter(|it| it.range.start < url.host.end);
        let literal = in_host
            .next_back()
            .map_or(url.host.start, |it| it.range.end);
        let host = self.url.get(literal..url.host.end).unwrap_or_default();
        Origin {
            is_https: url.is_https(&self.url),
            host: host.into(),
        }
    }
}

fn begins(slot: &Slot) -> Problem {
    if slot.is_raw {
        return at(slot, "a raw value can't be the base of a URL")
            .help("insert the value without `Raw`");
    }
    at(
        slot,
        "the base of a URL must be followed by `/`, `?` or the end of the template",
    )
    .help("write `%(kw:base)s/path`")
}

/// Reports a base that is not inserted as it is.
fn converted(template: &str, base: &Range<usize>) -> Option<Problem> {
    let written = template.get(base.clone()).unwrap_or_default();
    if written == "%s" || written.ends_with(")s") {
        return None;
    }
    let what =
        "a width, a precision or a conversion other than `s` is not allowed in the base of a URL";
    Some(Problem::new(base.clone(), what).help("write `%(kw:base)s`"))
}

fn in_scheme(slot: &Slot) -> Problem {
    at(slot, "a substitution is not allowed in the scheme of a URL").help(
        "write the scheme and the host, as in `https://example.com/%(prop:path)s`, or insert both as one value: `%(kw:base)s/path`",
    )
}

fn in_userinfo(slot: &Slot) -> Problem {
    at(
        slot,
        "a substitution is not allowed in the userinfo of a URL",
    )
    .help("use `auth` for credentials")
}

fn in_port(slot: &Slot) -> Problem {
    at(slot, "a substitution is not allowed in the port of a URL").help(
        "write the port, or insert everything in front of the path as one value: `%(kw:base)s/path`",
    )
}

fn raw_in_host(slot: &Slot) -> Problem {
    at(slot, "a raw value here could change the host")
        .help("insert the value without `Raw`, or move it after the first `/`")
}

fn in_host(slot: &Slot) -> Problem {
    at(slot, "a substitution here could change the host").help(
        "a substitution may be a whole label in front of a domain, as in \
         `https://%(prop:region)s.example.com/`, or follow the first `/`",
    )
}

fn at(slot: &Slot, what: &str) -> Problem {
    Problem::new(slot.range.clone(), what)
}
