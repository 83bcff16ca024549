//! The values of a JSON body at the paths of a step, read in one pass, without keeping the rest of the document.

use std::collections::HashMap;
use std::fmt;

use http_step_syntax::json_path::{Path, Segment};
use http_step_syntax::nearest;
use serde::Deserialize as _;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::value::Value;

/// The maximum length of the text of one value in bytes: as a value it takes many times that.
const LONGEST_VALUE: usize = 1 << 20;

/// The maximum number of names of members that are collected for a message, and that a message shows.
const MOST_NAMES: usize = 100;
const MOST_SHOWN: usize = 10;

/// The maximum length of a name in a message in bytes.
const LONGEST_NAME: usize = 100;

/// Why a part of a response has no value, with what was found in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The response does not contain it.
    Nothing(String),
    /// The response cannot be read.
    Unreadable(String),
    /// It may be there, but is longer than the limit.
    TooLong(String),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing(what) | Self::Unreadable(what) | Self::TooLong(what) => f.write_str(what),
        }
    }
}

/// The values at some paths of a JSON document.
#[derive(Debug, Default)]
pub(super) struct JsonValues(HashMap<Path, Result<Value, Missing>>);

impl JsonValues {
    /// Reads a document once, for all paths.
    pub(super) fn read(text: &str, paths: &[Path]) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return Self::unreadable(paths, "an empty body");
        }
        match find(text, paths) {
            Ok(found) => {
                let values = paths.iter().zip(found);
                Self(
                    values
                        .map(|(path, found)| (path.clone(), parse_found(path, found)))
                        .collect(),
                )
            }
            Err(error) => Self::unreadable(paths, &format!("no JSON: {error}")),
        }
    }

    fn unreadable(paths: &[Path], why: &str) -> Self {
        let why = |path: &Path| (path.clone(), Err(Missing::Unreadable(why.to_owned())));
        Self(paths.iter().map(why).collect())
    }

    /// Returns the value at a path; none where the document was not read for it.
    pub(super) fn get(&self, path: &Path) -> Option<&Result<Value, Missing>> {
        self.0.get(path)
    }
}

fn find<'d>(text: &'d str, paths: &[Path]) -> serde_json::Result<Vec<Option<FoundValue<'d>>>> {
    let wanted = paths.iter().enumerate();
    let wanted = wanted.map(|(index, path)| Wanted {
        index,
        rest: path.segments(),
    });
    let wanted: Vec<_> = wanted.collect();
    let mut found = Vec::new();
    found.resize_with(paths.len(), || None);
    let mut document = serde_json::Deserializer::from_str(text);
    let at = PathSeed {
        wanted: &wanted,
        found: &mut found,
    };
    at.deserialize(&mut document)?;
    document.end()?;
    Ok(found)
}

fn parse_found(path: &Path, found: Option<FoundValue<'_>>) -> Result<Value, Missing> {
    match found {
        Some(FoundValue::There(raw)) if raw.get().len() > LONGEST_VALUE => {
            let what = format!("more than {LONGEST_VALUE} bytes at `{path}`");
            Err(Missing::TooLong(what))
        }
        Some(FoundValue::There(raw)) => serde_json::from_str(raw.get())
            .map_err(|error| Missing::Unreadable(format!("no JSON: {error}"))),
        Some(FoundValue::Nothing { left, around }) => {
            Err(Missing::Nothing(describe_missing(path, left, &around)))
        }
        None => Err(Missing::Nothing(format!("nothing at `{path}`"))),
    }
}

/// What is at a path.
enum FoundValue<'d> {
    There(&'d RawValue),
    /// There is nothing: how much of the path was left, and what was there instead.
    Nothing {
        left: usize,
        around: Surroundings,
    },
}

