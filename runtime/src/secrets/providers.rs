use std::collections::BTreeMap;
use std::fmt;
use std::future::ready;
use std::path::PathBuf;
use std::pin::Pin;

use secrecy::SecretString;

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
        let value = std::env::var(format!("{}{variable}", self.prefix)).ok();
        Box::pin(ready(Ok(value.map(SecretString::from))))
    }
}

/// Secrets from a folder with one file for each; a line break at the end of a file is no part of it.
///
/// Only the owner may read a file, else it is refused: a secret that others can read is none.
///
/// ```
/// use http_step::{BuildFactory, FolderSecrets};
///
/// let build = BuildFactory::new().build().secrets(FolderSecrets::new("/run/secrets"));
/// ```
#[derive(Clone, Debug)]
pub struct FolderSecrets {
    folder: PathBuf,
}

impl FolderSecrets {
    /// Secrets from the files of this folder.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    fn read(&self, name: &str) -> Result<Option<SecretString>, SecretError> {
        let refused = |what: &str| Err(SecretError::new(name, what));
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
            return refused("its name is no plain name of a file");
        }
        let path = self.folder.join(name);
        let about = match std::fs::metadata(&path) {
            Ok(about) => about,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return refused(&error.to_string()),
        };
        if !about.is_file() {
            return refused("it is no regular file");
        }
        #[cfg(unix)]
        if std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o077 != 0 {
            return refused("others than its owner may use the file; `chmod 600` it");
        }
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let text = SecretString::from(text);
                let value = secrecy::ExposeSecret::expose_secret(&text);
                let value = value.strip_suffix('\n').unwrap_or(value);
                let value = value.strip_suffix('\r').unwrap_or(value);
                Ok(Some(SecretString::from(value)))
            }
            Err(error) => refused(&error.to_string()),
        }
    }
}

impl SecretProvider for FolderSecrets {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(ready(self.read(name)))
    }
}

/// Secrets that are given as they are: for tests, and for hosts that have fetched them already.
///
/// ```
/// use http_step::{BuildFactory, MapSecrets};
///
/// let build = BuildFactory::new().build().secrets(MapSecrets::from([("token", "0123456789")]));
/// ```
#[derive(Clone, Default)]
pub struct MapSecrets {
    by_name: BTreeMap<String, SecretString>,
}

impl<const N: usize> From<[(&str, &str); N]> for MapSecrets {
    fn from(secrets: [(&str, &str); N]) -> Self {
        let named = secrets.map(|(name, value)| (name.to_owned(), SecretString::from(value)));
        Self {
            by_name: named.into(),
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

impl<F: Fn(&str) -> Option<String> + Send + Sync> SecretProvider for F {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(ready(Ok(self(name).map(SecretString::from))))
    }
}
