use std::env::VarError;
use std::future::ready;

use secrecy::SecretString;

use super::{SecretError, SecretFuture, SecretProvider};

/// Secrets from environment variables: a prefix and the name in upper case, `-` and `.` as `_`.
///
/// ```
/// use http_step::{BuildFactory, EnvironmentSecrets};
///
/// // `Secret("api-token")` is `CI_SECRET_API_TOKEN`.
/// let build = BuildFactory::new().build().secrets(EnvironmentSecrets::new("CI_SECRET_"));
/// ```
#[derive(Clone, Debug)]
pub struct EnvironmentSecrets {
    prefix: String,
}

impl EnvironmentSecrets {
    /// Secrets whose variables begin with this prefix.
    #[must_use]
    pub fn new(prefix: impl Into<String>) -> Self {
        Self {
            prefix: prefix.into(),
        }
    }
}

impl SecretProvider for EnvironmentSecrets {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        let variable = name.to_uppercase().replace(['-', '.'], "_");
        let secret = match std::env::var(format!("{}{variable}", self.prefix)) {
            Ok(value) => Ok(Some(SecretString::from(value))),
            Err(VarError::NotPresent) => Ok(None),
            // The error holds the value.
            Err(VarError::NotUnicode(_)) => {
                Err(SecretError::new(name, "its variable is no UTF-8 text"))
            }
        };
        Box::pin(ready(secret))
    }
}
