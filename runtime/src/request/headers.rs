use http_step_syntax::header;
use reqwest::Method;
use reqwest::header::{
    ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};

use super::{Body, Rendered, pairs};
use crate::error::RenderError;
use crate::value::Value;

/// What we say about ourselves where a step says nothing else.
const PRODUCT: &str = concat!("http-step/", env!("CARGO_PKG_VERSION"));

/// The fields of a request, in the order in which the log shows them.
pub(super) fn prepare(
    rendered: &Rendered<'_>,
    method: &Method,
    body: Option<&Body>,
) -> Result<HeaderMap, RenderError> {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(USER_AGENT, HeaderValue::from_static(PRODUCT));
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    if let Some(given) = rendered.headers.as_deref() {
        if !rendered.dialect.takes_pairs(given) {
            return Err(RenderError::new(format!(
                "headers are a map, not {}",
                given.kind()
            )));
        }
        for (name, value) in pairs(given)? {
            let name = name.shown(rendered.dialect);
            set(&mut headers, &name, value, rendered).map_err(|error| error.within(&name))?;
        }
    }
    // RFC 9110, section 8.6: a method that gives a body a meaning says so when there is none.
    if let Some(body) = body {
        headers.insert(CONTENT_LENGTH, body.bytes.len().into());
        if let Some(content_type) = body.content_type {
            headers
                .entry(CONTENT_TYPE)
                .or_insert(HeaderValue::from_static(content_type));
        }
    } else if method != Method::GET && method != Method::HEAD {
        headers.insert(CONTENT_LENGTH, 0.into());
    }
    Ok(headers)
}

fn set(
    headers: &mut HeaderMap,
    name: &str,
    value: &Value,
    rendered: &Rendered<'_>,
) -> Result<(), RenderError> {
    let strict = rendered.dialect.is_strict();
    header::name(name).map_err(|problem| RenderError::new(problem.what).help(problem.help))?;
    let field = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| RenderError::new("this is no name of a header field"))?;
    if header::is_transport_owned(name) && (strict || field != HOST) {
        return Err(RenderError::new("the transport sets this field itself")
            .help(Some("leave it out".to_owned())));
    }
    let octets = match value {
        Value::Null => {
            headers.remove(field);
            return Ok(());
        }
        Value::Bytes(bytes) => bytes.as_ref().into(),
        Value::String(text) => rendered
            .dialect
            .header_octets(text)
            .ok_or_else(|| RenderError::new("the text has characters beyond latin-1"))?,
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) if strict => {
            rendered.dialect.octets(value)?
        }
        other => {
            return Err(RenderError::new(format!(
                "the value of a header field is text, not {}",
                other.kind()
            )));
        }
    };
    // The text of the value is left out of the error: it may be a credential.
    let value = HeaderValue::from_bytes(&octets)
        .map_err(|_| RenderError::new("the value has a line break or another control character"))?;
    headers
        .try_insert(field, value)
        .map_err(|_| RenderError::new("there are too many header fields"))?;
    Ok(())
}
