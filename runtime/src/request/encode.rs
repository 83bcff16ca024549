//! Values as `application/x-www-form-urlencoded` text, for queries and forms.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::dialect::Dialect;
use crate::error::RenderError;
use crate::value::Value;

/// All but RFC 3986's unreserved characters, and the blank, which becomes a plus.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b' ');

/// The pairs of a map or of a list of pairs, in order.
pub(crate) fn pairs(value: &Value) -> Result<Vec<(Name<'_>, &Value)>, RenderError> {
    match value {
        Value::Map(members) => Ok(members
            .iter()
            .map(|(name, value)| (Name::Text(name), value))
            .collect()),
        Value::List(items) => items.iter().map(pair).collect(),
        other => Err(RenderError::new(format!(
            "a map or a list of pairs stands here, not {}",
            other.kind()
        ))),
    }
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

    /// The name, where it is text.
    pub(crate) fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(name) => Some(name),
            Self::Value(_) => None,
        }
    }
}

fn pair(item: &Value) -> Result<(Name<'_>, &Value), RenderError> {
    if let Value::List(pair) = item
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
