use alloc::string::String;
use core::ops::Range;

/// A mistake in a string: its place, what is wrong and what to write instead.
///
/// `range` counts bytes of the string that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes at fault; empty where something is missing, or where the value as a whole is at fault.
    pub range: Range<usize>,
    /// What is wrong, in one line: lower case, no full stop.
    pub what: String,
    /// What to write instead, in one line.
    pub help: Option<String>,
}

impl Problem {
    /// Creates a problem at `range` without help.
    pub fn new(range: Range<usize>, what: impl Into<String>) -> Self {
        Self {
            range,
            what: what.into(),
            help: None,
        }
    }

    /// Creates a problem with a value as a whole, without help.
    pub fn whole(what: impl Into<String>) -> Self {
        Self::new(0..0, what)
    }

    /// Returns the problem with a help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
