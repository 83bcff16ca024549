//! The table of keys: what a field of a step is called and what may stand there.

mod json;
mod problem;
mod table;

use alloc::format;
use alloc::vec::Vec;

use crate::text::quoted;
use crate::{Problem, nearest};

pub use problem::no_url;
pub use table::KEYS;

use table::{POLL, RETRY};

/// What may stand at a key, besides an expression that is known only when the build runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text that is not empty.
    NonEmpty,
    /// A text that is not empty, to be the value of a header field.
    FieldValue,
    /// A text, or a list of texts.
    Texts,
    /// The bare word of a method, or its name as a text.
    Method,
    /// A map, or a list of pairs.
    Pairs,
    /// A body: a map or list of pairs (a form), a text, bytes, or a file.
    Body,
    /// Any value.
    Any,
    /// A map from names of header fields to values.
    Headers,
    /// A map from names of cookies to values.
    Cookies,
    /// A map from names of form fields to files.
    Files,
    /// Who asks: a pair of user and password, or a scheme with what it takes.
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
    /// Whether and by what the peer is verified.
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
    /// `true` or `false`, which may be asked for when the step is to run.
    When,
    /// A list of locks, by their names or as values.
    Locks,
    /// `true`, `false`, or a list of results.
    Policy,
    /// A map from statuses and failures to results.
    Results,
    /// A list of statuses and failures.
    Statuses,
    /// The [options](Self::options) of repeated attempts.
    Retry,
    /// The [options](Self::options) of waiting for an answer.
    Poll,
    /// Another step.
    Step,
    /// A condition on an answer.
    Condition,
    /// A list of conditions on an answer.
    Conditions,
    /// A map from properties to parts of an answer.
    Capture,
}

impl Shape {
    /// What the shape takes, to follow "takes".
    pub const fn takes(self) -> &'static str {
        match self {
            Self::Text | Self::NonEmpty | Self::FieldValue => "a text",
            Self::Texts => "a text or a list of texts",
            Self::Method => "a method like GET or POST",
            Self::Pairs => "a map `{ \"name\": value }` or a list of pairs `[(\"name\", value)]`",
            Self::Body => "a map, a list of pairs, a text, bytes or a `File`",
            Self::Any => "any value",
            Self::Headers => "a map `{ \"Name\": value }`",
            Self::Cookies => "a map `{ \"name\": value }`",
            Self::Files => "a map `{ \"name\": File(\"path\") }`",
            Self::Auth => {
                "`(\"user\", Secret(\"password\"))`, `Bearer(Secret(\"token\"))` or `Digest(\"user\", Secret(\"password\"))`"
            }
            Self::Timeout => "a number of seconds, a `Duration`, or `(connect, read)`",
            Self::Seconds => "a number of seconds or a `Duration`",
            Self::Count => "an unsigned integer",
            Self::Positive => "an integer from 1 up",
            Self::Proxies => "a map `{ \"https\": \"http://proxy.example.com:3128\" }`",
            Self::Verify => "`true`, the path of a CA bundle, or `Insecure`",
            Self::Cert => "the path of a certificate with its key, or `(certificate, key)`",
            Self::Hooks => "a map `{ \"response\": closure }`",
            Self::Names => "a list of names `[\"X-Name\"]`",
            Self::Bool | Self::Flag => "`true` or `false`",
            Self::When => {
                "`true`, `false`, a condition like `Property(\"branch\") == \"main\"`, or a closure"
            }
            Self::Locks => "a list of names or locks `[\"name\"]`",
            Self::Policy => "`true`, `false`, or a list of results `[FAILURE]`",
            Self::Results => "a map `{ 200..=299 => SUCCESS, _ => FAILURE }`",
            Self::Statuses => "a list of statuses and failures `[429, 502..=504, timeout]`",
            Self::Retry => "options `{ attempts: 3 }`",
            Self::Poll => "options `{ every: 5, until: json(\"$.state\") == \"done\" }`",
            Self::Step => "a step like `get!(\"https://…\")`",
            Self::Condition => "a condition like `json(\"$.state\") == \"done\"`",
            Self::Conditions => "a list of conditions `[status == 200]`",
            Self::Capture => "a map `{ \"property\": json(\"$.id\") }`",
        }
    }

    /// The options in its braces, where it has such.
    pub const fn options(self) -> &'static [Key] {
        match self {
            Self::Retry => RETRY,
            Self::Poll => POLL,
            _ => &[],
        }
    }

    /// The options that can't be left out.
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Retry => &["attempts"],
            Self::Poll => &["every", "until"],
            _ => &[],
        }
    }
}

