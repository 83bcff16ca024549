//! The keys of a step: their names, and what may stand at each.

mod table;

use alloc::format;

use crate::text::quoted;
use crate::{Problem, nearest};

pub use table::{Key, PollOption, RetryOption, Row};

/// What may stand at a key, besides an expression that is known only when the build runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A string that is not empty.
    NonEmpty,
    /// A string that is not empty and can be the value of a header field.
    FieldValue,
    /// A string, or a list of strings.
    Texts,
    /// The bare word of a method, or its name as a string.
    Method,
    /// A map, or a list of pairs.
    Pairs,
    /// A body: a map or list of pairs (a form), a string, bytes, or a file.
    Body,
    /// Any value.
    Any,
    /// A map from names of header fields to values.
    Headers,
    /// A map from names of cookies to values.
    Cookies,
    /// A map from names of form fields to files.
    Files,
    /// A pair of user and password, or an authentication scheme with its values.
    Auth,
    /// A number of seconds, a `Duration`, or two of them.
    Timeout,
    /// A number of seconds, or a `Duration`.
    Seconds,
    /// An integer that is not negative.
    Count,
    /// An integer above zero.
    Positive,
    /// A map from schemes to URLs of proxies.
    Proxies,
    /// `true`, the path of a CA bundle, or `Insecure`.
    Verify,
    /// A certificate and its key, in one file or in two.
    Cert,
    /// A map from the name of an event to a closure.
    Hooks,
    /// A list of names of header fields.
    Names,
    /// `true` or `false`, which may be known only when the build runs.
    Bool,
    /// `true` or `false`.
    Flag,
    /// `true` or `false`, a condition on properties, or a closure.
    When,
    /// A list of locks, by their names or as values.
    Locks,
    /// `true`, `false`, or a list of results.
    Policy,
    /// A map from statuses and failures to results.
    Results,
    /// A list of statuses and failures.
    Statuses,
    /// The options of repeated attempts.
    Retry,
    /// The options of a poll.
    Poll,
    /// Another step.
    Step,
    /// A condition on a response.
    Condition,
    /// A list of conditions on a response.
    Conditions,
    /// A map from properties to parts of a response.
    Capture,
}

impl Shape {
    /// Returns the options in the braces of a key of this shape.
    pub const fn options(self) -> &'static [&'static Row] {
        match self {
            Self::Retry => RetryOption::ROWS,
            Self::Poll => PollOption::ROWS,
            _ => &[],
        }
    }

    /// Returns the names of the options that can't be left out.
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Retry => &["attempts"],
            Self::Poll => &["every", "until"],
            _ => &[],
        }
    }
}

/// Names of other clients for a key.
const SYNONYMS: &[(&str, &str)] = &[
    ("assert", "expect"),
    ("asserts", "expect"),
    ("authorization", "auth"),
    ("basic_auth", "auth"),
    ("bearer", "auth"),
    ("body", "data"),
    ("ca", "verify"),
    ("cacert", "verify"),
    ("content", "data"),
    ("content_type", "headers"),
    ("continue_on_error", "flunk_on_failure"),
    ("download", "save_to"),
    ("extract", "capture"),
    ("follow_redirects", "allow_redirects"),
    ("form", "data"),
    ("insecure", "verify"),
    ("max_redirects", "redirects"),
    ("max_time", "deadline"),
    ("multipart", "files"),
    ("output", "save_to"),
    ("password", "auth"),
    ("proxy", "proxies"),
    ("query", "params"),
    ("retries", "retry"),
    ("token", "auth"),
    ("total_timeout", "deadline"),
    ("user", "auth"),
    ("username", "auth"),
    ("when", "do_step_if"),
];

/// Names of other clients for an option.
const OPTION_SYNONYMS: &[(&str, &str)] = &[
    ("backoff", "delay"),
    ("count", "attempts"),
    ("done_if", "until"),
    ("fail_when", "fail_if"),
    ("interval", "every"),
    ("max", "attempts"),
    ("max_attempts", "attempts"),
    ("max_retries", "attempts"),
    ("period", "every"),
    ("retries", "attempts"),
    ("status", "on"),
    ("statuses", "on"),
    ("timeout", "deadline"),
    ("times", "attempts"),
    ("wait", "delay"),
    ("while", "until"),
];

impl Key {
    /// Returns the key of that name.
    ///
    /// # Errors
    ///
    /// Returns a problem over the whole name, with the nearest key.
    ///
    /// ```
    /// use http_step_syntax::key::Key;
    ///
    /// assert_eq!(Key::find("data"), Ok(Key::Data));
    /// let problem = Key::find("alwaysRun").unwrap_err();
    /// assert_eq!(problem.help.as_deref(), Some("did you mean `always_run`?"));
    /// let problem = Key::find("body").unwrap_err();
    /// assert_eq!(problem.help.as_deref(), Some("did you mean `data`?"));
    /// ```
    pub fn find(name: &str) -> Result<Self, Problem> {
        Self::parse(name).ok_or_else(|| {
            let problem = Problem::new(0..name.len(), format!("unknown key `{}`", quoted(name)));
            match meant(name, Self::ROWS, SYNONYMS) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem,
            }
        })
    }
}

/// Returns the option of that name in the braces of a key.
///
/// # Errors
///
/// Returns a problem over the whole name, with the nearest option.
///
/// ```
/// use http_step_syntax::key::{self, Key, Shape};
///
/// let retry = Key::Retry.row();
/// assert_eq!(key::option(retry, "on").unwrap().shape, Shape::Statuses);
/// let problem = key::option(retry, "maxDelay").unwrap_err();
/// assert_eq!(problem.what, "unknown option `maxDelay` of `retry`");
/// assert_eq!(problem.help.as_deref(), Some("did you mean `max_delay`?"));
/// ```
pub fn option(of: &Row, name: &str) -> Result<&'static Row, Problem> {
    let options = of.shape.options();
    if let Some(option) = options.iter().find(|option| option.name == name) {
        return Ok(option);
    }
    let what = format!("unknown option `{}` of `{}`", quoted(name), of.name);
    let problem = Problem::new(0..name.len(), what);
    Err(match meant_option(of, name) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => {
            let names: alloc::vec::Vec<_> = options.iter().map(|option| option.name).collect();
            problem.help(format!("the options are {}", names.join(", ")))
        }
    })
}

/// Returns the option that a misspelled one was probably meant to be.
pub(crate) fn meant_option(of: &Row, name: &str) -> Option<&'static str> {
    meant(name, of.shape.options(), OPTION_SYNONYMS)
}

/// Returns the name in the table that was probably meant: a synonym, or the nearest name.
fn meant(
    name: &str,
    rows: &[&'static Row],
    synonyms: &[(&str, &'static str)],
) -> Option<&'static str> {
    let names = || rows.iter().map(|row| row.name);
    let synonym = synonyms
        .iter()
        .find(|(word, key)| *word == name && names().any(|name| name == *key));
    synonym
        .map(|(_, key)| *key)
        .or_else(|| nearest(name, names()))
}