#[derive(Clone)]
enum Surroundings {
    Members(Vec<String>, usize),
    Items(usize),
    Scalar(&'static str),
}

fn describe_missing(path: &Path, left: usize, around: &Surroundings) -> String {
    let segments = path.segments();
    let reached = segments.len().saturating_sub(left);
    let until = |end: usize| -> Path { segments.iter().take(end).cloned().collect() };
    let text = format!("nothing at `{}`", until(reached + 1));
    match around {
        Surroundings::Members(names, count) => {
            let wanted = match segments.get(reached) {
                Some(Segment::Name(name)) => name,
                _ => "",
            };
            format!("{text}{}", describe_names(wanted, names, *count))
        }
        Surroundings::Items(count) => format!("{text}; there are {count} items"),
        Surroundings::Scalar(kind) => format!("{text}; `{}` is {kind}", until(reached)),
    }
}

/// What is there instead of that name.
pub(crate) fn describe_names(wanted: &str, names: &[String], count: usize) -> String {
    if names.is_empty() {
        return String::new();
    }
    let shown: Vec<_> = names.iter().take(MOST_SHOWN).map(String::as_str).collect();
    let mut text = format!("; there are: {}", shown.join(", "));
    if count > shown.len() {
        text.push_str(&format!(" and {} more", count - shown.len()));
    }
    if let Some(near) = nearest(wanted, names.iter().map(String::as_str)) {
        text.push_str(&format!("; did you mean `{near}`?"));
    }
    text
}

/// A path that leads to or through a value.
#[derive(Clone, Copy)]
struct Wanted<'p> {
    /// Its place among all paths.
    index: usize,
    /// The rest of the path, from the value on.
    rest: &'p [Segment],
}

/// Follows the rest of some paths, and notes what is at their ends.
struct PathSeed<'w, 'p, 'd> {
    wanted: &'w [Wanted<'p>],
    found: &'w mut [Option<FoundValue<'d>>],
}

impl<'p, 'd> PathSeed<'_, 'p, 'd> {
    /// Returns the paths that go on with a segment, from the value there on.
    fn through(&self, is_next: impl Fn(&Segment) -> bool) -> Vec<Wanted<'p>> {
        let wanted = self.wanted.iter();
        let through = wanted.filter_map(|wanted| {
            let (next, rest) = wanted.rest.split_first()?;
            is_next(next).then_some(Wanted {
                rest,
                index: wanted.index,
            })
        });
        through.collect()
    }

    fn inner<'i>(&'i mut self, wanted: &'i [Wanted<'p>]) -> PathSeed<'i, 'p, 'd> {
        PathSeed {
            wanted,
            found: self.found,
        }
    }

    fn note(&mut self, index: usize, found: FoundValue<'d>) {
        if let Some(slot) = self.found.get_mut(index) {
            *slot = Some(found);
        }
    }

    /// Notes that none of the paths leads on from here, except those in `reached`.
    fn note_nothing(&mut self, reached: &[usize], around: &Surroundings) {
        for Wanted { index, rest } in self.wanted {
            if !reached.contains(index) {
                let nothing = FoundValue::Nothing {
                    left: rest.len(),
                    around: around.clone(),
                };
                self.note(*index, nothing);
            }
        }
    }

    fn scalar<E>(mut self, kind: &'static str) -> Result<(), E> {
        self.note_nothing(&[], &Surroundings::Scalar(kind));
        Ok(())
    }
}

impl<'d> DeserializeSeed<'d> for PathSeed<'_, '_, 'd> {
    type Value = ();

    fn deserialize<D: Deserializer<'d>>(mut self, deserializer: D) -> Result<(), D::Error> {
        let (ends, through): (Vec<Wanted<'_>>, Vec<Wanted<'_>>) = self
            .wanted
            .iter()
            .copied()
            .partition(|wanted: &Wanted<'_>| wanted.rest.is_empty());
        if ends.is_empty() {
            return deserializer.deserialize_any(self);
        }
        let raw = <&RawValue>::deserialize(deserializer)?;
        for wanted in ends {
            self.note(wanted.index, FoundValue::There(raw));
        }
        if through.is_empty() {
            return Ok(());
        }
        // Other paths lead into this value.
        let mut inside = serde_json::Deserializer::from_str(raw.get());
        let inner = self.inner(&through).deserialize(&mut inside);
        inner.map_err(D::Error::custom)
    }
}

