//! What is shown of a request and of an answer, also to whoever reads a file: neither secrets nor credentials.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, SET_COOKIE};
use url::Url;

use crate::buildbot::Dialect;
use crate::redact::{self, HIDDEN, Redactor};
use crate::transport;

/// Header fields by their names in lower case.
pub(super) type HeaderPairs = Vec<(String, String)>;

/// A request as it is shown.
#[derive(Clone, PartialEq)]
pub(super) struct RedactedRequest {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) headers: HeaderPairs,
    pub(super) body: RedactedBody,
}

/// A body as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RedactedBody {
    Text(String),
    Bytes(Bytes),
    /// Its length in bytes, where it is too long to be kept.
    LeftOut(u64),
}

impl RedactedRequest {
    pub(super) fn request(
        method: &str,
        url: &Url,
        headers: &HeaderMap,
        body: &[u8],
        redactor: &Redactor,
    ) -> Self {
        let (mut headers, body) = redact_message(headers, body, redactor);
        let boundary = headers.iter_mut().find_map(|(name, value)| {
            let boundary = (name == "content-type").then_some(value)?;
            let at = boundary.find("boundary=")? + "boundary=".len();
            let random = boundary.split_off(at);
            boundary.push_str(BOUNDARY);
            Some(random)
        });
        Self {
            method: method.to_owned(),
            url: self::url(url.as_str(), redactor),
            body: match boundary {
                Some(random) => body.with_boundary(random.trim_matches('"')),
                None => body,
            },
            headers,
        }
    }

    /// Method and URL.
    pub(super) fn request_line(&self) -> String {
        format!("{} {}", self.method, self.url)
    }

    pub(super) fn debug(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        f.debug_struct(name)
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish()
    }
}

impl fmt::Display for RedactedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.request_line())
    }
}

impl fmt::Debug for RedactedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug(f, "Request")
    }
}

/// What stands for a boundary, which is another one each time.
const BOUNDARY: &str = "boundary";

impl RedactedBody {
    /// In bytes.
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::LeftOut(length) => *length,
        }
    }

    /// The bytes that it stands for; None where they were left out.
    pub(super) fn into_bytes(self) -> Option<Bytes> {
        match self {
            Self::Text(text) => Some(text.into()),
            Self::Bytes(bytes) => Some(bytes),
            Self::LeftOut(_) => None,
        }
    }

    fn with_boundary(self, random: &str) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.replace(random, BOUNDARY)),
            Self::Bytes(bytes) => Self::Bytes(replace_boundary(&bytes, random.as_bytes()).into()),
            Self::LeftOut(length) => Self::LeftOut(length),
        }
    }
}

fn replace_boundary(mut rest: &[u8], random: &[u8]) -> Vec<u8> {
    let mut done = Vec::with_capacity(rest.len());
    while let Some((first, others)) = rest.split_first() {
        match rest.strip_prefix(random).filter(|_| !random.is_empty()) {
            Some(after) => {
                done.extend_from_slice(BOUNDARY.as_bytes());
                rest = after;
            }
            None => {
                done.push(*first);
                rest = others;
            }
        }
    }
    done
}

/// Fields and body of a message.
pub(super) fn redact_message(
    headers: &HeaderMap,
    body: &[u8],
    redactor: &Redactor,
) -> (HeaderPairs, RedactedBody) {
    let text = transport::decode_text(body, headers, Dialect::Native);
    let is_utf8 = text.as_bytes() == body;
    let is_text = is_utf8 || !text.contains(char::REPLACEMENT_CHARACTER);
    let octets = || String::from_iter(body.iter().copied().map(char::from));
    let body = if is_text {
        RedactedBody::Text(redactor.apply(&text).into_owned())
    } else if redactor.contains_secret(&text) || redactor.contains_secret(&octets()) {
        RedactedBody::Text(HIDDEN.to_owned())
    } else {
        RedactedBody::Bytes(Bytes::copy_from_slice(body))
    };
    let fields = headers.iter().map(|(name, value)| {
        let value = match std::str::from_utf8(value.as_bytes()) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(String::from_iter(
                value.as_bytes().iter().copied().map(char::from),
            )),
        };
        let value = match name {
            // The text is written in UTF-8.
            &CONTENT_TYPE if is_text && !is_utf8 => {
                let essence = value.split(';').next().unwrap_or_default();
                Cow::Owned(format!("{essence}; charset=utf-8"))
            }
            _ => value,
        };
        (
            name.as_str().to_owned(),
            redact_field(name, value, redactor),
        )
    });
    (fields.collect(), body)
}

fn redact_field(name: &HeaderName, value: Cow<'_, str>, redactor: &Redactor) -> String {
    match name {
        &COOKIE => redact_cookies(&value, usize::MAX),
        &SET_COOKIE => redact_cookies(&value, 1),
        name if redact::hides(name.as_str()) => HIDDEN.to_owned(),
        name => redactor
            .apply(&redact::header_value(name, value))
            .into_owned(),
    }
}

/// The names of cookies, and what follows the first `most`.
fn redact_cookies(value: &str, most: usize) -> String {
    let pairs = value.split(';').enumerate().map(|(index, pair)| {
        match pair.split_once('=').filter(|_| index < most) {
            Some((name, _)) => Cow::Owned(format!("{name}={HIDDEN}")),
            None if index < most => Cow::Borrowed(HIDDEN),
            None => Cow::Borrowed(pair),
        }
    });
    pairs.collect::<Vec<_>>().join(";")
}

pub(super) fn url(url: &str, redactor: &Redactor) -> String {
    redact::url(&redactor.apply(url)).into_owned()
}
