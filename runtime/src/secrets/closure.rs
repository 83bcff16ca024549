use std::fmt;
use std::future::ready;

use secrecy::SecretString;

use super::{SecretError, SecretFuture, SecretProvider};

/// What a closure that knows secrets says: `Option<String>`, or a `Result` of one where it can fail.
pub trait IntoSecret {
    /// The secret, nothing where the name is not known, or why that cannot be said.
    ///
    /// # Errors
    ///
    /// What the closure said.
    fn into_secret(self) -> Result<Option<SecretString>, SecretError>;
}

impl IntoSecret for Option<String> {
    fn into_secret(self) -> Result<Option<SecretString>, SecretError> {
        Ok(self.map(SecretString::from))
    }
}

impl IntoSecret for Result<Option<String>, SecretError> {
    fn into_secret(self) -> Result<Option<SecretString>, SecretError> {
        self?.into_secret()
    }
}

impl<F: Fn(&str) -> S + Send + Sync, S: IntoSecret> SecretProvider for F {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(ready(self(name).into_secret()))
    }
}

/// Secrets that an asynchronous closure knows.
///
/// ```
/// use http_step::{AsyncSecrets, BuildFactory, SecretError};
///
/// async fn vault(name: &str) -> Result<Option<String>, std::io::Error> {
///     Ok((name == "token").then(|| "0123456789".to_owned()))
/// }
///
/// let secrets = AsyncSecrets::new(|name: String| async move {
///     let answer = vault(&name).await;
///     answer.map_err(|error| SecretError::new(name, error.to_string()))
/// });
/// let build = BuildFactory::new().build().secrets(secrets);
/// ```
pub struct AsyncSecrets<F> {
    closure: F,
}

impl<F> AsyncSecrets<F> {
    /// Secrets of a closure that is given a name, and whose future is what [`IntoSecret`] takes.
    #[must_use]
    pub fn new<A>(closure: F) -> Self
    where
        F: Fn(String) -> A + Send + Sync,
        A: Future<Output: IntoSecret> + Send + 'static,
    {
        Self { closure }
    }
}

impl<F, A> SecretProvider for AsyncSecrets<F>
where
    F: Fn(String) -> A + Send + Sync,
    A: Future<Output: IntoSecret> + Send + 'static,
{
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        let answer = (self.closure)(name.to_owned());
        Box::pin(async move { answer.await.into_secret() })
    }
}

impl<F> fmt::Debug for AsyncSecrets<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncSecrets").finish_non_exhaustive()
    }
}
