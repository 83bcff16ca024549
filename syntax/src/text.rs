//! The rules of texts.

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
