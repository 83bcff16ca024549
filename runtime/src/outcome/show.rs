//! Values in messages.

use crate::redact::Redactor;

/// How much of a value a message shows, in characters.
const MOST: usize = 200;

/// The text without secrets, and then cut where it is long.
pub(crate) fn shown(text: &str, redactor: &Redactor) -> String {
    let line = redactor.line(text);
    match line.char_indices().nth(MOST) {
        None => line.into_owned(),
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
    }
}
