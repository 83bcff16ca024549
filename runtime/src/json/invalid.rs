//! Text that is not JSON: what is wrong, and where.

use http_step_syntax::Problem;
use serde_json::value::RawValue;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Checks that a text is JSON; its numbers and the depth of its nesting are not looked at.
///
/// # Errors
///
/// Returns the first problem; its range begins at the byte that is at fault.
pub(super) fn validate(text: &str) -> Result<(), Problem> {
    if text.starts_with(BYTE_ORDER_MARK) {
        let problem = Problem::whole("the text begins with a byte order mark");
        return Err(problem.help("save it as UTF-8 without one"));
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(explain(text, &error)),
    }
}

/// Returns what the JSON parser says, without its place.
pub(super) fn problem(error: &serde_json::Error) -> Problem {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default();
    Problem::whole(format!("invalid JSON: {what}"))
}

/// Returns the problem at its place. What other notations permit is called by its name.
fn explain(text: &str, error: &serde_json::Error) -> Problem {
    let at = offset(text, error);
    let before = text.get(..at).unwrap_or_default().trim_end();
    let (at, what, help) = match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some('/' | '#') => (at, "JSON has no comments", "remove the comment"),
        Some('\'') => (at, "expected a double quote", "write strings as `\"text\"`"),
        Some('}' | ']') if before.ends_with(',') => {
            (before.len() - 1, "trailing comma", "remove it")
        }
        _ => {
            return Problem {
                range: at..at,
                ..problem(error)
            };
        }
    };
    Problem::new(at..at, format!("invalid JSON: {what}")).help(help)
}

/// Returns the byte that the JSON parser means, which counts the bytes of a line.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line = error.line().max(1);
    let lines = text.split_inclusive('\n').take(line - 1).map(str::len);
    let mut offset = lines.sum::<usize>() + error.column().saturating_sub(1);
    while !text.is_char_boundary(offset) && offset < text.len() {
        offset -= 1;
    }
    offset
}
