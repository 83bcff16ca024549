//! A document: values with their places, whether they come from text or from a value.

use std::borrow::Cow;

use http_step_syntax::check::Finding;
use http_step_syntax::tree::Pos;

use super::places::{Places, Segment};
use crate::value::Value;

/// A value with its place.
#[derive(Debug)]
pub(super) struct Document<'t> {
    pub(super) at: Pos,
    pub(super) json: Json<'t>,
}

#[derive(Debug)]
pub(super) enum Json<'t> {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(Cow<'t, str>),
    Bytes(&'t [u8]),
    List(Vec<Document<'t>>),
    Object(Vec<Member<'t>>),
    /// A value that has been reported.
    Bad,
}

#[derive(Debug)]
pub(super) struct Member<'t> {
    /// The place of the name.
    pub(super) at: Pos,
    pub(super) name: Cow<'t, str>,
    pub(super) value: Document<'t>,
}

impl Json<'_> {
    /// Returns the kind of the value, to follow "found".
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Text(_) => "a string",
            Self::Bytes(_) => "bytes",
            Self::List(_) => "a list",
            Self::Object(_) => "a map",
            Self::Bad => "this",
        }
    }
}

/// A document with the table of its places.
#[derive(Debug)]
pub(super) struct Source<'t> {
    pub(super) document: Document<'t>,
    pub(super) places: Places<'t>,
    /// Duplicate members, and scalars that no value can hold.
    pub(super) findings: Vec<Finding>,
    /// Whether the text is nested deeper than values are; what is deeper is missing from the document.
    pub(super) is_too_deep: bool,
}

impl<'t> Source<'t> {
    /// The document of a value, whose places have paths only.
    pub(super) fn of_value(value: &'t Value) -> Self {
        let mut places = Places::default();
        let document = of_value(value, None, None, &mut places);
        Self {
            document,
            places,
            findings: Vec::new(),
            is_too_deep: false,
        }
    }
}

fn of_value<'t>(
    value: &'t Value,
    parent: Option<Pos>,
    segment: Option<Segment<'t>>,
    places: &mut Places<'t>,
) -> Document<'t> {
    let at = places.add(0, parent, segment);
    let json = match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Integer(number) => Json::Integer(*number),
        Value::Float(number) => Json::Float(*number),
        Value::String(text) => Json::Text(Cow::Borrowed(text)),
        Value::Bytes(bytes) => Json::Bytes(bytes),
        Value::List(items) | Value::Tuple(items) => {
            let items = items.iter().enumerate();
            let items = items
                .map(|(index, item)| of_value(item, Some(at), Some(Segment::Index(index)), places));
            Json::List(items.collect())
        }
        Value::Map(members) => {
            let members = members.iter().map(|(name, value)| {
                let name = Cow::Borrowed(name.as_str());
                let at = places.add(0, Some(at), Some(Segment::Name(name.clone())));
                let value = of_value(value, Some(at), None, places);
                Member { at, name, value }
            });
            Json::Object(members.collect())
        }
        // No format has such maps.
        Value::Dict(_) => Json::Bad,
    };
    Document { at, json }
}
