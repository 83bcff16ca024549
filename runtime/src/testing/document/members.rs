use base64::prelude::{BASE64_STANDARD, Engine as _};
use indexmap::IndexMap;

use super::super::error::RecordingError;
use super::super::shown::{HeaderPairs, RedactedBody};
use crate::value::Value;

/// The members of an object that are not read yet, and where it stands.
pub(super) struct ObjectReader {
    pub(super) place: String,
    left: IndexMap<String, Value>,
}

impl ObjectReader {
    pub(super) fn of(place: &str, value: Value) -> Result<Self, RecordingError> {
        match value {
            Value::Map(left) => Ok(Self {
                place: place.to_owned(),
                left,
            }),
            other => Err(type_error(place, "an object", &other)),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.left.contains_key(name)
    }

    fn take(&mut self, name: &str) -> Result<Value, RecordingError> {
        let value = self.left.shift_remove(name);
        value.ok_or_else(|| RecordingError::form(&self.place, format_args!("`{name}` is missing")))
    }

    fn place(&self, name: &str) -> String {
        format!("{}.{name}", self.place)
    }

    pub(super) fn members(&mut self, name: &str) -> Result<Self, RecordingError> {
        Self::of(&self.place(name), self.take(name)?)
    }

    pub(super) fn text(&mut self, name: &str) -> Result<String, RecordingError> {
        match self.take(name)? {
            Value::String(text) => Ok(text),
            other => Err(type_error(&self.place(name), "text", &other)),
        }
    }

    pub(super) fn integer(&mut self, name: &str) -> Result<i128, RecordingError> {
        match self.take(name)? {
            Value::Integer(integer) => Ok(integer),
            other => Err(type_error(&self.place(name), "an integer", &other)),
        }
    }

    pub(super) fn list(&mut self, name: &str) -> Result<Vec<Value>, RecordingError> {
        match self.take(name)? {
            Value::List(items) => Ok(items),
            other => Err(type_error(&self.place(name), "a list", &other)),
        }
    }

    pub(super) fn fields(&mut self) -> Result<HeaderPairs, RecordingError> {
        if !self.has("headers") {
            return Ok(HeaderPairs::new());
        }
        let (place, fields) = (self.place("headers"), self.list("headers")?);
        let fields = fields.into_iter().map(|field| match field.pair() {
            Some((name, Value::String(value))) => Ok((name.to_ascii_lowercase(), value.clone())),
            _ => Err(type_error(&place, "a list of pairs of texts", &field)),
        });
        fields.collect()
    }

    pub(super) fn body(&mut self) -> Result<RedactedBody, RecordingError> {
        if !self.has("body") {
            return Ok(RedactedBody::Text(String::new()));
        }
        let place = self.place("body");
        let mut body = match self.take("body")? {
            Value::String(text) => return Ok(RedactedBody::Text(text)),
            other => Self::of(&place, other)?,
        };
        let read = match body.has("left_out") {
            true => {
                let length = body.integer("left_out")?;
                RedactedBody::LeftOut(length.try_into().unwrap_or_default())
            }
            false => {
                let bytes = BASE64_STANDARD.decode(body.text("base64")?);
                RedactedBody::Bytes(
                    bytes
                        .map_err(|error| RecordingError::form(&place, error))?
                        .into(),
                )
            }
        };
        body.end()?;
        Ok(read)
    }

    /// Nothing is left that nobody knows.
    pub(super) fn end(self) -> Result<(), RecordingError> {
        match self.left.keys().next() {
            None => Ok(()),
            Some(name) => {
                let what = format_args!("nobody knows a member `{name}`");
                Err(RecordingError::form(&self.place, what))
            }
        }
    }
}

fn type_error(place: &str, expected: &str, found: &Value) -> RecordingError {
    let what = format!("this is {expected}, not {}", found.kind());
    RecordingError::form(place, what)
}
