//! Where in a text a value stands. The text is read once more, level by level: only mistakes pay for that.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::mistakes::{At, Path, Segment};

/// A line and a character in it, both from 1.
pub(super) type Place = (usize, usize);

/// Where the path leads, as far as it does; `byte` is where in the text that stands there.
pub(super) fn of(text: &str, path: &Path<'_>, at: At, byte: Option<usize>) -> Place {
    let mut here = text;
    if let Some(raw) = raw(text) {
        here = raw;
    }
    let mut is_whole = true;
    for segment in &path.0 {
        let Some(inner) = inner(here, segment) else {
            is_whole = false;
            break;
        };
        here = inner;
    }
    let start = offset(text, here);
    match (at, byte) {
        (At::Name, _) if is_whole && !path.0.is_empty() => place(text, name_before(text, start)),
        (At::Value, Some(byte)) if is_whole => place(text, start + within(here, byte)),
        _ => place(text, start),
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

fn inner<'t>(text: &'t str, segment: &Segment<'_>) -> Option<&'t str> {
    let found = match segment {
        Segment::Name(name) => {
            // Of two with one name the second is the mistake.
            let mut members = members(text)?.0.into_iter();
            members.rfind(|(member, _)| member == name)?.1
        }
        Segment::Index(index) => items(text)?.get(*index).copied()?,
    };
    Some(found.get())
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
