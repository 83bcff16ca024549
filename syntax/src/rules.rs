//! The rules across the fields of a step. The macro and the reader of JSON steps each fill [`Facts`] and
//! turn what [`check`] returns into their own errors, so that no rule exists twice.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

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
    /// The n-th literal name in `params`.
    Param(usize),
    /// The value of the `Content-Type` header.
    ContentType,
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
    violations.extend(one_body(facts));
    violations.extend(no_body(facts));
    violations.extend(json_type(facts));
    violations.extend(no_parameter_twice(facts));
    violations.extend(no_open_secret(facts));
    violations
}

const BODIES: [&str; 2] = ["data", "json"];

fn bodies<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = &'static str> + 'a {
    let written = facts.keys.iter();
    written.filter_map(|key| BODIES.into_iter().find(|body| body == key))
}

fn one_body(facts: &Facts<'_>) -> Option<Violation> {
    let mut bodies = bodies(facts);
    let (first, second) = (bodies.next()?, bodies.next()?);
    Some(Violation {
        at: At::Key(second),
        what: format!("a request has one body, and `{first}` is it already"),
        help: format!("leave out `{first}` or `{second}`"),
    })
}

fn no_body(facts: &Facts<'_>) -> Option<Violation> {
    let method = facts.method.filter(|method| !method.permits_body())?;
    let body = bodies(facts).next()?;
    Some(Violation {
        at: At::Key(body),
        what: format!("a {method} request has no body"),
        help: format!("send `params`, or take another method than {method}"),
    })
}

fn json_type(facts: &Facts<'_>) -> Option<Violation> {
    let content_type = facts.content_type?;
    if !facts.keys.contains(&"json") || is_json(content_type) {
        return None;
    }
    Some(Violation {
        at: At::ContentType,
        what: "this type contradicts the body, which is `json`".into(),
        help: "leave the field out, or write `application/json` or a type that ends in `+json`"
            .into(),
    })
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

fn no_parameter_twice(facts: &Facts<'_>) -> Vec<Violation> {
    let twice = |(_, name): &(usize, &&str)| facts.query_names.iter().any(|own| own == *name);
    let params = facts.param_names.iter().enumerate().filter(twice);
    params
        .map(|(index, name)| Violation {
            at: At::Param(index),
            what: format!("the query of the URL has a parameter `{name}` already"),
            help: "write the parameter in one place".into(),
        })
        .collect()
}

/// A secret in a URL stands in the logs of every server and proxy on its way; one over http is read by all
/// of them.
fn no_open_secret(facts: &Facts<'_>) -> Vec<Violation> {
    let secrets = facts.secrets.iter().enumerate();
    let open = secrets.filter_map(|(index, key)| {
        let (what, help) = match *key {
            "params" => (
                "a secret can't be a parameter: URLs stand in logs",
                "send it in a header or in the body",
            ),
            "url" if !facts.url_is_secret => (
                "a secret can't be a part of the URL: URLs stand in logs",
                "send it in a header or in the body, or make the whole URL a `Secret`",
            ),
            _ if facts.url_is_open => (
                "this sends a secret over http, where everybody on the way can read it",
                "write `https://` in the URL",
            ),
            _ => return None,
        };
        Some(Violation {
            at: At::Secret(index),
            what: what.into(),
            help: help.into(),
        })
    });
    open.collect()
}
