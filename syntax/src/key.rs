//! The table of keys: what a field of a step is called and what may stand there.

use alloc::format;

use crate::{Problem, nearest};

/// What may stand at a key, besides an expression that is known only when the build runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// The bare word of a method, or its name as a text.
    Method,
    /// A map, or a list of pairs.
    Pairs,
    /// A body: a map or list of pairs (a form), a text, or bytes.
    Body,
    /// Any value.
    Any,
    /// A map from names of header fields to values.
    Headers,
    /// A number of seconds, a `Duration`, or two of them.
    Timeout,
    /// `true` or `false`.
    Bool,
}

impl Shape {
    /// What the shape takes, to follow "takes".
    pub const fn takes(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Texts => "a text or a list of texts",
            Self::Method => "a method like GET or POST",
            Self::Pairs => "a map `{ \"name\": value }` or a list of pairs `[(\"name\", value)]`",
            Self::Body => "a map, a list of pairs, a text or bytes",
            Self::Any => "any value",
            Self::Headers => "a map `{ \"Name\": value }`",
            Self::Timeout => "a number of seconds, a `Duration`, or `(connect, read)`",
            Self::Bool => "`true` or `false`",
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
}

const fn key(name: &'static str, shape: Shape) -> Key {
    Key { name, shape }
}

/// All keys.
pub const KEYS: &[Key] = &[
    key("url", Shape::Text),
    key("method", Shape::Method),
    key("params", Shape::Pairs),
    key("data", Shape::Body),
    key("json", Shape::Any),
    key("headers", Shape::Headers),
    key("timeout", Shape::Timeout),
    key("name", Shape::Text),
    key("description", Shape::Texts),
    key("description_done", Shape::Texts),
    key("description_suffix", Shape::Text),
    key("halt_on_failure", Shape::Bool),
    key("flunk_on_failure", Shape::Bool),
    key("flunk_on_warnings", Shape::Bool),
    key("warn_on_failure", Shape::Bool),
    key("warn_on_warnings", Shape::Bool),
    key("always_run", Shape::Bool),
];

/// What other clients call a key.
const ELSEWHERE: [(&str, &str); 4] = [
    ("body", "data"),
    ("content", "data"),
    ("form", "data"),
    ("query", "params"),
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
    let problem = Problem::new(0..name.len(), format!("unknown field `{name}`"));
    let elsewhere = ELSEWHERE.iter().find(|(word, _)| *word == name);
    let near = || nearest(name, KEYS.iter().map(|key| key.name));
    Err(match elsewhere.map(|(_, key)| *key).or_else(near) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    })
}
