//! Strings in messages.

use alloc::borrow::Cow;
use alloc::format;

/// Returns a name as a message quotes it: up to a separator, after which there may be a value that is secret.
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
