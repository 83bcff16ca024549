//! One value of a JSON document, by its path. Of all else no more is held than a message says of it.

use std::fmt;

use http_step_syntax::json_path::{Path, Segment};
use http_step_syntax::nearest;
use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::missing::Missing;
use crate::value::Value;

/// How long the text of one value may be, in bytes: as a value it takes many times that.
const LONGEST_VALUE: usize = 1 << 20;

/// How many names of members are looked at for a message, and how many it has.
const MOST_NAMES: usize = 100;
const MOST_SHOWN: usize = 10;

/// How long a name may be for a message, in bytes.
const LONGEST_NAME: usize = 100;

/// What stands at the path.
pub(super) fn value_at(text: &str, path: &Path) -> Result<Value, Missing> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Missing::Unreadable("an empty body".to_owned()));
    }
    let no_json = |error: serde_json::Error| Missing::Unreadable(format!("no JSON: {error}"));
    let mut document = serde_json::Deserializer::from_str(text);
    let found = At(path.segments()).deserialize(&mut document);
    let found = found.map_err(no_json)?;
    document.end().map_err(no_json)?;
    match found {
        Found::There(raw) if raw.get().len() > LONGEST_VALUE => {
            let what = format!("more than {LONGEST_VALUE} bytes at `{path}`");
            Err(Missing::TooLong(what))
        }
        Found::There(raw) => serde_json::from_str(raw.get()).map_err(no_json),
        Found::Nothing { left, around } => Err(Missing::Nothing(nothing(path, left, &around))),
    }
}

enum Found<'d> {
    There(&'d RawValue),
    /// With how much of the path was left, and what was there instead.
    Nothing {
        left: usize,
        around: Around,
    },
}

enum Around {
    Members(Vec<String>, usize),
    Items(usize),
    Scalar(&'static str),
}

fn nothing(path: &Path, left: usize, around: &Around) -> String {
    let segments = path.segments();
    let reached = segments.len().saturating_sub(left);
    let until = |end: usize| -> Path { segments.iter().take(end).cloned().collect() };
    let text = format!("nothing at `{}`", until(reached + 1));
    match around {
        Around::Members(names, count) => {
            let wanted = match segments.get(reached) {
                Some(Segment::Name(name)) => name,
                _ => "",
            };
            format!("{text}{}", there_are(wanted, names, *count))
        }
        Around::Items(count) => format!("{text}; there are {count} items"),
        Around::Scalar(kind) => format!("{text}; `{}` is {kind}", until(reached)),
    }
}

/// What is there instead of that name.
pub(super) fn there_are(wanted: &str, names: &[String], count: usize) -> String {
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

/// Follows what is left of a path.
#[derive(Clone, Copy)]
struct At<'p>(&'p [Segment]);

impl At<'_> {
    fn nothing<'d>(self, around: Around) -> Found<'d> {
        Found::Nothing {
            left: self.0.len(),
            around,
        }
    }

    fn scalar<'d, E>(self, kind: &'static str) -> Result<Found<'d>, E> {
        Ok(self.nothing(Around::Scalar(kind)))
    }
}

impl<'d> DeserializeSeed<'d> for At<'_> {
    type Value = Found<'d>;

    fn deserialize<D: Deserializer<'d>>(self, deserializer: D) -> Result<Found<'d>, D::Error> {
        if self.0.is_empty() {
            return <&RawValue>::deserialize(deserializer).map(Found::There);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'d> Visitor<'d> for At<'_> {
    type Value = Found<'d>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Found<'d>, E> {
        self.scalar("null")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found<'d>, E> {
        self.scalar("a boolean")
    }

    fn visit_i64<E>(self, _: i64) -> Result<Found<'d>, E> {
        self.scalar("a number")
    }

    fn visit_u64<E>(self, _: u64) -> Result<Found<'d>, E> {
        self.scalar("a number")
    }

    fn visit_f64<E>(self, _: f64) -> Result<Found<'d>, E> {
        self.scalar("a number")
    }

    fn visit_str<E>(self, _: &str) -> Result<Found<'d>, E> {
        self.scalar("a text")
    }

    fn visit_seq<A: SeqAccess<'d>>(self, mut items: A) -> Result<Found<'d>, A::Error> {
        let (wanted, rest) = match self.0.split_first() {
            Some((Segment::Index(index), rest)) => (Some(*index), rest),
            _ => (None, self.0),
        };
        let (mut found, mut count) = (None, 0);
        loop {
            if wanted == Some(count) {
                found = items.next_element_seed(At(rest))?;
                if found.is_none() {
                    break;
                }
            } else if items.next_element::<IgnoredAny>()?.is_none() {
                break;
            }
            count += 1;
        }
        Ok(found.unwrap_or_else(|| self.nothing(Around::Items(count))))
    }

    /// Of members with one name the last counts.
    fn visit_map<A: MapAccess<'d>>(self, mut members: A) -> Result<Found<'d>, A::Error> {
        let (wanted, rest) = match self.0.split_first() {
            Some((Segment::Name(name), rest)) => (Some(name), rest),
            _ => (None, self.0),
        };
        let (mut found, mut names, mut count) = (None, Vec::new(), 0);
        while let Some(name) = members.next_key::<String>()? {
            if wanted == Some(&name) {
                found = Some(members.next_value_seed(At(rest))?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
            count += 1;
            if names.len() < MOST_NAMES && name.len() <= LONGEST_NAME {
                names.push(name);
            }
        }
        Ok(found.unwrap_or_else(|| self.nothing(Around::Members(names, count))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue as _;
    use serde_json::json;

    fn at(text: &str, path: &str) -> Result<Value, String> {
        let found = value_at(text, &Path::parse(path).unwrap());
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
