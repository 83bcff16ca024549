use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use crate::redact;

/// The variables that a session looks at.
const NAMES: [&str; 13] = [
    "http_proxy",
    "HTTP_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
    "REQUEST_METHOD",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NETRC",
    "HOME",
];

/// The environment variables that a session looks at: those of proxies (`http_proxy`, `https_proxy`,
/// `all_proxy`, `no_proxy`, in lower or upper case), `REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE`, `NETRC` and
/// `HOME`. All others are forgotten at once.
///
/// It is a value: a session looks at nothing else than what it was given. `Debug` shows the URLs of
/// proxies without their credentials.
///
/// ```
/// use http_step::{Environment, Session};
///
/// let session = Session::builder()
///     .environment(Environment::new([("https_proxy", "http://proxy.example.com:3128")]))
///     .build();
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<&'static str, String>,
}

impl Environment {
    /// Variables with their values; of two with the same name the last counts.
    ///
    /// ```
    /// use http_step::Environment;
    ///
    /// let environment = Environment::new([("no_proxy", "localhost"), ("PATH", "/bin")]);
    /// assert_eq!(format!("{environment:?}"), r#"Environment {"no_proxy": "localhost"}"#);
    /// ```
    #[must_use]
    pub fn new<N, V>(variables: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let known = |name: &str| NAMES.into_iter().find(|known| *known == name);
        let variables = variables.into_iter();
        Self {
            variables: variables
                .filter_map(|(name, value)| Some((known(name.as_ref())?, value.into())))
                .collect(),
        }
    }

    /// The variables of the process as they are now; a value that is not Unicode counts as not set.
    ///
    /// ```
    /// use http_step::{Environment, Session};
    ///
    /// let session = Session::builder().environment(Environment::system()).build();
    /// ```
    #[must_use]
    pub fn system() -> Self {
        Self::new(
            NAMES
                .into_iter()
                .filter_map(|name| Some((name, std::env::var(name).ok()?))),
        )
    }

    /// The value of a variable, which may be empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// The value of a variable, if it is not empty.
    pub(super) fn non_empty(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// A path whose `~` is the home.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        match (path.strip_prefix('~'), self.non_empty("HOME")) {
            (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
                format!("{home}{rest}").into()
            }
            _ => path.into(),
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment ")?;
        let shown = |value: &str| match value.rsplit_once('@') {
            // A URL of a proxy may stand without its scheme, or be none at all.
            Some((_, host)) => format!("{}@{host}", redact::HIDDEN),
            None => value.to_owned(),
        };
        let variables = self.variables.iter();
        f.debug_map()
            .entries(variables.map(|(name, value)| (name, shown(value))))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_of_proxies_are_not_shown() {
        let table = [
            ("http://user:pw@proxy:3128", "<HIDDEN>@proxy:3128"),
            ("user:p@w@proxy", "<HIDDEN>@proxy"),
            ("http://proxy:3128", "http://proxy:3128"),
        ];
        for (value, shown) in table {
            let environment = Environment::new([("HTTP_PROXY", value)]);
            assert_eq!(
                format!("{environment:?}"),
                format!("Environment {{\"HTTP_PROXY\": \"{shown}\"}}")
            );
        }
    }

    #[test]
    fn the_home_stands_for_a_tilde() {
        let environment = Environment::new([("HOME", "/home/ci")]);
        for (path, whole) in [
            ("~/.netrc", "/home/ci/.netrc"),
            ("~", "/home/ci"),
            ("~other/x", "~other/x"),
            ("/x", "/x"),
        ] {
            assert_eq!(environment.path(path), PathBuf::from(whole));
        }
        assert_eq!(Environment::default().path("~/x"), PathBuf::from("~/x"));
    }
}
