//! The options in the braces of `retry` and `poll`.

use alloc::format;
use alloc::vec::Vec;

use super::shape::Shape;
use super::suggest::suggest;
use super::table::{PollOption, RetryOption, Row};
use crate::Problem;
use crate::text::quoted;

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

impl Shape {
    /// Returns the options in the braces of a key of this shape.
    pub const fn options(self) -> &'static [&'static Row] {
        match self {
            Self::Retry => RetryOption::ROWS,
            Self::Poll => PollOption::ROWS,
            _ => &[],
        }
    }

    /// Returns the names of the options that are required.
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Retry => &["attempts"],
            Self::Poll => &["every", "until"],
            _ => &[],
        }
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
    Err(match suggest_option(of, name) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => {
            let names: Vec<_> = options.iter().map(|option| option.name).collect();
            problem.help(format!("the options are {}", names.join(", ")))
        }
    })
}

/// Returns the option that a misspelled one was probably meant to be.
pub(crate) fn suggest_option(of: &Row, name: &str) -> Option<&'static str> {
    suggest(name, of.shape.options(), OPTION_SYNONYMS)
}
