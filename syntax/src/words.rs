//! Words that stand bare in a step: results, failures, and types of captures.

use alloc::format;
use alloc::string::String;

use crate::text::quoted;
use crate::{Problem, nearest};

/// What a step can end with: Buildbot's seven results.
pub const RESULTS: [&str; 7] = [
    "SUCCESS",
    "WARNINGS",
    "FAILURE",
    "SKIPPED",
    "EXCEPTION",
    "RETRY",
    "CANCELLED",
];

/// Why there can be no complete answer.
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

/// What a captured value can be made.
pub const TYPES: [&str; 6] = ["String", "bool", "u64", "i64", "f64", "Secret"];

/// The result of that name.
///
/// # Errors
///
/// A problem over the whole name, with the nearest one.
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

/// Something else in the place of a result.
pub fn no_result() -> Problem {
    let help = format!("a result is one of {}", RESULTS.join(", "));
    Problem::new(0..0, "this is no result").help(help)
}

/// A result that is in the list already.
pub fn twice(result: &str) -> Problem {
    let problem = Problem::new(0..0, format!("`{result}` is there already"));
    problem.help("leave one of the two out")
}

/// The failure of that name.
///
/// # Errors
///
/// A problem over the whole name, with the nearest one.
pub fn failure(name: &str) -> Result<&'static str, Problem> {
    find(name, "failure", &FAILURES)
}

/// The type of that name.
///
/// # Errors
///
/// A problem over the whole name, with the nearest one.
pub fn capture_type(name: &str) -> Result<&'static str, Problem> {
    find(name, "type", &TYPES).map_err(|problem| match of_another_width(name) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem,
    })
}

/// Something else in the place of a type.
pub fn no_capture_type() -> Problem {
    Problem::new(0..0, "a capture can't have this type").help(types())
}

/// What to write, where there is no type.
pub fn types() -> String {
    format!("write one of {}", TYPES.join(", "))
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
