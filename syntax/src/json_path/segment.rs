use alloc::string::String;
use core::fmt::{self, Write as _};

/// A step of a [`Path`](super::Path) from a value into it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// To the member of that name.
    Name(String),
    /// To the item of that index, counted from 0.
    Index(usize),
}

/// Whether a name may follow a point; all others have to be quoted (RFC 9535, section 2.5.1).
pub(super) fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(begins_name) && chars.all(|c| begins_name(c) || c.is_ascii_digit())
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

/// Writes the segment as a path has it.
impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Name(name) if is_plain(name) => write!(f, ".{name}"),
            Self::Name(name) => {
                f.write_str("['")?;
                for c in name.chars() {
                    if matches!(c, '\'' | '\\') {
                        f.write_char('\\')?;
                    }
                    f.write_char(c)?;
                }
                f.write_str("']")
            }
        }
    }
}
