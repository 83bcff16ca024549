//! Words of a POSIX shell, in characters that a terminal and a CI system show as they are.

use std::fmt::Write as _;

use crate::log::printable;

/// Bytes as one word; None for those that no command can be given: with a NUL, or, where the shell has to make
/// them, with a line break at the end.
pub(super) fn word(octets: &[u8]) -> Option<String> {
    if octets.contains(&0) {
        return None;
    }
    match plain(octets) {
        Some(text) if is_bare(text) => Some(text.to_owned()),
        Some(text) => Some(quoted(text)),
        None if octets.ends_with(b"\n") => None,
        None => Some(format!("\"$({})\"", printed(octets))),
    }
}

/// A command that prints bytes, whatever they are.
pub(super) fn printed(octets: &[u8]) -> String {
    match plain(octets) {
        Some(text) => format!("printf %s {}", quoted(text)),
        None => format!("printf '{}'", escaped(octets)),
    }
}

/// A text that may stand between quotes: in one line, and nothing in it is obeyed by who shows it.
pub(super) fn plain(octets: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(octets).ok()?;
    let is_plain = !text.contains(['\n', '\t']) && printable(text) == text;
    is_plain.then_some(text)
}

/// Whether a shell takes a text for nothing but itself.
fn is_bare(text: &str) -> bool {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "-_./:,+@".contains(c);
    !text.is_empty() && text.chars().all(is_bare)
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A format of `printf` for bytes. What means something to it or to a shell is a number, and so is all that
/// is not ASCII.
fn escaped(octets: &[u8]) -> String {
    let mut format = String::with_capacity(octets.len());
    for (at, octet) in octets.iter().enumerate() {
        let is_itself = octet.is_ascii_alphanumeric()
            || b" ./:;,_=+&?@<>(){}[]|~^*".contains(octet)
            || *octet == b'-' && at > 0;
        if is_itself {
            format.push(char::from(*octet));
        } else {
            // A String takes what it is given.
            let _ = write!(format, "\\{octet:03o}");
        }
    }
    format
}
