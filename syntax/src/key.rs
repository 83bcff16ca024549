//! The table of keys: what a field of a step is called and what may stand there.

use alloc::format;

use crate::{Problem, nearest};

/// What may stand at a key, besides an expression that is known only when the build runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text that is not empty.
    NonEmpty,
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
}

impl Shape {
    /// What the shape takes, to follow "takes".
    pub const fn takes(self) -> &'static str {
        match self {
            Self::Text | Self::NonEmpty => "a text",
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
            Self::Proxies => "a map `{ \"https\": \"http://proxy.example.com:3128\" }`",
            Self::Verify => "`true`, the path of a CA bundle, or `Insecure`",
            Self::Cert => "the path of a certificate with its key, or `(certificate, key)`",
            Self::Hooks => "a map `{ \"response\": closure }`",
            Self::Names => "a list of names `[\"X-Name\"]`",
            Self::Bool | Self::Flag => "`true` or `false`",
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
    key("cookies", Shape::Cookies),
    key("files", Shape::Files),
    key("auth", Shape::Auth),
    key("timeout", Shape::Timeout),
    key("deadline", Shape::Seconds),
    key("allow_redirects", Shape::Bool),
    key("redirects", Shape::Count),
    key("proxies", Shape::Proxies),
    key("verify", Shape::Verify),
    key("cert", Shape::Cert),
    key("stream", Shape::Bool),
    key("max_response", Shape::Count),
    key("save_to", Shape::NonEmpty),
    key("session", Shape::NonEmpty),
    key("hooks", Shape::Hooks),
    key("hide_request_headers", Shape::Names),
    key("hide_response_headers", Shape::Names),
    key("hide", Shape::Names),
    key("name", Shape::Text),
    key("description", Shape::Texts),
    key("description_done", Shape::Texts),
    key("description_suffix", Shape::Text),
    key("halt_on_failure", Shape::Flag),
    key("flunk_on_failure", Shape::Flag),
    key("flunk_on_warnings", Shape::Flag),
    key("warn_on_failure", Shape::Flag),
    key("warn_on_warnings", Shape::Flag),
    key("always_run", Shape::Flag),
];

/// What other clients call a key.
const ELSEWHERE: [(&str, &str); 17] = [
    ("authorization", "auth"),
    ("basic_auth", "auth"),
    ("body", "data"),
    ("ca", "verify"),
    ("cacert", "verify"),
    ("content", "data"),
    ("download", "save_to"),
    ("follow_redirects", "allow_redirects"),
    ("form", "data"),
    ("insecure", "verify"),
    ("max_redirects", "redirects"),
    ("max_time", "deadline"),
    ("multipart", "files"),
    ("output", "save_to"),
    ("proxy", "proxies"),
    ("query", "params"),
    ("total_timeout", "deadline"),
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
