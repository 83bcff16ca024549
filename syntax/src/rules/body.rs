//! A request has at most one body, if its method allows one, and of the type that its header names.

use alloc::format;
use alloc::string::String;

use super::facts::Facts;
use super::violation::{At, Violation};
use crate::key::Key;

/// Returns the keys that set a body.
fn bodies<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = Key> + 'a {
    let keys = facts.keys.iter().copied();
    keys.filter(|key| matches!(key, Key::Data | Key::Json | Key::Files))
}

/// Reports a second body. The fields in `data` and the files in `files` make one form; all others exclude each other.
pub(super) fn only_one(facts: &Facts<'_>) -> Option<Violation> {
    let mut bodies = bodies(facts);
    let first = bodies.next()?;
    let second = bodies.find(|second| [first, *second].contains(&Key::Json))?;
    let (name, other) = (first.name(), second.name());
    Some(Violation {
        at: At::Key(second),
        what: format!("a request can have only one body; `{name}` already sets it"),
        help: format!("remove `{name}` or `{other}`"),
    })
}

/// Reports a body of a method that has none.
pub(super) fn none_for(facts: &Facts<'_>) -> Option<Violation> {
    let method = facts.method.filter(|method| !method.permits_body())?;
    let body = bodies(facts).next()?;
    Some(Violation {
        at: At::Key(body),
        what: format!("a {method} request has no body"),
        help: format!("send `params`, or use a method other than {method}"),
    })
}

/// Reports `data` that is not a map next to `files`.
pub(super) fn fields_beside_files(facts: &Facts<'_>) -> Option<Violation> {
    let has = |key| facts.keys.contains(&key);
    let broken = facts.data_is_no_map && has(Key::Data) && has(Key::Files);
    broken.then(|| Violation {
        at: At::Key(Key::Data),
        what: "with `files`, `data` must be a map: the other fields of the form".into(),
        help: "write a map of names and values in `data`, or remove one of the two".into(),
    })
}

/// Reports a `Content-Type` that contradicts the body.
pub(super) fn content_type(facts: &Facts<'_>) -> Option<Violation> {
    let essence = essence(facts.content_type?);
    let (body, help) = match bodies(facts).find(|body| *body != Key::Data)? {
        Key::Json if essence != "application/json" && !essence.ends_with("+json") => (
            "json",
            "remove the field, or write `application/json` or a type that ends in `+json`",
        ),
        Key::Files if essence != "multipart/form-data" => (
            "files",
            "remove the field: `files` are sent as `multipart/form-data`",
        ),
        _ => return None,
    };
    Some(Violation {
        at: At::ContentType,
        what: format!("this type contradicts the body, which is `{body}`"),
        help: help.into(),
    })
}

/// Returns the media type without its parameters.
fn essence(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
