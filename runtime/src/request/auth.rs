//! Who asks: the key `auth`, and the userinfo of a URL.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step_syntax::auth::basic_user;
use percent_encoding::percent_decode_str;
use reqwest::header::HeaderValue;

use super::Rendered;
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::step::Scheme;
use crate::value::Value;

/// What `auth` comes down to.
pub(super) enum Credentials {
    /// The value of the field `Authorization`.
    Field(HeaderValue),
    /// User and password that answer a challenge.
    Digest(String, String),
}

/// None where the step does not say who asks.
pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Option<Credentials>, RenderError> {
    let dialect = rendered.dialect;
    let Some((scheme, credentials)) = rendered.auth() else {
        return Ok(None);
    };
    if !dialect.is_given(credentials) {
        return Ok(None);
    }
    if scheme == Scheme::Bearer {
        return bearer(&dialect.text(credentials)).map(|field| Some(Credentials::Field(field)));
    }
    let Some([user, password]) = dialect.pair(credentials) else {
        return Err(RenderError::new(
            "these are no credentials: `(user, password)`, `Bearer(token)` or `Digest(user, password)`",
        ));
    };
    if scheme == Scheme::Digest {
        let text = |value: &Value| dialect.text(value).into_owned();
        return Ok(Some(Credentials::Digest(text(user), text(password))));
    }
    if dialect.has_policy() {
        basic_user(&dialect.text(user))?;
    }
    let user = dialect.credential_octets(user)?;
    basic(&user, &dialect.credential_octets(password)?).map(|field| Some(Credentials::Field(field)))
}

/// What the userinfo of a URL says, which only Buildbot reads: it needs a colon, and one side of it.
pub(super) fn of_url(text: &str, dialect: Dialect) -> Option<HeaderValue> {
    if dialect.has_policy() {
        return None;
    }
    let (_, rest) = text.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (userinfo, _) = authority.rsplit_once('@')?;
    let (user, password) = userinfo.split_once(':')?;
    if user.is_empty() && password.is_empty() {
        return None;
    }
    let octets = |text: &str| {
        let text = percent_decode_str(text).decode_utf8_lossy().into_owned();
        dialect
            .header_octets(&text)
            .map(|octets| octets.into_owned())
    };
    basic(&octets(user)?, &octets(password)?).ok()
}

/// RFC 7617, section 2.
pub(crate) fn basic(user: &[u8], password: &[u8]) -> Result<HeaderValue, RenderError> {
    let token = BASE64_STANDARD.encode([user, b":", password].concat());
    sensitive(&format!("Basic {token}"))
}

/// RFC 6750, section 2.1.
fn bearer(token: &str) -> Result<HeaderValue, RenderError> {
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(RenderError::new(
            "a bearer token has no blanks and no other characters than ASCII's",
        ));
    }
    sensitive(&format!("Bearer {token}"))
}

fn sensitive(text: &str) -> Result<HeaderValue, RenderError> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| RenderError::new("the credentials do not fit into a header field"))?;
    value.set_sensitive(true);
    Ok(value)
}