impl<'d> Visitor<'d> for PathSeed<'_, '_, 'd> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.scalar("null")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.scalar("a boolean")
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.scalar("a number")
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.scalar("a number")
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.scalar("a number")
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.scalar("a text")
    }

    fn visit_seq<A: SeqAccess<'d>>(mut self, mut items: A) -> Result<(), A::Error> {
        let (mut reached, mut count) = (Vec::new(), 0);
        loop {
            let inside = self.through(|next| *next == Segment::Index(count));
            let item = if inside.is_empty() {
                items.next_element::<IgnoredAny>()?.map(drop)
            } else {
                items.next_element_seed(self.inner(&inside))?
            };
            if item.is_none() {
                break;
            }
            reached.extend(inside.iter().map(|wanted| wanted.index));
            count += 1;
        }
        self.note_nothing(&reached, &Surroundings::Items(count));
        Ok(())
    }

    /// Of members with one name the last counts.
    fn visit_map<A: MapAccess<'d>>(mut self, mut members: A) -> Result<(), A::Error> {
        let (mut reached, mut names, mut count) = (Vec::new(), Vec::new(), 0);
        while let Some(name) = members.next_key::<String>()? {
            let inside =
                self.through(|next| matches!(next, Segment::Name(wanted) if *wanted == name));
            if inside.is_empty() {
                members.next_value::<IgnoredAny>()?;
            } else {
                members.next_value_seed(self.inner(&inside))?;
                reached.extend(inside.iter().map(|wanted| wanted.index));
            }
            count += 1;
            if names.len() < MOST_NAMES && name.len() <= LONGEST_NAME {
                names.push(name);
            }
        }
        self.note_nothing(&reached, &Surroundings::Members(names, count));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue as _;
    use serde_json::json;

    fn at(text: &str, path: &str) -> Result<Value, String> {
        let path = Path::parse(path).unwrap();
        let values = JsonValues::read(text, std::slice::from_ref(&path));
        let found = values.get(&path).unwrap().clone();
        found.map_err(|missing| missing.to_string())
    }

    #[test]
    fn a_path_leads_to_one_value() {
        let text = r#"{"id": 7, "tags": ["a", {"b c": [1, 2]}], "id2": null, "id": 8}"#;
        let table = [
            ("$.id", json!(8)),
            ("$.tags[0]", json!("a")),
            ("$.tags[1]['b c']", json!([1, 2])),
            ("$.tags[1]['b c'][1]", json!(2)),
            ("$.id2", json!(null)),
        ];
        for (path, expected) in table {
            assert_eq!(at(text, path), Ok(expected.into_value()), "{path}");
        }
        assert_eq!(at(" 1.5 ", "$"), Ok(Value::Float(1.5)));
        assert_eq!(at("\u{feff}[0]", "$[0]"), Ok(Value::Integer(0)));
    }

    #[test]
    fn one_pass_finds_what_stands_in_each_other() {
        let text = r#"{"a": {"b": [1, {"c": 2}]}, "d": null}"#;
        let paths = [
            "$",
            "$.a",
            "$.a.b",
            "$.a.b[0]",
            "$.a.b[1].c",
            "$.a.b[2]",
            "$.x",
            "$.d.e",
        ];
        let paths = paths.map(|path| Path::parse(path).unwrap());
        let values = JsonValues::read(text, &paths);
        for path in &paths {
            let alone = at(text, &path.to_string());
            let found = values.get(path).unwrap().clone();
            assert_eq!(
                found.map_err(|missing| missing.to_string()),
                alone,
                "{path}"
            );
        }
    }

    #[test]
    fn what_is_not_there_is_named_with_what_is() {
        let text = r#"{"id": 7, "status": {"words": ["a"]}}"#;
        let table = [
            ("$.phase", "nothing at `$.phase`; there are: id, status"),
            (
                "$.statsu.words",
                "nothing at `$.statsu`; there are: id, status; did you mean `status`?",
            ),
            ("$.id.x", "nothing at `$.id.x`; `$.id` is a number"),
            (
                "$.status.words[1].x",
                "nothing at `$.status.words[1]`; there are 1 items",
            ),
            (
                "$.status.words.x",
                "nothing at `$.status.words.x`; there are 1 items",
            ),
            ("$[0]", "nothing at `$[0]`; there are: id, status"),
        ];
        for (path, expected) in table {
            assert_eq!(at(text, path), Err(expected.to_owned()), "{path}");
        }
        let many: String = (0..200).map(|n| format!("\"m{n:03}\": 0,")).collect();
        let error = at(&format!("{{{many} \"z\": 0}}"), "$.n").unwrap_err();
        assert!(error.ends_with("m009 and 191 more"), "{error}");
    }

    #[test]
    fn what_is_no_json_has_no_values() {
        for (text, begins) in [
            ("", "an empty body"),
            ("<html>", "no JSON: expected value"),
            ("{\"a\": 1} x", "no JSON: trailing characters"),
            ("{\"a\": 1", "no JSON: EOF"),
        ] {
            let error = at(text, "$.a").unwrap_err();
            assert!(error.starts_with(begins), "{error}");
        }
        let long = format!("[{}0]", "0,".repeat(LONGEST_VALUE));
        assert_eq!(at(&long, "$[3]"), Ok(Value::Integer(0)));
        assert!(at(&long, "$").unwrap_err().starts_with("more than"));
        let deep = "[".repeat(100_000);
        assert!(at(&deep, "$.a").is_err());
        assert!(at(&format!("{deep}{}", "]".repeat(100_000)), "$").is_err());
    }
}
