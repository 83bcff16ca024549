//! Values from and to JSON.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use super::Value;
use super::depth::DEEPEST;
use crate::error::NotSerializable;

impl Serialize for Value {
    /// # Errors
    ///
    /// For what JSON cannot carry: bytes, NaN and infinities, integers beyond 64 bits, and what is nested
    /// more than 128 deep.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Nested(1, self).serialize(serializer)
    }
}

impl Value {
    /// The value as JSON without blanks.
    ///
    /// # Errors
    ///
    /// Those of [`Serialize`].
    pub(crate) fn to_json(&self) -> Result<String, NotSerializable> {
        serde_json::to_string(self).map_err(|error| NotSerializable::new(error.to_string()))
    }
}

/// A value with its level, from 1 on.
struct Nested<'a>(usize, &'a Value);

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(level, value) = *self;
        if level > DEEPEST {
            let error = format_args!("the value is nested more than {DEEPEST} deep");
            return Err(S::Error::custom(error));
        }
        let inner = |value| Nested(level + 1, value);
        match value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => Err(S::Error::custom("integer out of range")),
            },
            Value::Float(value) if value.is_finite() => serializer.serialize_f64(*value),
            Value::Float(value) => Err(S::Error::custom(format_args!("{value} has no JSON form"))),
            Value::String(value) => serializer.serialize_str(value),
            Value::Bytes(_) => Err(S::Error::custom("bytes have no JSON form")),
            Value::List(items) | Value::Tuple(items) => {
                serializer.collect_seq(items.iter().map(inner))
            }
            Value::Map(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, inner(value))))
            }
            Value::Dict(_) => Err(S::Error::custom("a key is not text")),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = IndexMap::new();
        while let Some((name, value)) = members.next_entry::<String, Value>()? {
            if map.contains_key(&name) {
                return Err(de::Error::custom(format_args!("member `{name}` twice")));
            }
            map.insert(name, value);
        }
        Ok(Value::Map(map))
    }
}

/// JSON without blanks; bytes and numbers that JSON cannot carry are shown as `null`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_json() {
            Ok(text) => f.write_str(&text),
            Err(_) => f.write_str("null"),
        }
    }
}
