//! The rules across the fields of a step. The macro and the reader of JSON steps each fill [`Facts`] and
//! turn what [`check`] returns into their own errors, so that no rule exists twice.

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

/// What the rules look at; None and false where something is known only when the build runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The method, where it is a literal or left out.
    pub method: Option<Method>,
    /// The keys in the order of writing.
    pub keys: Vec<&'a str>,
    /// The literal of the `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// Whether there is an `Authorization` header.
    pub authorization: bool,
    /// Whether `data` is surely no map: a text, bytes, a list or a file.
    pub data_is_no_map: bool,
    /// The literal names of the URL's own query, decoded.
    pub query_names: Vec<String>,
    /// The literal names in `params`.
    pub param_names: Vec<&'a str>,
    /// The key of the field in which each secret stands.
    pub secrets: Vec<&'a str>,
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
    /// What is at fault.
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
    Key(&'static str),
    /// The option of that name, the second, in the field of that key, the first.
    Option(&'static str, &'static str),
    /// The n-th literal name in `params`.
    Param(usize),
    /// The value of the `Content-Type` header.
    ContentType,
    /// The name of the `Authorization` header.
    Authorization,
    /// The n-th secret.
    Secret(usize),
}

/// All rules that the step breaks.
///
/// ```
/// use http_step_syntax::Method;
/// use http_step_syntax::rules::{At, Facts, check};
///
/// let facts = Facts { method: Some(Method::Get), keys: vec!["url", "data"], ..Facts::default() };
/// let violations = check(&facts);
/// assert_eq!(violations[0].at, At::Key("data"));
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
    violations.extend(repeat::only_what_may_come_twice(facts));
    violations
}
