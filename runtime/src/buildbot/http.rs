//! What values are in a message: in fields, cookies, forms and URLs.

use std::borrow::Cow;

use http_step_syntax::cookie;
use url::Url;

use super::{Dialect, python};
use crate::error::RenderError;
use crate::value::Value;

impl Dialect {
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

    /// The text of the bytes of a header field: UTF-8 where it is, and in Buildbot always latin-1.
    pub(crate) fn header_text(self, octets: &[u8]) -> Cow<'_, str> {
        match (self, std::str::from_utf8(octets)) {
            (Self::Native, Ok(text)) => Cow::Borrowed(text),
            _ => octets.iter().map(|&octet| char::from(octet)).collect(),
        }
    }

    /// A `Set-Cookie` whose cookie has a value, and whether the value is missing: only Buildbot takes a
    /// name alone for a cookie (RFC 6265, section 5.2, does not).
    pub(crate) fn cookie_with_value(self, text: &str) -> (Cow<'_, str>, bool) {
        let (pair, attributes) = text.split_at(text.find(';').unwrap_or(text.len()));
        if self == Self::Native || pair.contains('=') || pair.trim().is_empty() {
            return (Cow::Borrowed(text), false);
        }
        (Cow::Owned(format!("{}={attributes}", pair.trim())), true)
    }

    /// The name of a header field that is a value.
    pub(crate) fn field_name(self, name: &Value) -> Result<Cow<'_, str>, RenderError> {
        let text = match (self, name) {
            (Self::Native, name) => return Ok(self.text(name)),
            (Self::Buildbot, Value::String(name)) => Some(name.as_str()),
            (Self::Buildbot, Value::Bytes(name)) => std::str::from_utf8(name).ok(),
            (Self::Buildbot, _) => None,
        };
        text.map(Cow::Borrowed)
            .ok_or_else(|| RenderError::new("the name of a header field is text"))
    }

    /// The name of a part of a form with files, or of its file.
    pub(crate) fn part_name(self, name: &Value) -> Result<Cow<'_, str>, RenderError> {
        let text = match (self, name) {
            (Self::Native, name) => return Ok(self.text(name)),
            (Self::Buildbot, Value::String(name)) => Some(name.as_str()),
            (Self::Buildbot, Value::Bytes(name)) => std::str::from_utf8(name).ok(),
            (Self::Buildbot, _) => None,
        };
        text.map(Cow::Borrowed).ok_or_else(|| {
            RenderError::new(format!("the name of a part is text, not {}", name.kind()))
        })
    }

    /// The bytes of a header field of a part; in Buildbot its text, and none where it is falsy.
    pub(crate) fn part_field(self, value: &Value) -> Result<Option<Cow<'_, [u8]>>, RenderError> {
        match self {
            Self::Native => self.octets(value).map(Some),
            Self::Buildbot if value.is_falsy() => Ok(None),
            Self::Buildbot => Ok(Some(match self.text(value) {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            })),
        }
    }

    /// The bytes of a header field's value: text, and in Native numbers and booleans too. In Buildbot none
    /// begins with a blank.
    pub(crate) fn field_octets(self, value: &Value) -> Result<Cow<'_, [u8]>, RenderError> {
        let octets = match value {
            Value::Bytes(bytes) => Cow::Borrowed(bytes.as_ref()),
            Value::String(text) => self
                .header_octets(text)
                .ok_or_else(|| RenderError::new("the text has characters beyond latin-1"))?,
            Value::Bool(_) | Value::Integer(_) | Value::Float(_) if self == Self::Native => {
                self.octets(value)?
            }
            other => {
                return Err(RenderError::new(format!(
                    "the value of a header field is text, not {}",
                    other.kind()
                )));
            }
        };
        let begins_blank = match value {
            Value::String(text) => text.starts_with(char::is_whitespace),
            _ => octets.first().is_some_and(u8::is_ascii_whitespace),
        };
        if self == Self::Buildbot && begins_blank {
            return Err(RenderError::new("the value begins with a blank"));
        }
        Ok(octets)
    }

    /// The bytes of a user's name or of a password.
    pub(crate) fn credential_octets(self, value: &Value) -> Result<Cow<'_, [u8]>, RenderError> {
        let text = match value {
            Value::Bytes(bytes) => return Ok(Cow::Borrowed(bytes)),
            value => self.text(value),
        };
        let octets = self.header_octets(&text).map(Cow::into_owned);
        octets
            .map(Cow::Owned)
            .ok_or_else(|| RenderError::new("the text has characters beyond latin-1"))
    }

    /// The value of a cookie; None leaves the cookie out. In Buildbot the value is text, goes out as it is,
    /// and may be missing (`Some(None)`).
    pub(crate) fn cookie(
        self,
        name: &str,
        value: &Value,
    ) -> Result<Option<Option<String>>, RenderError> {
        let value = match (self, value) {
            (Self::Native, Value::Null) => return Ok(None),
            (Self::Buildbot, Value::Null) => None,
            (Self::Buildbot, Value::String(text)) => Some(python::cookie_value(text)),
            (Self::Native, value) => {
                Some(String::from_utf8_lossy(&self.octets(value)?).into_owned())
            }
            (Self::Buildbot, other) => {
                return Err(RenderError::new(format!(
                    "the value of a cookie is text, not {}",
                    other.kind()
                )));
            }
        };
        if self == Self::Native {
            cookie::name(name)
                .and_then(|()| cookie::value(value.as_deref().unwrap_or_default()))?;
        }
        Ok(Some(value))
    }

    /// The values of a field of a form with files: as in [`repeated`](Self::repeated), but in Buildbot
    /// each as one text.
    pub(crate) fn form_values(self, value: &Value) -> Result<Vec<Cow<'_, [u8]>>, RenderError> {
        match (self, value) {
            (Self::Buildbot, Value::List(items) | Value::Tuple(items)) => {
                let items = items.iter().filter(|item| **item != Value::Null);
                items.map(|item| self.octets(item)).collect()
            }
            (_, value) => self.repeated(value),
        }
    }

    /// The method of a request: in Buildbot text or bytes, and always in capitals.
    ///
    /// # Errors
    ///
    /// In Buildbot, for what has no capitals, as None.
    pub(crate) fn method(self, value: &Value) -> Result<Cow<'_, str>, RenderError> {
        let text = match (self, value) {
            (Self::Native, value) => return Ok(self.text(value)),
            (Self::Buildbot, Value::String(text)) => Some(text.as_str()),
            (Self::Buildbot, Value::Bytes(bytes)) => std::str::from_utf8(bytes).ok(),
            (Self::Buildbot, _) => None,
        };
        let text = text
            .ok_or_else(|| RenderError::new(format!("the method is text, not {}", value.kind())))?;
        Ok(Cow::Owned(text.to_ascii_uppercase()))
    }

    /// A form as the list of pairs that it is sent as: in Buildbot whatever has two members is a pair.
    pub(crate) fn unpacked(self, form: &Value) -> Cow<'_, Value> {
        match self {
            Self::Native => Cow::Borrowed(form),
            Self::Buildbot => python::unpacked(form),
        }
    }

    /// Puts the parameters of the query in the order in which they are sent: in Buildbot sorted by key.
    ///
    /// # Errors
    ///
    /// For keys between which Python has no order, such as a number and a text.
    pub(crate) fn sort_params<T>(
        self,
        params: Vec<T>,
        key: impl Fn(&T) -> Value,
    ) -> Result<Vec<T>, RenderError> {
        if self == Self::Native {
            return Ok(params);
        }
        let keyed = params.into_iter().map(|param| (key(&param), param));
        let mut keyed: Vec<_> = keyed.collect();
        python::sort(&mut keyed, |(key, _)| key)?;
        Ok(keyed.into_iter().map(|(_, param)| param).collect())
    }

    /// A URL before the URL type reads it: as it is, or as `requests` quotes it.
    ///
    /// # Errors
    ///
    /// In Buildbot, for a host that is none.
    pub(crate) fn quoted_url(self, text: &str) -> Result<Cow<'_, str>, RenderError> {
        match self {
            Self::Native => Ok(Cow::Borrowed(text)),
            Self::Buildbot => python::quote_url(text).map(Cow::Owned),
        }
    }

    /// The target of a redirect in the same way.
    ///
    /// # Errors
    ///
    /// In Buildbot, for a host that is not ASCII, and for none.
    pub(crate) fn quoted_location<'t>(
        self,
        text: &'t str,
        from: &Url,
    ) -> Result<Cow<'t, str>, RenderError> {
        match self {
            Self::Native => Ok(Cow::Borrowed(text)),
            Self::Buildbot => python::quote_location(text, from.scheme()).map(Cow::Owned),
        }
    }
}
