//! Which rules hold.

use std::time::Duration;

use super::Dialect;
use crate::error::RenderError;
use crate::value::Value;

impl Dialect {
    /// The members of a pair where one value could stand too, as in `(connect, read)`: in Buildbot a tuple,
    /// never a list.
    pub(crate) fn pair(self, value: &Value) -> Option<[&Value; 2]> {
        match (self, value) {
            (_, Value::Tuple(items)) | (Self::Native, Value::List(items)) => match items.as_slice()
            {
                [first, second] => Some([first, second]),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a field counts as given: in Buildbot what is falsy does not.
    pub(crate) fn is_given(self, value: &Value) -> bool {
        match self {
            Self::Native => *value != Value::Null,
            Self::Buildbot => !value.is_falsy(),
        }
    }

    /// Whether a condition holds: of any value in Buildbot.
    pub(crate) fn truth(self, value: &Value) -> Result<bool, RenderError> {
        match (self, value) {
            (_, Value::Bool(holds)) => Ok(*holds),
            (Self::Buildbot, value) => Ok(!value.is_falsy()),
            (Self::Native, other) => Err(RenderError::new(format!(
                "this is true or false, not {}",
                other.kind()
            ))),
        }
    }

    /// What is said of a secret that nobody knows: in Buildbot its own words.
    pub(crate) fn no_secret(self, name: &str, has_service: bool, ours: RenderError) -> RenderError {
        match (self, has_service) {
            (Self::Native, _) => ours,
            (Self::Buildbot, false) => RenderError::new(
                "secrets service not started, need to configure SecretManager in c['services'] to use \
                 'secrets'in Interpolate",
            ),
            (Self::Buildbot, true) => {
                RenderError::new(format!("secret key {name} is not found in any provider"))
            }
        }
    }

    /// Whether a property that is set, but falsy, counts as not set where the step does not say.
    pub(crate) fn default_when_false(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a property that is not set and has no default is an error, rather than None.
    pub(crate) fn refuses_unset(self) -> bool {
        self == Self::Native
    }

    /// Whether requests look at the environment of the process (proxies, bundles, `.netrc`) where the
    /// session was not given one.
    pub(crate) fn looks_at_environment(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a cookie whose `Max-Age` is no number is dropped, rather than kept without it.
    pub(crate) fn drops_bad_max_age(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a cookie with that `Domain` is kept: in Buildbot not where it is one label, even the name of
    /// the host itself.
    pub(crate) fn takes_cookie_domain(self, domain: &str) -> bool {
        self == Self::Native || domain.strip_prefix('.').unwrap_or(domain).contains('.')
    }

    /// Whether cookies of one domain are sent together, those with a `Domain` apart from those without.
    pub(crate) fn groups_cookies(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a `Path` makes a cookie: in Buildbot not where it begins with no slash.
    pub(crate) fn takes_cookie_path(self, path: &str) -> bool {
        self == Self::Native || path.is_empty() || path.starts_with('/')
    }

    /// Whether a time can be waited for: Python counts nanoseconds in 63 bits.
    pub(crate) fn takes_timeout(self, time: Duration) -> bool {
        self == Self::Native || i64::try_from(time.as_nanos()).is_ok()
    }

    /// Whether a list of pairs is as good as a map: in the query, in headers, and in the log of a body.
    /// In Buildbot it is for the body alone.
    pub(crate) fn takes_pairs(self, value: &Value) -> bool {
        self == Self::Native || matches!(value, Value::Map(_) | Value::Dict(_))
    }

    /// Whether the rules of safety hold: what Buildbot would let through is refused.
    pub(crate) fn has_policy(self) -> bool {
        self == Self::Native
    }

    /// Whether a value is escaped for its place in a URL.
    pub(crate) fn escapes_in_urls(self) -> bool {
        self == Self::Native
    }

    /// Whether `json: null` is a document, rather than no body.
    pub(crate) fn has_null_document(self) -> bool {
        self == Self::Native
    }

    /// Whether a text whose charset is not named is latin-1, as Python's `requests` reads it.
    pub(crate) fn text_is_latin1(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether logs show bytes in Python's spelling: `b'…'`.
    pub(crate) fn shows_bytes(self) -> bool {
        self == Self::Buildbot
    }
}
