use alloc::string::String;

use crate::key::Key;

/// A rule that a step breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The part of the step that is at fault.
    pub at: At,
    /// What is wrong, in one line.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

/// The part of a step that a [`Violation`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// The field of that key.
    Key(Key),
    /// The option of that name in the field of that key.
    Option(Key, &'static str),
    /// The n-th literal name in `params`.
    Param(usize),
    /// The value of the `Content-Type` header.
    ContentType,
    /// The name of the `Authorization` header.
    Authorization,
    /// The n-th secret.
    Secret(usize),
}
