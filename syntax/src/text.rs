//! The rules of texts.

use alloc::borrow::Cow;
use alloc::format;

use crate::Problem;

/// Checks a text that says something.
///
/// # Errors
///
/// For an empty one; `thing` is what it would be.
pub fn filled(thing: &str, text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::new(0..0, format!("{thing} is empty")));
    }
    Ok(())
}

/// Something else in the place of a text.
pub fn no_text(thing: &str) -> Problem {
    Problem::new(0..0, format!("{thing} is a text"))
}

/// A name as a message quotes it: up to where a value may follow that was written into it, and be secret.
///
/// ```
/// use http_step_syntax::text::quoted;
///
/// assert_eq!(quoted("X-Token"), "X-Token");
/// assert_eq!(quoted("Authorization: Bearer hunter2"), "Authorization…");
/// ```
pub fn quoted(name: &str) -> Cow<'_, str> {
    let ends = |c: char| matches!(c, ':' | '=' | '@') || c.is_whitespace();
    match name.find(ends).and_then(|end| name.get(..end)) {
        Some(start) => format!("{start}…").into(),
        None => name.into(),
    }
}
