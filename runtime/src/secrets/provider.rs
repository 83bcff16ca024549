use std::fmt;
use std::pin::Pin;

use secrecy::SecretString;

use super::values::LONGEST;

/// The future of a secret: None where the provider does not know the name.
pub type SecretFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Option<SecretString>, SecretError>> + Send + 'a>>;

/// Somebody who knows secrets by name. They are asked before a step is rendered.
///
/// ```
/// use http_step::{SecretFuture, SecretProvider};
///
/// struct Vault;
///
/// impl SecretProvider for Vault {
///     fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
///         Box::pin(async move { Ok((name == "token").then(|| String::from("0123456789").into())) })
///     }
/// }
/// ```
pub trait SecretProvider: Send + Sync {
    /// The secret of that name.
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a>;
}

/// A provider that could not say whether it knows a secret. The text never holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretError {
    name: String,
    what: String,
}

impl SecretError {
    /// An error about the secret of that name.
    #[must_use]
    pub fn new(name: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            what: what.into(),
        }
    }
}

impl SecretError {
    pub(super) fn too_long(name: &str) -> Self {
        Self::new(name, format!("it is longer than {} KiB", LONGEST >> 10))
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the secret `{}` could not be read: {}",
            self.name, self.what
        )
    }
}

impl std::error::Error for SecretError {}
