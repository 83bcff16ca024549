use bytes::Bytes;

use super::Rendered;
use super::encode::{pairs, urlencode};
use crate::error::RenderError;
use crate::value::Value;

/// A body with the content type that goes with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) bytes: Bytes,
    pub(crate) content_type: Option<&'static str>,
}

impl Body {
    /// None for a step without body.
    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Option<Self>, RenderError> {
        let strict = rendered.dialect.is_strict();
        match (rendered.data.as_deref(), rendered.json.as_deref()) {
            (Some(data), _) if strict || !data.is_falsy() => Self::data(data, rendered)
                .map(Some)
                .map_err(|error| error.within("data")),
            (_, Some(json)) => Self::json(json, rendered)
                .map(Some)
                .map_err(|error| error.within("json")),
            _ => Ok(None),
        }
    }

    fn data(data: &Value, rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        match data {
            Value::String(text) => Ok(Self {
                bytes: Bytes::copy_from_slice(text.as_bytes()),
                content_type: None,
            }),
            Value::Bytes(bytes) => Ok(Self {
                bytes: bytes.clone(),
                content_type: None,
            }),
            Value::Map(_) | Value::Dict(_) | Value::List(_) | Value::Tuple(_) => Ok(Self {
                bytes: urlencode(&pairs(data)?, rendered.dialect)?.into(),
                content_type: Some("application/x-www-form-urlencoded"),
            }),
            other => Err(RenderError::new(format!(
                "a body is a map, a list of pairs, text or bytes, not {}",
                other.kind()
            ))),
        }
    }

    fn json(json: &Value, rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        Ok(Self {
            bytes: rendered.dialect.json(json)?.into(),
            content_type: Some("application/json"),
        })
    }
}
