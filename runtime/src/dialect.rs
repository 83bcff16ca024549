//! Where Buildbot's behaviour and ours differ: the one place that knows.

mod python;

use std::borrow::Cow;

use crate::error::RenderError;
use crate::value::Value;

/// How values read: as JSON (the default), or as Buildbot's Python reads them.
///
/// `Buildbot` is for people who migrate a build and want the bytes on the wire to stay as they were.
///
/// ```
/// use http_step::{BuildFactory, Dialect};
///
/// let build = BuildFactory::new().build().dialect(Dialect::Buildbot);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// JSON's texts (`true`, `1.0`, `["a"]`), a falsy property is its value, parameters in the order of
    /// writing, a property that is not set is an error.
    #[default]
    Native,
    /// Python's texts (`True`, `1e+16`, `['a']`), a falsy property without default is None, parameters
    /// sorted by key, a property that is not set is None.
    Buildbot,
}

impl Dialect {
    /// The text of a value where text is shown or put together; null is nothing in Native.
    pub(crate) fn text(self, value: &Value) -> Cow<'_, str> {
        match (self, value) {
            (_, Value::String(text)) => Cow::Borrowed(text),
            (Self::Buildbot, value) => Cow::Owned(python::str(value)),
            (Self::Native, Value::Null) => Cow::Borrowed(""),
            (Self::Native, Value::Bytes(bytes)) => String::from_utf8_lossy(bytes),
            (Self::Native, value) => Cow::Owned(value.to_string()),
        }
    }

    /// The bytes of a value in a form, a query, a header or a body: bytes as they are, else its text.
    pub(crate) fn octets(self, value: &Value) -> Result<Cow<'_, [u8]>, RenderError> {
        let text = match (self, value) {
            (_, Value::Bytes(bytes)) => return Ok(Cow::Borrowed(bytes)),
            // What JSON cannot say has no text.
            (Self::Native, Value::Float(_) | Value::List(_) | Value::Map(_)) => {
                let text = serde_json::to_string(value);
                Cow::Owned(text.map_err(|error| RenderError::new(error.to_string()))?)
            }
            _ => self.text(value),
        };
        Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        })
    }

    /// The values of a field of a form or query: a list repeats the field, null leaves it out.
    ///
    /// In Buildbot lists within lists are flattened, and of a dict only the keys are sent.
    pub(crate) fn repeated(self, value: &Value) -> Result<Vec<Cow<'_, [u8]>>, RenderError> {
        match (self, value) {
            (_, Value::Null) => Ok(Vec::new()),
            (Self::Native, Value::List(items)) => items
                .iter()
                .filter(|item| **item != Value::Null)
                .map(|item| self.octets(item))
                .collect(),
            (Self::Buildbot, Value::List(items)) => {
                let repeated = items.iter().map(|item| self.repeated(item));
                Ok(repeated.collect::<Result<Vec<_>, _>>()?.concat())
            }
            (Self::Buildbot, Value::Map(members)) => {
                let names = members.keys().map(|name| Cow::Borrowed(name.as_bytes()));
                Ok(names.collect())
            }
            (_, value) => Ok(vec![self.octets(value)?]),
        }
    }

    /// The bytes of a header's text: UTF-8, or Buildbot's latin-1, which not every text has.
    pub(crate) fn header_octets(self, text: &str) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Native => Some(Cow::Borrowed(text.as_bytes())),
            Self::Buildbot => text
                .chars()
                .map(|c| u8::try_from(c).ok())
                .collect::<Option<Vec<u8>>>()
                .map(Cow::Owned),
        }
    }

    /// Whether a property that is set, but falsy, counts as not set where the step does not say.
    pub(crate) fn default_when_false(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a property that is not set and has no default is an error, rather than None.
    pub(crate) fn refuses_unset(self) -> bool {
        self == Self::Native
    }

    /// Whether the parameters of the query are sorted by key.
    pub(crate) fn sorts_params(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a list of pairs is as good as a map: in the query, in headers, and in the log of a body.
    /// In Buildbot it is for the body alone.
    pub(crate) fn takes_pairs(self, value: &Value) -> bool {
        self == Self::Native || matches!(value, Value::Map(_))
    }

    /// Whether a request line, a header or a body that Buildbot would let through is refused.
    pub(crate) fn is_strict(self) -> bool {
        self == Self::Native
    }
}
