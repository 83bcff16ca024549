use http_step_syntax::header;
use http_step_syntax::key::Key;
use reqwest::Method;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName,
    HeaderValue, TRANSFER_ENCODING, USER_AGENT,
};

use super::{Body, Rendered, pairs};
use crate::error::RenderError;
use crate::redact;
use crate::value::Value;

/// The value of Accept-Encoding: the content codings (RFC 9110, section 8.4.1) that are enabled, or `identity`.
const CONTENT_CODINGS: &str = match (
    cfg!(feature = "gzip"),
    cfg!(feature = "brotli"),
    cfg!(feature = "zstd"),
) {
    (true, false, false) => "gzip, deflate",
    (true, true, false) => "gzip, deflate, br",
    (true, false, true) => "gzip, deflate, zstd",
    (true, true, true) => "gzip, deflate, br, zstd",
    (false, true, false) => "br",
    (false, false, true) => "zstd",
    (false, true, true) => "br, zstd",
    (false, false, false) => "identity",
};

/// What we say about ourselves where a step says nothing else.
const PRODUCT: &str = concat!("http-step/", env!("CARGO_PKG_VERSION"));

/// By what a server knows that it has seen a request before (draft-ietf-httpapi-idempotency-key-header).
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The fields that say where a body ends: the transport's, and dropped where they are not refused.
const FRAMING: [HeaderName; 2] = [CONTENT_LENGTH, TRANSFER_ENCODING];

/// The fields of a request, in the order in which the log shows them.
pub(super) fn prepare(
    rendered: &Rendered<'_>,
    method: &Method,
    auth: Option<&HeaderValue>,
    body: Option<&Body>,
) -> Result<HeaderMap, RenderError> {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(USER_AGENT, HeaderValue::from_static(PRODUCT));
    let codings = HeaderValue::from_static(CONTENT_CODINGS);
    headers.insert(ACCEPT_ENCODING, codings);
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    if let Some(given) = rendered.get(Key::Headers) {
        set_all(&mut headers, given, rendered).map_err(|error| error.within(Key::Headers))?;
    }
    if let Some(key) = rendered.text(Key::IdempotencyKey) {
        identify(&mut headers, &key).map_err(|error| error.within(Key::IdempotencyKey))?;
    }
    if let Some(field) = auth {
        headers.insert(AUTHORIZATION, field.clone());
    }
    // RFC 9110, section 8.6: a method that gives a body a meaning says so when there is none.
    if let Some(body) = body {
        headers.insert(CONTENT_LENGTH, body.length().into());
        if let Some(content_type) = &body.content_type {
            let content_type = HeaderValue::from_str(content_type).map_err(|_| {
                RenderError::new("the content type of the body is none").within(Key::Headers)
            })?;
            headers.entry(CONTENT_TYPE).or_insert(content_type);
        }
    } else if method != Method::GET && method != Method::HEAD {
        headers.insert(CONTENT_LENGTH, 0.into());
    }
    Ok(headers)
}

fn set_all(
    headers: &mut HeaderMap,
    given: &Value,
    rendered: &Rendered<'_>,
) -> Result<(), RenderError> {
    if !rendered.dialect.is_given(given) {
        return Ok(());
    }
    if !rendered.dialect.takes_pairs(given) {
        return Err(RenderError::new(format!(
            "headers are a map, not {}",
            given.kind()
        )));
    }
    for (name, value) in pairs(given)? {
        let name = name.field(rendered.dialect)?;
        set(headers, &name, value, rendered).map_err(|error| error.within(&name))?;
    }
    Ok(())
}

fn identify(headers: &mut HeaderMap, key: &str) -> Result<(), RenderError> {
    if headers.contains_key(IDEMPOTENCY_KEY) {
        let error = RenderError::new("`headers` has an `Idempotency-Key` as well");
        return Err(error.help(Some("leave one of them out".to_owned())));
    }
    if key.trim().is_empty() {
        return Err(RenderError::new("the key comes out empty"));
    }
    let key = HeaderValue::from_str(key)
        .map_err(|_| RenderError::new("the key has characters that no header field can hold"))?;
    headers.insert(IDEMPOTENCY_KEY, key);
    Ok(())
}