/// A field that a step can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name in the macros and in JSON.
    pub name: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// What it is for, in a sentence or two.
    pub about: &'static str,
}

/// What other clients call a key.
const ELSEWHERE: [(&str, &str); 22] = [
    ("assert", "expect"),
    ("asserts", "expect"),
    ("authorization", "auth"),
    ("basic_auth", "auth"),
    ("body", "data"),
    ("ca", "verify"),
    ("cacert", "verify"),
    ("content", "data"),
    ("download", "save_to"),
    ("extract", "capture"),
    ("follow_redirects", "allow_redirects"),
    ("form", "data"),
    ("insecure", "verify"),
    ("max_redirects", "redirects"),
    ("max_time", "deadline"),
    ("multipart", "files"),
    ("output", "save_to"),
    ("proxy", "proxies"),
    ("query", "params"),
    ("retries", "retry"),
    ("total_timeout", "deadline"),
    ("when", "do_step_if"),
];

/// The key of that name.
///
/// # Errors
///
/// A problem over the whole name, with the nearest key.
///
/// ```
/// use http_step_syntax::key;
///
/// assert_eq!(key::find("data").unwrap().shape, key::Shape::Body);
/// let problem = key::find("alwaysRun").unwrap_err();
/// assert_eq!(problem.help.as_deref(), Some("did you mean `always_run`?"));
/// let problem = key::find("body").unwrap_err();
/// assert_eq!(problem.help.as_deref(), Some("did you mean `data`?"));
/// ```
pub fn find(name: &str) -> Result<&'static Key, Problem> {
    if let Some(key) = KEYS.iter().find(|key| key.name == name) {
        return Ok(key);
    }
    let problem = Problem::new(0..name.len(), format!("unknown field `{}`", quoted(name)));
    let elsewhere = ELSEWHERE.iter().find(|(word, _)| *word == name);
    let near = || nearest(name, KEYS.iter().map(|key| key.name));
    Err(match elsewhere.map(|(_, key)| *key).or_else(near) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    })
}

/// The option of that name in the braces of a field.
///
/// # Errors
///
/// A problem over the whole name, with the nearest option.
///
/// ```
/// use http_step_syntax::key;
///
/// let retry = key::find("retry").unwrap();
/// assert_eq!(key::option(retry, "on").unwrap().shape, key::Shape::Statuses);
/// let problem = key::option(retry, "maxDelay").unwrap_err();
/// assert_eq!(problem.what, "`retry` has no option `maxDelay`");
/// assert_eq!(problem.help.as_deref(), Some("did you mean `max_delay`?"));
/// ```
pub fn option(of: &Key, name: &str) -> Result<&'static Key, Problem> {
    let options = of.shape.options();
    if let Some(option) = options.iter().find(|option| option.name == name) {
        return Ok(option);
    }
    let problem = Problem::new(
        0..name.len(),
        format!("`{}` has no option `{}`", of.name, quoted(name)),
    );
    Err(
        match nearest(name, options.iter().map(|option| option.name)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => {
                let names: Vec<&str> = options.iter().map(|option| option.name).collect();
                problem.help(format!("it has {}", names.join(", ")))
            }
        },
    )
}
