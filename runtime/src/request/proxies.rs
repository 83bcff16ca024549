//! The key `proxies`.

use http_step_syntax::key::Key;

use super::Rendered;
use super::encode::pairs;
use crate::error::RenderError;
use crate::value::Value;

/// Proxies by scheme or host, in the order of writing; None is a direct connection.
pub(super) fn prepare(
    rendered: &Rendered<'_>,
) -> Result<Vec<(String, Option<String>)>, RenderError> {
    let dialect = rendered.dialect;
    let given = rendered.get(Key::Proxies);
    let Some(given) = given.filter(|given| dialect.is_given(given)) else {
        return Ok(Vec::new());
    };
    if !dialect.takes_pairs(given) {
        return Err(RenderError::new(format!(
            "proxies are a map, not {}",
            given.kind()
        )));
    }
    let pairs = pairs(given)?.into_iter();
    let proxy = pairs.map(|(name, proxy)| {
        let name = name.shown(dialect).into_owned();
        match proxy {
            Value::Null => Ok((name, None)),
            Value::String(proxy) => {
                Ok((name, Some(proxy.clone()).filter(|proxy| !proxy.is_empty())))
            }
            other => Err(RenderError::new(format!(
                "a proxy is the text of a URL, not {}",
                other.kind()
            ))
            .within(&name)),
        }
    });
    proxy.collect()
}