fn set(
    headers: &mut HeaderMap,
    name: &str,
    value: &Value,
    rendered: &Rendered<'_>,
) -> Result<(), RenderError> {
    let is_removed = *value == Value::Null;
    if is_removed && !rendered.dialect.has_policy() && header::name(name).is_err() {
        // In Buildbot a name that no field has can be removed.
        return Ok(());
    }
    header::name(name)?;
    let field = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| RenderError::new("this is no name of a header field"))?;
    if header::is_transport_owned(name) && rendered.dialect.has_policy() {
        return Err(RenderError::new("the transport sets this field itself")
            .help(Some("leave it out".to_owned())));
    }
    if is_removed {
        headers.remove(field);
        return Ok(());
    }
    // The text of the value is left out of the errors: it may be a credential.
    let octets = rendered.dialect.field_octets(value)?;
    let mut value = HeaderValue::from_bytes(&octets)
        .map_err(|_| RenderError::new("the value has a line break or another control character"))?;
    value.set_sensitive(redact::hides(name));
    // Another length than that of the body would make one request out of two, or two out of one.
    if FRAMING.contains(&field) {
        return Ok(());
    }
    headers
        .try_insert(field, value)
        .map_err(|_| RenderError::new("there are too many header fields"))?;
    Ok(())
}

/// Whether the headers say who asks.
pub(super) fn names_authorization(rendered: &Rendered<'_>) -> bool {
    let given = rendered.get(Key::Headers);
    let pairs = given
        .and_then(|given| pairs(given).ok())
        .unwrap_or_default();
    pairs.iter().any(|(name, value)| {
        let name = name.shown(rendered.dialect);
        name.eq_ignore_ascii_case("authorization") && **value != Value::Null
    })
}

/// The fields as Buildbot shows them, with bytes in Python's spelling; None where no value is bytes.
pub(super) fn shown(headers: &HeaderMap, rendered: &Rendered<'_>) -> Option<HeaderMap> {
    let given = rendered.get(Key::Headers)?;
    let mut shown = None;
    if !rendered.dialect.shows_bytes() {
        return shown;
    }
    for (name, value) in pairs(given).ok()? {
        let Value::Bytes(bytes) = value else {
            continue;
        };
        let field = HeaderName::try_from(name.field(rendered.dialect).ok()?.as_ref()).ok()?;
        // Not where another spelling of the name has set another value.
        if headers
            .get(&field)
            .is_some_and(|sent| sent.as_bytes() == bytes)
        {
            let text = HeaderValue::try_from(rendered.dialect.text(value).as_ref()).ok()?;
            shown
                .get_or_insert_with(|| headers.clone())
                .insert(field, text);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::buildbot::Dialect;
    use crate::expr::{Expr, Scope};
    use crate::properties::Properties;
    use crate::step::HttpStep;
    use crate::value::IntoValue;

    fn prepared(dialect: Dialect, name: Value, value: Value) -> Result<HeaderMap, RenderError> {
        let step = HttpStep::get("http://h/")
            .headers(Expr::Map(vec![(Expr::Value(name), Expr::Value(value))]));
        let properties = Properties::new();
        let scope = Scope::new(&properties, dialect);
        prepare(&Rendered::render(&step, &scope)?, &Method::GET, None, None)
    }

    #[test]
    fn in_buildbot_a_field_is_text_that_begins_with_no_blank() {
        let bytes = |bytes: &'static [u8]| Value::Bytes(bytes.into());
        let table = [
            ("X-A".into_value(), "v ".into_value(), true),
            (bytes(b"X-A"), bytes(b"v\xe9"), true),
            ("X-A".into_value(), " v".into_value(), false),
            ("X-A".into_value(), "\u{a0}v".into_value(), false),
            ("X-A".into_value(), bytes(b"\tv"), false),
            ("X-A".into_value(), 1.into_value(), false),
            (1.into_value(), "v".into_value(), false),
            (bytes(b"X-\xe9"), "v".into_value(), false),
        ];
        for (name, value, is_field) in table {
            let headers = prepared(Dialect::Buildbot, name, value);
            let is_set = headers.is_ok_and(|headers| headers.contains_key("x-a"));
            assert_eq!(is_set, is_field);
        }
    }

    #[test]
    fn what_frames_a_body_is_dropped_or_refused() {
        for name in ["Content-Length", "transfer-encoding"] {
            let prepared =
                |dialect, value: &str| prepared(dialect, name.into_value(), value.into_value());
            assert!(prepared(Dialect::Native, "5").is_err());
            let headers = prepared(Dialect::Buildbot, "5").unwrap();
            assert!(!headers.contains_key(name), "{headers:?}");
            assert!(prepared(Dialect::Buildbot, "5\r\nX-A: 1").is_err());
        }
        let close = |dialect| prepared(dialect, "Connection".into_value(), "close".into_value());
        assert!(close(Dialect::Native).is_err());
        assert!(close(Dialect::Buildbot).unwrap().contains_key("connection"));
    }
}
