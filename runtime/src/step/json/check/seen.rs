//! What a JSON value says: one of JSON's kinds, or a form.

use crate::value::Value;

pub(super) type Members = indexmap::IndexMap<String, Value>;

/// A value as the rules look at it.
#[derive(Clone, Copy)]
pub(super) enum Seen<'v> {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(&'v str),
    /// `$bytes_b64`
    Bytes,
    List(&'v [Value]),
    /// `$tuple`
    Tuple(&'v [Value]),
    Map(Map<'v>),
    /// `$file`
    File(&'v Value),
    /// What is known only when the build runs.
    Open(Form<'v>),
}

/// An object that stands for an expression.
#[derive(Clone, Copy)]
pub(super) struct Form<'v> {
    /// The name of the member that says so.
    pub(super) name: &'static str,
    /// What stands there.
    pub(super) content: &'v Value,
    /// All members.
    pub(super) members: &'v Members,
}

#[derive(Clone, Copy)]
pub(super) enum Map<'v> {
    Object(&'v Members),
    /// `$map`
    Entries(&'v [Value]),
}

impl<'v> Seen<'v> {
    /// What the kind is called, to follow "not".
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Text(_) => "a text",
            Self::Bytes => "bytes",
            Self::List(_) => "a list",
            Self::Tuple(_) => "a pair",
            Self::Map(_) => "a map",
            Self::File(_) => "a `$file`",
            Self::Open(_) => "a value that is known only when the build runs",
        }
    }

    /// The value, if it is no object.
    pub(super) fn plain(value: &'v Value) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Bool(*flag),
            Value::Integer(number) => Self::Integer(*number),
            Value::Float(number) => Self::Float(*number),
            Value::String(text) => Self::Text(text),
            Value::List(items) | Value::Tuple(items) => Self::List(items),
            Value::Bytes(_) => Self::Bytes,
            Value::Map(_) | Value::Dict(_) => return None,
        })
    }
}

/// The items of a list, none of anything else.
pub(super) fn items(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        _ => &[],
    }
}
