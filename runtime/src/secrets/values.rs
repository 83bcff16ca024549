use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;

use indexmap::IndexMap;
use secrecy::{ExposeSecret as _, SecretString};

use super::{SecretError, SecretProvider};

/// How long a secret may be, in bytes: what is looked for in all that is shown takes many times its own
/// length in memory.
pub(crate) const LONGEST: usize = 16 << 10;

/// Secrets that have been fetched: names with values that are never printed, and wiped from memory when
/// they are dropped.
///
/// ```
/// use http_step::SecretValues;
///
/// let secrets = SecretValues::from_iter([("token", "0123456789")]);
/// assert_eq!(format!("{secrets:?}"), "[<token>]");
/// ```
#[derive(Clone, Default)]
pub struct SecretValues {
    by_name: IndexMap<String, SecretString>,
}

impl SecretValues {
    /// What is known already, and then asks the providers in order; what none of them knows is left out.
    pub(crate) async fn fetch<'n>(
        names: impl Iterator<Item = &'n str>,
        known: &Self,
        providers: &[Arc<dyn SecretProvider>],
    ) -> Result<Self, SecretError> {
        let mut values = Self::default();
        for name in names {
            if let Some(value) = known.by_name.get(name) {
                values.by_name.insert(name.to_owned(), value.clone());
                continue;
            }
            for provider in providers {
                if let Some(value) = ask(provider.as_ref(), name).await? {
                    if value.expose_secret().len() > LONGEST {
                        return Err(SecretError::too_long(name));
                    }
                    values.by_name.insert(name.to_owned(), value);
                    break;
                }
            }
        }
        Ok(values)
    }

    pub(crate) fn insert(&mut self, name: String, value: SecretString) {
        self.by_name.insert(name, value);
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|value| value.expose_secret())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.by_name.iter();
        named.map(|(name, value)| (name.as_str(), value.expose_secret()))
    }
}

/// What a provider says of a secret; one that panics can't say.
async fn ask(
    provider: &dyn SecretProvider,
    name: &str,
) -> Result<Option<SecretString>, SecretError> {
    let panicked = || SecretError::new(name, "the provider panicked");
    let called = catch_unwind(AssertUnwindSafe(|| provider.secret(name)));
    let mut future = called.map_err(|_| panicked())?;
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(panicked())))
    })
    .await
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for SecretValues {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(secrets: T) -> Self {
        let named = secrets.into_iter();
        Self {
            by_name: named
                .map(|(name, value)| (name.into(), SecretString::from(value.into())))
                .collect(),
        }
    }
}

impl fmt::Debug for SecretValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.by_name.keys().map(|name| format!("<{name}>"));
        f.write_str("[")?;
        f.write_str(&names.collect::<Vec<_>>().join(", "))?;
        f.write_str("]")
    }
}
