//! Where in a text a value stands. The text is read once more, level by level: only mistakes pay for
//! that.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::mistakes::{At, Mistake, Segment};

/// A line and a character in it, both from 1.
pub(super) type Place = (usize, usize);

/// Where each mistake is: where its path leads, as far as it does. All are looked for in one walk.
pub(super) fn all(text: &str, mistakes: &[Mistake<'_>]) -> Vec<Place> {
    let mut walk = Walk {
        mistakes,
        ends: vec![("", false); mistakes.len()],
    };
    let paths = (0..mistakes.len()).collect();
    walk.follow(raw(text).unwrap_or(text), 0, paths);
    let found = mistakes.iter().zip(walk.ends);
    found
        .map(|(mistake, (end, is_whole))| match mistake.start {
            Some(start) => at_end(text, mistake, start, ""),
            None if is_whole => at_end(text, mistake, offset(text, end), end),
            None => place(text, offset(text, end)),
        })
        .collect()
}

/// The place of a mistake whose value begins at a byte, and is written like this.
fn at_end(text: &str, mistake: &Mistake<'_>, start: usize, written: &str) -> Place {
    let range = &mistake.problem.range;
    match mistake.at {
        At::Name if !mistake.path.0.is_empty() => place(text, name_before(text, start)),
        At::Value if !range.is_empty() => place(text, start + within(written, range.start)),
        _ => place(text, start),
    }
}

/// Follows all paths at once, so that no part of the text is read for each of them.
struct Walk<'t, 'm> {
    mistakes: &'m [Mistake<'m>],
    /// How far each path leads: what stands there, and whether that is its end.
    ends: Vec<(&'t str, bool)>,
}

impl<'t, 'm> Walk<'t, 'm> {
    /// `paths` are those that lead here, after so many segments.
    fn follow(&mut self, here: &'t str, level: usize, paths: Vec<usize>) {
        let mut names: HashMap<&'m str, Vec<usize>> = HashMap::new();
        let mut indices: HashMap<usize, Vec<usize>> = HashMap::new();
        for path in paths {
            let segment = self.mistakes.get(path).map(|it| it.path.0.get(level));
            if let Some(end) = self.ends.get_mut(path) {
                *end = (here, matches!(segment, Some(None)));
            }
            match segment.flatten() {
                Some(Segment::Name(name)) => names.entry(name).or_default().push(path),
                Some(Segment::Index(index)) => indices.entry(*index).or_default().push(path),
                None => {}
            }
        }
        if !names.is_empty()
            && let Some(Members(members)) = members(here)
        {
            // Of two with one name the last counts.
            for (name, value) in members.into_iter().rev() {
                if let Some(paths) = names.remove(name.as_str()) {
                    self.follow(value.get(), level + 1, paths);
                }
            }
        }
        if !indices.is_empty()
            && let Some(items) = items(here)
        {
            for (index, item) in items.into_iter().enumerate() {
                if let Some(paths) = indices.remove(&index) {
                    self.follow(item.get(), level + 1, paths);
                }
            }
        }
    }
}

/// The place of a byte; what is no boundary counts as the end.
pub(super) fn place(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let lines = before.bytes().filter(|byte| *byte == b'\n').count();
    (lines + 1, line.chars().count() + 1)
}

/// The members of an object in the order of writing, those that come twice too.
pub(super) struct Members<'t>(pub(super) Vec<(String, &'t RawValue)>);

pub(super) fn members(text: &str) -> Option<Members<'_>> {
    serde_json::from_str(text).ok()
}

pub(super) fn items(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

/// The text without what surrounds it.
pub(super) fn raw(text: &str) -> Option<&str> {
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    Some(raw.get())
}

/// How many bytes stand in a text before a part of it.
pub(super) fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// Where the name begins whose value begins at a byte: in a name, a quote stands behind a backslash.
fn name_before(text: &str, value: usize) -> usize {
    let before = text.get(..value).unwrap_or_default();
    let Some(end) = before.rfind('"') else {
        return value;
    };
    let mut name = before.get(..end).unwrap_or_default();
    while let Some(quote) = name.rfind('"') {
        let escapes = name.get(..quote).unwrap_or_default();
        let backslashes = escapes.len() - escapes.trim_end_matches('\\').len();
        if backslashes % 2 == 0 {
            return quote;
        }
        name = escapes;
    }
    value
}

/// Where in a written string the byte of its text stands; the start of what is no string.
fn within(written: &str, byte: usize) -> usize {
    let Some(inner) = written.strip_prefix('"') else {
        return 0;
    };
    let mut decoded = 0;
    let mut rest = inner;
    while decoded < byte {
        let (taken, length) = match rest.as_bytes() {
            [b'\\', b'u', ..] => unicode(rest),
            [b'\\', ..] => (2, 1),
            _ => match rest.chars().next() {
                Some('"') | None => break,
                Some(c) => (c.len_utf8(), c.len_utf8()),
            },
        };
        decoded += length;
        rest = rest.get(taken..).unwrap_or_default();
    }
    written.len() - rest.len()
}

/// How many bytes an escape like `\u00e9` takes, and how many are in what it stands for.
fn unicode(escape: &str) -> (usize, usize) {
    let digits = escape.get(2..6).unwrap_or_default();
    match u32::from_str_radix(digits, 16).unwrap_or_default() {
        0..0x80 => (6, 1),
        0x80..0x800 => (6, 2),
        0xd800..0xdc00 => (12, 4),
        _ => (6, 3),
    }
}

impl<'de: 't, 't> Deserialize<'de> for Members<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor).map(Members)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(member) = members.next_entry()? {
            all.push(member);
        }
        Ok(all)
    }
}
