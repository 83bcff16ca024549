use alloc::string::String;
use core::ops::Range;

use crate::tree::Pos;

/// A mistake, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place of what is at fault.
    pub at: Pos,
    /// The bytes of the string there that are at fault; none where all of it is.
    pub inside: Option<Range<usize>>,
    /// What is wrong, in one line.
    pub what: String,
    /// What to write instead, in one line.
    pub help: Option<String>,
}
