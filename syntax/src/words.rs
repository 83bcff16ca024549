//! Bare words of a step: results, failures, and types of captures.

use alloc::format;
use alloc::string::String;

use crate::text::quoted;
use crate::{Problem, nearest};

/// The results of a step: Buildbot's seven.
pub const RESULTS: [&str; 7] = [
    "SUCCESS",
    "WARNINGS",
    "FAILURE",
    "SKIPPED",
    "EXCEPTION",
    "RETRY",
    "CANCELLED",
];

/// The failures that leave a request without a complete response.
pub const FAILURES: [&str; 12] = [
    "dns",
    "connect",
    "tls",
    "timeout",
    "reset",
    "protocol",
    "incomplete",
    "too_large",
    "decode",
    "redirect",
    "proxy",
    "refused_by_policy",
];

/// The types of captured values.
pub const TYPES: [&str; 6] = ["String", "bool", "u64", "i64", "f64", "Secret"];

/// Returns the result of that name.
///
/// # Errors
///
/// Returns a problem over the whole name, with the nearest one.
///
/// ```
/// use http_step_syntax::words;
///
/// assert_eq!(words::result("WARNINGS"), Ok("WARNINGS"));
/// let problem = words::result("Warning").unwrap_err();
/// assert_eq!(problem.help.as_deref(), Some("did you mean `WARNINGS`?"));
/// ```
pub fn result(name: &str) -> Result<&'static str, Problem> {
    find(name, "result", &RESULTS)
}

/// Returns the list of results, as a help.
pub fn results() -> String {
    format!("a result is one of {}", RESULTS.join(", "))
}

/// Returns the failure of that name.
///
/// # Errors
///
/// Returns a problem over the whole name, with the nearest one.
pub fn failure(name: &str) -> Result<&'static str, Problem> {
    find(name, "failure", &FAILURES)
}

/// Returns the type of that name.
///
/// # Errors
///
/// Returns a problem over the whole name, with the nearest one.
pub fn capture_type(name: &str) -> Result<&'static str, Problem> {
    find(name, "type", &TYPES).map_err(|problem| match of_another_width(name) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem,
    })
}

/// Returns the list of types, as a help.
pub fn types() -> String {
    format!("a type is one of {}", TYPES.join(", "))
}

fn of_another_width(name: &str) -> Option<&'static str> {
    Some(match name {
        "u8" | "u16" | "u32" | "u128" | "usize" => "u64",
        "i8" | "i16" | "i32" | "i128" | "isize" | "int" => "i64",
        "f32" | "float" => "f64",
        "str" => "String",
        "boolean" => "bool",
        _ => return None,
    })
}

fn find(name: &str, thing: &str, known: &'static [&'static str]) -> Result<&'static str, Problem> {
    if let Some(word) = known.iter().find(|word| **word == name) {
        return Ok(word);
    }
    let problem = Problem::new(0..name.len(), format!("unknown {thing} `{}`", quoted(name)));
    Err(match nearest(name, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("a {thing} is one of {}", known.join(", "))),
    })
}
