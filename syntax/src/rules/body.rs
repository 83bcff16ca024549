//! One body, where the method has one, and of the type that the header says.

use alloc::format;

use super::{At, Facts, Violation};

const BODIES: [&str; 3] = ["data", "json", "files"];

fn bodies<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = &'static str> + 'a {
    let written = facts.keys.iter();
    written.filter_map(|key| BODIES.into_iter().find(|body| body == key))
}

/// The fields in `data` and the files in `files` make one form; all others exclude each other.
pub(super) fn only_one(facts: &Facts<'_>) -> Option<Violation> {
    let mut bodies = bodies(facts);
    let first = bodies.next()?;
    let second = bodies.find(|second| first == "json" || *second == "json")?;
    Some(Violation {
        at: At::Key(second),
        what: format!("a request has one body, and `{first}` is it already"),
        help: format!("leave out `{first}` or `{second}`"),
    })
}

pub(super) fn none_for(facts: &Facts<'_>) -> Option<Violation> {
    let method = facts.method.filter(|method| !method.permits_body())?;
    let body = bodies(facts).next()?;
    Some(Violation {
        at: At::Key(body),
        what: format!("a {method} request has no body"),
        help: format!("send `params`, or take another method than {method}"),
    })
}

pub(super) fn fields_beside_files(facts: &Facts<'_>) -> Option<Violation> {
    let has = |key| facts.keys.contains(&key);
    let broken = facts.data_is_no_map && has("data") && has("files");
    broken.then(|| Violation {
        at: At::Key("data"),
        what: "beside `files` only a map can be `data`: the other fields of the form".into(),
        help: "write a map of names and values in `data`, or leave out one of the two".into(),
    })
}

pub(super) fn content_type(facts: &Facts<'_>) -> Option<Violation> {
    let essence = essence(facts.content_type?);
    let (body, help) = match bodies(facts).find(|body| *body != "data")? {
        "json" if essence != "application/json" && !essence.ends_with("+json") => (
            "json",
            "leave the field out, or write `application/json` or a type that ends in `+json`",
        ),
        "files" if essence != "multipart/form-data" => (
            "files",
            "leave the field out: `files` are sent as `multipart/form-data`",
        ),
        _ => return None,
    };
    Some(Violation {
        at: At::ContentType,
        what: format!("this type contradicts the body, which is `{body}`"),
        help: help.into(),
    })
}

/// The type without its parameters.
fn essence(content_type: &str) -> alloc::string::String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
