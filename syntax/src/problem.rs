use alloc::string::String;
use core::ops::Range;

/// A mistake in a string: where, what is wrong and what to write instead.
///
/// `range` counts bytes of the string that was checked. A caller that owns source positions turns it
/// into a span; one that owns a JSON path shows the string with a caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes at fault; may be empty where something is missing.
    pub range: Range<usize>,
    /// What is wrong, in one line: lower case, no full stop.
    pub what: String,
    /// What to write instead, in one line, where there is something to say.
    pub help: Option<String>,
}

impl Problem {
    /// Makes a problem at `range` without advice.
    pub fn new(range: Range<usize>, what: impl Into<String>) -> Self {
        Self {
            range,
            what: what.into(),
            help: None,
        }
    }

    /// Makes a problem with a value as a whole, without advice.
    pub fn whole(what: impl Into<String>) -> Self {
        Self::new(0..0, what)
    }

    /// Returns the problem with advice on what to write.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
