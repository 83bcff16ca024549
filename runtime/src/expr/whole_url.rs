//! An expression as a URL: a template, or a value that is checked as a whole.

use std::borrow::Cow;

use bytes::Bytes;

use super::{Expr, Scope};
use crate::error::RenderError;
use crate::value::Value;

/// A rendered URL.
#[derive(Debug)]
pub(crate) struct WholeUrl {
    pub(crate) text: String,
    /// The name of the secret that the URL is as a whole.
    pub(crate) secret: Option<String>,
    /// The URL where Buildbot was given bytes; what is not UTF-8 is replaced in the text.
    pub(crate) octets: Option<Bytes>,
}

impl From<String> for WholeUrl {
    fn from(text: String) -> Self {
        Self {
            text,
            secret: None,
            octets: None,
        }
    }
}

impl Expr {
    /// The name of the secret that the URL is as a whole.
    pub(crate) fn secret_url(&self) -> Option<&str> {
        match self {
            Self::Secret(secret) => Some(&secret.name),
            _ => None,
        }
    }

    /// The expression as a URL.
    pub(crate) fn url(&self, scope: &Scope<'_>) -> Result<WholeUrl, RenderError> {
        scope.deeper(|| match self {
            Self::Secret(secret) => Ok(WholeUrl {
                text: self.text(scope)?,
                secret: Some(secret.name.clone()),
                octets: None,
            }),
            Self::Property(property) => match (property.own(scope)?, &property.default) {
                // A secret here is one part of the URL's declaration.
                (None, Some(default)) => Ok(WholeUrl {
                    secret: None,
                    ..default.url(scope)?
                }),
                _ => whole(self.value(scope)?.as_ref(), scope),
            },
            Self::Renderer(renderer) => {
                let given = renderer.expr(scope)?;
                scope.of_closure(|| given.url(scope))
            }
            other if !scope.dialect.escapes_in_urls() => whole(other.value(scope)?.as_ref(), scope),
            Self::Interpolate(text) => text.url(scope).map(WholeUrl::from),
            Self::Operation(_) => Err(open("an operator")),
            Self::WithProperties(_) => Err(open("`WithProperties`")),
            Self::Raw(_) => Err(RenderError::new(
                "a `Raw` value can be a part of the path or of the query, not the URL",
            )),
            other => whole(other.value(scope)?.as_ref(), scope),
        })
    }
}

/// What puts a URL together without regard to the places in it.
fn open(what: &str) -> RenderError {
    RenderError::new(format!(
        "{what} takes values into the URL as they are: one could change where the request goes"
    ))
    .help(Some(
        "write `Interpolate(\"https://…/%(prop:p)s\")`, which escapes each for its place"
            .to_owned(),
    ))
}

/// A value that is the whole URL, to be checked as such.
pub(super) fn whole(value: &Value, scope: &Scope<'_>) -> Result<WholeUrl, RenderError> {
    let mut octets = None;
    let text = match value {
        Value::Bytes(bytes) if scope.dialect.shows_bytes() => {
            octets = Some(bytes.clone());
            String::from_utf8_lossy(bytes)
        }
        value if !scope.dialect.escapes_in_urls() => scope.dialect.text(value),
        Value::String(text) => Cow::Borrowed(text.as_str()),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => {
                return Err(RenderError::new("bytes that are not UTF-8 are no text"));
            }
        },
        other => {
            return Err(RenderError::new(format!(
                "a URL is text, not {}",
                other.kind()
            )));
        }
    };
    scope.charge(text.len())?;
    Ok(WholeUrl {
        octets,
        ..text.into_owned().into()
    })
}
