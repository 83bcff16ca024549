//! Statuses, ranges of statuses and kinds of failure, as `results` and `retry` name them.

use std::fmt;
use std::ops::RangeInclusive;

use http_step_syntax::status::Member;

use crate::error::FailureKind;

/// Matches the status of a response, or the kind of a failure, in `results` and in `retry`.
///
/// ```
/// use http_step::{FailureKind, StatusMatcher};
///
/// assert_eq!(StatusMatcher::from(502..=504).to_string(), "502..=504");
/// assert_eq!(StatusMatcher::from(FailureKind::Timeout).to_string(), "timeout");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusMatcher(Member);

impl StatusMatcher {
    /// All that no other rule names.
    pub const REST: Self = Self(Member::Rest);

    pub(crate) const fn new(member: Member) -> Self {
        Self(member)
    }

    pub(crate) const fn member(self) -> Member {
        self.0
    }

    /// Whether an answer with that status is meant by name.
    pub(crate) fn has_status(self, status: u16) -> bool {
        match self.0 {
            Member::Status(code) => code == status,
            Member::Range(low, high) => (low..=high).contains(&status),
            Member::Failure(_) | Member::Rest => false,
        }
    }

    /// Whether a failure of that kind is meant by name.
    pub(crate) fn has_failure(self, kind: FailureKind) -> bool {
        self.0 == Member::Failure(kind.as_str())
    }

    /// Whether all that has no name is meant.
    pub(crate) fn is_rest(self) -> bool {
        self.0 == Member::Rest
    }
}

impl From<u16> for StatusMatcher {
    fn from(status: u16) -> Self {
        Self(Member::Status(status))
    }
}

impl From<RangeInclusive<u16>> for StatusMatcher {
    fn from(statuses: RangeInclusive<u16>) -> Self {
        Self(Member::Range(*statuses.start(), *statuses.end()))
    }
}

impl From<FailureKind> for StatusMatcher {
    fn from(kind: FailureKind) -> Self {
        Self(Member::Failure(kind.as_str()))
    }
}

impl fmt::Display for StatusMatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
