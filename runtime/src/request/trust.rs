//! Certificates: which servers are trusted, and the certificate of the client.

use std::path::PathBuf;

use http_step_syntax::key::Key;

use super::Rendered;
use crate::error::RenderError;
use crate::value::Value;

/// Which certificates a request trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trust {
    /// The root certificates of the system, unless the environment of the session names a bundle.
    #[default]
    Session,
    /// The certificates in this file only.
    Bundle(PathBuf),
    /// Any certificate.
    Anyone,
}

/// The certificate of the client and its key, which may be in the same file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientCertificate {
    pub(crate) certificate: PathBuf,
    pub(crate) key: Option<PathBuf>,
}

impl Trust {
    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        if rendered.insecure {
            return Ok(Self::Anyone);
        }
        let Some(value) = rendered.get(Key::Verify) else {
            return Ok(Self::Session);
        };
        match value {
            Value::Null | Value::Bool(true) => Ok(Self::Session),
            Value::String(path) if !path.is_empty() => Ok(Self::Bundle(path.into())),
            falsy if falsy.is_falsy() && !rendered.dialect.has_policy() => Ok(Self::Anyone),
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
}

impl ClientCertificate {
    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Option<Self>, RenderError> {
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
            Some([certificate, key]) => Self {
                certificate: path(certificate)?,
                key: Some(path(key)?),
            },
            None => Self {
                certificate: path(given)?,
                key: None,
            },
        }))
    }
}
