//! The rules across the fields of a step. The checker fills [`Facts`] from what was written, and the runtime fills
//! them again from what was rendered.

mod body;
mod credential;
mod query;
mod repeat;
mod time;

pub use credential::SECRET_IS_SHOWN;

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::Method;
use crate::key::Key;

/// The facts that the rules look at; none and false where something is known only when the build runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The method, where it is a literal or left out.
    pub method: Option<Method>,
    /// The keys in the order of writing.
    pub keys: Vec<Key>,
    /// The literal of the `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// Whether there is an `Authorization` header.
    pub authorization: bool,
    /// Whether `data` is certainly not a map: a string, bytes, a list or a file.
    pub data_is_no_map: bool,
    /// The literal names of the URL's own query, decoded.
    pub query_names: Vec<String>,
    /// The literal names in `params`.
    pub param_names: Vec<&'a str>,
    /// The key of the field of each secret.
    pub secrets: Vec<Key>,
    /// Whether the URL as a whole is a secret.
    pub url_is_secret: bool,
    /// Whether the URL is http to a host that is not loopback.
    pub url_is_open: bool,
    /// Whether `verify` is `Insecure`.
    pub insecure: bool,
    /// The largest literal of `timeout`.
    pub longest_timeout: Option<Duration>,
    /// The literal of `deadline`.
    pub deadline: Option<Duration>,
    /// The literal of the `deadline` in `retry`.
    pub retry_deadline: Option<Duration>,
    /// The literal of the `deadline` in `poll`.
    pub poll_deadline: Option<Duration>,
    /// Whether `retry` says `idempotent`, or leaves that to the run.
    pub idempotent: bool,
}

/// A rule that a step breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The part of the step that is at fault.
    pub at: At,
    /// What is wrong, in one line.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

/// The part of a step that a [`Violation`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// The field of that key.
    Key(Key),
    /// The option of that name in the field of that key.
    Option(Key, &'static str),
    /// The n-th literal name in `params`.
    Param(usize),
    /// The value of the `Content-Type` header.
    ContentType,
    /// The name of the `Authorization` header.
    Authorization,
    /// The n-th secret.
    Secret(usize),
}

/// Returns all rules that the step breaks.
///
/// ```
/// use http_step_syntax::Method;
/// use http_step_syntax::key::Key;
/// use http_step_syntax::rules::{At, Facts, check};
///
/// let facts = Facts { method: Some(Method::Get), keys: vec![Key::Url, Key::Data], ..Facts::default() };
/// let violations = check(&facts);
/// assert_eq!(violations[0].at, At::Key(Key::Data));
/// assert_eq!(violations[0].what, "a GET request has no body");
/// ```
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    violations.extend(body::only_one(facts));
    violations.extend(body::none_for(facts));
    violations.extend(body::fields_beside_files(facts));
    violations.extend(body::content_type(facts));
    violations.extend(query::no_parameter_twice(facts));
    violations.extend(credential::one_authorization(facts));
    violations.extend(credential::no_open_secret(facts));
    violations.extend(time::deadlines_after_timeout(facts));
    violations.extend(time::deadline_after_its_parts(facts));
    violations.extend(repeat::only_what_may_come_twice(facts));
    violations
}
