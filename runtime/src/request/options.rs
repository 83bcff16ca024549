//! What a step says about the way of its request, besides what is sent.

use std::path::PathBuf;

use http_step_syntax::key::Key;

use super::encode::pairs;
use super::{ClientCertificate, JarScope, Rendered, Trust};
use crate::error::RenderError;
use crate::value::Value;

/// How many redirects are followed where a step does not say: as many as `requests` follows.
const MOST_REDIRECTS: usize = 30;

/// The longest body that is read where a step does not say: 64 MiB.
const MOST_BYTES: u64 = 64 << 20;

/// How many redirects are followed; None where they are ordinary responses.
pub(super) fn redirects(rendered: &Rendered<'_>) -> Result<Option<usize>, RenderError> {
    let most = match rendered.get(Key::Redirects) {
        None => MOST_REDIRECTS,
        Some(most) => count(most)
            .and_then(|most| usize::try_from(most).ok())
            .ok_or_else(|| {
                RenderError::new("this is a number of redirects, from 0").within(Key::Redirects)
            })?,
    };
    let follows = match rendered.get(Key::AllowRedirects) {
        None => true,
        Some(allow) => rendered
            .dialect
            .truth(allow)
            .map_err(|error| error.within(Key::AllowRedirects))?,
    };
    Ok(follows.then_some(most))
}

/// The longest body, and the longest that goes into a file; one that is looked into is held.
pub(super) fn max_response(
    rendered: &Rendered<'_>,
    keeps_body: bool,
) -> Result<(u64, u64), RenderError> {
    let Some(most) = rendered.get(Key::MaxResponse) else {
        return Ok((MOST_BYTES, if keeps_body { MOST_BYTES } else { u64::MAX }));
    };
    let most = count(most);
    most.map(|most| (most, most))
        .ok_or_else(|| RenderError::new("this is a number of bytes, from 0"))
}

fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Integer(count) => u64::try_from(*count).ok(),
        _ => None,
    }
}

pub(super) fn proxies(
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

pub(super) fn trust(rendered: &Rendered<'_>) -> Result<Trust, RenderError> {
    if rendered.insecure {
        return Ok(Trust::Anyone);
    }
    let Some(value) = rendered.get(Key::Verify) else {
        return Ok(Trust::Session);
    };
    match value {
        Value::Null | Value::Bool(true) => Ok(Trust::Session),
        Value::String(path) if !path.is_empty() => Ok(Trust::Bundle(path.into())),
        falsy if falsy.is_falsy() && !rendered.dialect.has_policy() => Ok(Trust::Anyone),
        Value::Bool(false) => Err(RenderError::new(
            "this switches verification off for whoever reads it",
        )
        .help(Some(
            "write `Insecure`, which says that you know".to_owned(),
        ))),
        other => Err(RenderError::new(format!(
            "this is true or the path of a bundle of certificates, not {}",
            other.kind()
        ))),
    }
}

pub(super) fn certificate(
    rendered: &Rendered<'_>,
) -> Result<Option<ClientCertificate>, RenderError> {
    let given = rendered.get(Key::Cert);
    let Some(given) = given.filter(|given| rendered.dialect.is_given(given)) else {
        return Ok(None);
    };
    let path = |value: &Value| match value {
        Value::String(path) if !path.is_empty() => Ok(PathBuf::from(path)),
        _ => Err(RenderError::new(
            "a certificate is the path of a file in PEM, or a pair of two: certificate and key",
        )),
    };
    Ok(Some(match rendered.dialect.pair(given) {
        Some([certificate, key]) => ClientCertificate {
            certificate: path(certificate)?,
            key: Some(path(key)?),
        },
        None => ClientCertificate {
            certificate: path(given)?,
            key: None,
        },
    }))
}

pub(super) fn jar(rendered: &Rendered<'_>) -> Result<JarScope, RenderError> {
    match rendered.text(Key::Session).as_deref() {
        None => Ok(JarScope::Session),
        Some("build") => Ok(JarScope::Build),
        Some("step") => Ok(JarScope::Step),
        Some("") => Err(RenderError::new("the name of the session comes out empty")),
        Some(name) => Ok(JarScope::Named(name.to_owned())),
    }
}

pub(super) fn save_to(rendered: &Rendered<'_>) -> Result<Option<PathBuf>, RenderError> {
    match rendered.text(Key::SaveTo).as_deref() {
        None => Ok(None),
        Some("") => Err(RenderError::new("the path comes out empty")),
        Some(path) => Ok(Some(path.into())),
    }
}
