//! Python's behaviour on our values, for the Buildbot dialect only.

mod compare;
mod dict;
mod idna;
mod json;
mod operators;
mod pair;
mod sequence;
mod text;
mod unprintable;
mod url;

pub(super) use compare::sort;
pub(super) use dict::Dict;
pub(super) use json::json;
pub(super) use operators::operate;
pub(super) use pair::unpacked;
pub(super) use text::{ascii, repr, str};
pub(super) use url::{quote_location, quote_url};

/// What `requests` makes of the value of a cookie: in one that stands in quotes, escaped quotes vanish.
pub(super) fn cookie_value(text: &str) -> String {
    if text.starts_with('"') && text.ends_with('"') {
        text.replace("\\\"", "")
    } else {
        text.to_owned()
    }
}

use super::printf::Shape;
use crate::value::Value;

/// A value in the shape that `%s`, `%r` or `%a` gives it.
pub(super) fn show(shape: Shape, value: &Value) -> String {
    match shape {
        Shape::Str => str(value),
        Shape::Repr => repr(value),
        Shape::Ascii => ascii(value),
    }
}

/// The name of the value's type.
fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Integer(_) => "int",
        Value::Float(_) => "float",
        Value::String(_) => "str",
        Value::Bytes(_) => "bytes",
        Value::List(_) => "list",
        Value::Tuple(_) => "tuple",
        Value::Map(_) | Value::Dict(_) => "dict",
    }
}
