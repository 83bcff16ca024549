//! Values of properties, and what rendering makes of an expression.

mod access;
mod convert;
mod credentials;
mod debug;
mod depth;
mod json;
mod text;

use bytes::Bytes;
use indexmap::IndexMap;

pub use convert::{IntoMap, IntoValue};

pub(crate) use depth::DEEPEST;

/// A value of a property: JSON's kinds, and bytes for bodies.
///
/// Objects keep the order in which their members were written. A value that is nested more than 128 deep has
/// no JSON form; cloning, comparing and dropping take stack for each level.
///
/// ```
/// use http_step::{IntoValue, Value};
///
/// assert_eq!(7.into_value(), Value::Integer(7));
/// assert_eq!(vec!["a", "b"].into_value().to_string(), r#"["a","b"]"#);
/// ```
#[derive(Clone, Default, PartialEq)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer; JSON carries those of 64 bits, signed or not.
    Integer(i128),
    /// A floating-point number.
    Float(f64),
    /// Text.
    String(String),
    /// Bytes; they can be a body, a form field or a header, not a member of JSON.
    Bytes(Bytes),
    /// Values in order.
    List(Vec<Value>),
    /// Values in order, where Python has a tuple; a list in all else, and in JSON.
    Tuple(Vec<Value>),
    /// Values by name, in the order of writing.
    Map(IndexMap<String, Value>),
    /// Values by keys that are not all text, as only Buildbot's dialect has them; no two keys are alike.
    Dict(Vec<(Value, Value)>),
}

impl Value {
    /// Whether Python would take the value for false: null, false, zero, or empty.
    #[must_use]
    pub fn is_falsy(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Bool(value) => !value,
            Self::Integer(value) => *value == 0,
            Self::Float(value) => *value == 0.0,
            Self::String(value) => value.is_empty(),
            Self::Bytes(value) => value.is_empty(),
            Self::List(value) | Self::Tuple(value) => value.is_empty(),
            Self::Map(value) => value.is_empty(),
            Self::Dict(value) => value.is_empty(),
        }
    }

    /// The kind of the value in a word, for messages: `integer`, `list`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Integer(_) => "integer",
            Self::Float(_) => "float",
            Self::String(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::List(_) | Self::Tuple(_) => "list",
            Self::Map(_) | Self::Dict(_) => "map",
        }
    }
}
