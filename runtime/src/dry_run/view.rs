//! How values are written: as they are sent, or as a log would show them.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::stand_ins::Placeholders;
use crate::redact::{self, HIDDEN, Redactor};

/// Who is to see a request.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    /// Who sends it.
    Whole,
    /// Who reads a log.
    Log(&'a Redaction<'a>),
}

/// What no log shows.
pub(super) struct Redaction<'a> {
    pub(super) redactor: Redactor,
    /// The names of fields that the step wants hidden.
    pub(super) fields: &'a [String],
    pub(super) placeholders: Placeholders,
}

impl View<'_> {
    /// A value before it is quoted or escaped for its place: what a shell makes of it is no form in which
    /// a redactor looks for it.
    pub(super) fn octets<'v>(self, octets: &'v [u8]) -> Cow<'v, [u8]> {
        let Self::Log(hidden) = self else {
            return Cow::Borrowed(octets);
        };
        let text = String::from_utf8_lossy(octets);
        match hidden.redactor.apply(&text) {
            Cow::Owned(shown) => Cow::Owned(shown.into_bytes()),
            Cow::Borrowed(_) => Cow::Borrowed(octets),
        }
    }

    /// The value of a header field; user and password can be read in it.
    pub(super) fn field<'v>(self, name: &str, value: &'v [u8]) -> Cow<'v, [u8]> {
        let Self::Log(hidden) = self else {
            return Cow::Borrowed(value);
        };
        let is_named = |field: &String| field.eq_ignore_ascii_case(name);
        if hidden.fields.iter().any(is_named) {
            return Cow::Borrowed(HIDDEN.as_bytes());
        }
        if !redact::hides(name) {
            return self.octets(value);
        }
        match basic(value) {
            Some(user) => Cow::Owned([&b"Basic "[..], &self.user(&user)].concat()),
            None => self.credential(value),
        }
    }

    /// User and password. Where the second is empty, the first is a token.
    pub(super) fn user(self, user: &[u8]) -> Vec<u8> {
        let mut halves = user.splitn(2, |octet| *octet == b':');
        let [user, password] = [halves.next(), halves.next()].map(Option::unwrap_or_default);
        let user = match password {
            b"" => self.credential(user),
            _ => self.octets(user),
        };
        [user.as_ref(), b":", &self.credential(password)].concat()
    }

    /// A value that is a credential by its place.
    pub(super) fn credential<'v>(self, value: &'v [u8]) -> Cow<'v, [u8]> {
        match self {
            Self::Log(hidden) if !value.is_empty() && !hidden.is_placeholder(value) => {
                Cow::Borrowed(HIDDEN.as_bytes())
            }
            _ => Cow::Borrowed(value),
        }
    }
}

impl Redaction<'_> {
    fn is_placeholder(&self, value: &[u8]) -> bool {
        let text = std::str::from_utf8(value);
        text.is_ok_and(|text| self.placeholders.compose(text))
    }
}

/// User and password in a field of the scheme Basic.
pub(super) fn basic(value: &[u8]) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(value.strip_prefix(b"Basic ")?).ok()
}
