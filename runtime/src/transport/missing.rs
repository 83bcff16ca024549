use std::fmt;

/// Why a part has no value: what was found in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The answer does not have it.
    Nothing(String),
    /// Nobody can tell whether the answer has it.
    Unreadable(String),
    /// It is there or may be, and is longer than what is looked at.
    TooLong(String),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing(what) | Self::Unreadable(what) | Self::TooLong(what) => f.write_str(what),
        }
    }
}
