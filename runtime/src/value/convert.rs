//! Which Rust types become values.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bytes::Bytes;
use indexmap::IndexMap;

use super::Value;

/// A type whose values can be the value of a property.
///
/// `bool`, all integers to 64 bits, floats, the text types, [`Bytes`], [`serde_json::Value`], and
/// options, lists and maps of such.
///
/// ```
/// use http_step::{IntoValue, Value};
///
/// assert_eq!(Some("main").into_value(), Value::String("main".into()));
/// assert_eq!(None::<u64>.into_value(), Value::Null);
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot become a property value",
    label = "not a boolean, number, text, list or map",
    note = "values are taken by value, not by reference; write a text with `.to_string()`, or a JSON value with `serde_json::to_value(…)?`"
)]
pub trait IntoValue {
    /// Makes the value.
    fn into_value(self) -> Value;
}

/// A type whose values are maps, which a macro takes in with `..map`.
///
/// ```
/// use std::collections::BTreeMap;
/// use http_step::post;
///
/// let labels = BTreeMap::from([("team", "build")]);
/// let step = post!("http://ci.example.com/", data: { "state": "done", ..labels });
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be taken in with `..`",
    label = "not a map with text keys",
    note = "`..` takes a `HashMap`, a `BTreeMap` or a `serde_json::Map` by value"
)]
pub trait IntoMap {
    /// Makes the map.
    fn into_map(self) -> IndexMap<String, Value>;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Bool(self)
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl IntoValue for $integer {
            fn into_value(self) -> Value {
                Value::Integer(self as i128)
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl IntoValue for f32 {
    fn into_value(self) -> Value {
        Value::Float(self.into())
    }
}

impl IntoValue for f64 {
    fn into_value(self) -> Value {
        Value::Float(self)
    }
}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl IntoValue for $text {
            fn into_value(self) -> Value {
                Value::String(String::from(&*self))
            }
        }
    )*};
}

texts!(&str &String Box<str> Arc<str> Cow<'_, str>);

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::String(self)
    }
}

impl IntoValue for Bytes {
    fn into_value(self) -> Value {
        Value::Bytes(self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }
}

fn list<T: IntoValue>(items: impl IntoIterator<Item = T>) -> Value {
    Value::List(items.into_iter().map(T::into_value).collect())
}

impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self) -> Value {
        list(self)
    }
}

impl<T: IntoValue, const N: usize> IntoValue for [T; N] {
    fn into_value(self) -> Value {
        list(self)
    }
}

impl<T: IntoValue + Clone> IntoValue for &[T] {
    fn into_value(self) -> Value {
        list(self.iter().cloned())
    }
}

/// Sorted by key, since a `HashMap` has no order that could be kept.
impl<K: Into<String>, V: IntoValue, S> IntoMap for HashMap<K, V, S> {
    fn into_map(self) -> IndexMap<String, Value> {
        let sorted: BTreeMap<String, V> = self.into_iter().map(|(k, v)| (k.into(), v)).collect();
        sorted.into_map()
    }
}

macro_rules! maps {
    ($([$($parameter:tt)*] $map:ty;)*) => {$(
        impl<$($parameter)*> IntoMap for $map {
            fn into_map(self) -> IndexMap<String, Value> {
                let members = self.into_iter();
                members.map(|(name, value)| (name.into(), value.into_value())).collect()
            }
        }

        impl<$($parameter)*> IntoValue for $map {
            fn into_value(self) -> Value {
                Value::Map(self.into_map())
            }
        }
    )*};
}

maps! {
    [K: Into<String>, V: IntoValue] BTreeMap<K, V>;
    [V: IntoValue] IndexMap<String, V>;
    [] serde_json::Map<String, serde_json::Value>;
}

impl<K: Into<String>, V: IntoValue, S> IntoValue for HashMap<K, V, S> {
    fn into_value(self) -> Value {
        Value::Map(self.into_map())
    }
}

impl IntoValue for serde_json::Value {
    fn into_value(self) -> Value {
        use serde_json::Value as Json;
        match self {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(value),
            Json::Number(number) => match (number.as_i128(), number.as_f64()) {
                (Some(value), _) => Value::Integer(value),
                (None, Some(value)) => Value::Float(value),
                (None, None) => Value::Null,
            },
            Json::String(value) => Value::String(value),
            Json::Array(items) => list(items),
            Json::Object(members) => members.into_value(),
        }
    }
}
