//! Values as `application/x-www-form-urlencoded` text, for queries and forms.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, percent_encode};

use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::redact::RESERVED;
use crate::value::Value;

/// A blank becomes a plus.
const ESCAPED: &AsciiSet = &RESERVED.remove(b' ');

/// The pairs of a map or of a list of pairs, in order.
pub(crate) fn pairs(value: &Value) -> Result<Vec<(Name<'_>, &Value)>, RenderError> {
    match value {
        Value::Map(members) => Ok(members
            .iter()
            .map(|(name, value)| (Name::Text(name), value))
            .collect()),
        Value::Dict(entries) => Ok(entries
            .iter()
            .map(|(key, value)| (Name::Value(key), value))
            .collect()),
        Value::List(items) | Value::Tuple(items) => items.iter().map(pair).collect(),
        other => Err(RenderError::new(format!(
            "a map or a list of pairs stands here, not {}",
            other.kind()
        ))),
    }
}

/// The parameters of a query in the order in which they are sent.
pub(crate) fn parameters(
    value: &Value,
    dialect: Dialect,
) -> Result<Vec<(Name<'_>, &Value)>, RenderError> {
    if !dialect.takes_pairs(value) {
        return Err(RenderError::new(format!(
            "parameters are a map, not {}",
            value.kind()
        )));
    }
    dialect.sort_params(pairs(value)?, |(name, _)| name.value())
}

/// The name of a field: text, or in a list of pairs any value.
#[derive(Clone, Copy)]
pub(crate) enum Name<'a> {
    Text(&'a str),
    Value(&'a Value),
}

impl<'a> Name<'a> {
    /// The name as it may be shown.
    pub(crate) fn shown(self, dialect: Dialect) -> Cow<'a, str> {
        match self {
            Self::Text(name) => Cow::Borrowed(name),
            Self::Value(name) => dialect.text(name),
        }
    }

    /// The name as one of a part of a form.
    pub(super) fn part(self, dialect: Dialect) -> Result<Cow<'a, str>, RenderError> {
        match self {
            Self::Text(name) => Ok(Cow::Borrowed(name)),
            Self::Value(name) => dialect.part_name(name),
        }
    }

    /// The name as one of a header field.
    pub(super) fn field(self, dialect: Dialect) -> Result<Cow<'a, str>, RenderError> {
        match self {
            Self::Text(name) => Ok(Cow::Borrowed(name)),
            Self::Value(name) => dialect.field_name(name),
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Text(name) => Value::String(name.to_owned()),
            Self::Value(name) => name.clone(),
        }
    }
}

fn pair(item: &Value) -> Result<(Name<'_>, &Value), RenderError> {
    if let Value::List(pair) | Value::Tuple(pair) = item
        && let [name, value] = pair.as_slice()
    {
        return Ok((Name::Value(name), value));
    }
    Err(RenderError::new("a list that stands here holds pairs"))
}

/// Pairs as they stand in a query or a form: a list repeats its name, null drops it.
pub(super) fn urlencode(
    pairs: &[(Name<'_>, &Value)],
    dialect: Dialect,
) -> Result<String, RenderError> {
    let mut text = String::new();
    for (name, value) in pairs {
        let name = match name {
            Name::Text(name) => Cow::Borrowed(name.as_bytes()),
            Name::Value(name) => dialect.octets(name)?,
        };
        for value in dialect.repeated(value)? {
            if !text.is_empty() {
                text.push('&');
            }
            escape(&mut text, &name);
            text.push('=');
            escape(&mut text, &value);
        }
    }
    Ok(text)
}

fn escape(text: &mut String, octets: &[u8]) {
    for piece in percent_encode(octets, ESCAPED) {
        text.extend(piece.chars().map(|c| if c == ' ' { '+' } else { c }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;

    fn encoded(value: &Value) -> Result<String, RenderError> {
        urlencode(&pairs(value)?, Dialect::Buildbot)
    }

    fn bytes(bytes: &'static [u8]) -> Value {
        Value::Bytes(bytes.into())
    }

    #[test]
    fn forms_take_pythons_tuples_and_keys() {
        let tuple = |items: [Value; 2]| Value::Tuple(items.into());
        let by_number = Value::Dict(vec![(1.into_value(), Value::Null)]);
        let table = [
            (
                Value::Dict(vec![
                    (1.into_value(), "int".into_value()),
                    (Value::Null, "none".into_value()),
                    (2.5.into_value(), true.into_value()),
                    (bytes(b"k\xe9"), bytes(b"\0")),
                ]),
                "1=int&None=none&2.5=True&k%E9=%00",
            ),
            (
                tuple([
                    tuple(["a".into_value(), 1.into_value()]),
                    ["b", "2"].into_value(),
                ]),
                "a=1&b=2",
            ),
            (
                [tuple([
                    "a".into_value(),
                    tuple([1.into_value(), by_number]),
                ])]
                .into_value(),
                "a=1&a=1",
            ),
        ];
        for (value, text) in table {
            assert_eq!(encoded(&value).as_deref(), Ok(text));
        }
        assert!(encoded(&tuple(["a".into_value(), "b".into_value()])).is_err());
    }

    #[test]
    fn parameters_are_sorted_by_keys_of_one_kind() {
        let sorted = |keys: [Value; 2]| {
            let entries = keys.map(|key| (key, Value::Null));
            let dict = Value::Dict(entries.into());
            let names = parameters(&dict, Dialect::Buildbot)?;
            let names = names.iter().map(|(name, _)| name.shown(Dialect::Buildbot));
            Ok::<_, RenderError>(names.collect::<Vec<_>>().join(" "))
        };
        let table = [
            ([10.into_value(), 9.into_value()], Some("9 10")),
            ([bytes(b"b"), bytes(b"a")], Some("b'a' b'b'")),
            (["a".into_value(), 2.into_value()], None),
            ([bytes(b"a"), "b".into_value()], None),
            ([Value::Null, 1.into_value()], None),
        ];
        for (keys, expected) in table {
            assert_eq!(sorted(keys).ok().as_deref(), expected);
        }
    }
}
