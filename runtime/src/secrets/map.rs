use std::collections::BTreeMap;
use std::fmt;
use std::future::ready;

use secrecy::SecretString;

use super::{SecretFuture, SecretProvider};

/// Secrets that are given as they are: for tests, and for hosts that have fetched them already.
///
/// ```
/// use http_step::{BuildFactory, MapSecrets};
///
/// let build = BuildFactory::new().build().secrets(MapSecrets::from([("token", "0123456789")]));
/// let fetched = vec![("token".to_owned(), "0123456789".to_owned())];
/// let build = BuildFactory::new().build().secrets(MapSecrets::from_iter(fetched));
/// ```
#[derive(Clone, Default)]
pub struct MapSecrets {
    by_name: BTreeMap<String, SecretString>,
}

impl<const N: usize> From<[(&str, &str); N]> for MapSecrets {
    fn from(secrets: [(&str, &str); N]) -> Self {
        secrets.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for MapSecrets {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(secrets: T) -> Self {
        let named = secrets.into_iter();
        Self {
            by_name: named
                .map(|(name, value)| (name.into(), SecretString::from(value.into())))
                .collect(),
        }
    }
}

impl fmt::Debug for MapSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.by_name.keys()).finish()
    }
}

impl SecretProvider for MapSecrets {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(ready(Ok(self.by_name.get(name).cloned())))
    }
}
