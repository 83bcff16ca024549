//! Named locks that the builds of a process share.

mod guard;
mod registry;
mod set;

pub(crate) use set::LockSet;

/// A lock that a step holds while it runs: Buildbot's `MasterLock` with an access mode.
///
/// Locks with the same name are the same lock, in all builds of the process. A step acquires its locks before it
/// starts, in the order of their names, so that steps cannot deadlock; waiting steps acquire a lock in the order
/// in which they started to wait. A step releases its locks however it ends. If a step has several locks with the
/// same name, the strongest counts: exclusive, then counting, then shared.
///
/// ```
/// use http_step::{HttpStep, Lock};
///
/// let step = HttpStep::post("https://deploy.example.com/").lock(Lock::exclusive("production"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    pub(crate) name: String,
    pub(crate) access: Access,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Any number of holders.
    Shared,
    /// At most this number of counting holders, besides shared ones.
    Counting(usize),
    /// A single holder.
    Exclusive,
}

impl Lock {
    /// A lock that any number of steps may hold at once, unless a step holds it exclusively.
    #[must_use]
    pub fn shared(name: impl Into<String>) -> Self {
        Self::of(name, Access::Shared)
    }

    /// A lock that at most `most` steps may hold at once, unless a step holds it exclusively. Steps that share the
    /// lock are not counted.
    ///
    /// The first counting lock of a name in the process sets its number; a step with another number for that name
    /// is an EXCEPTION.
    #[must_use]
    pub fn counting(name: impl Into<String>, most: usize) -> Self {
        Self::of(name, Access::Counting(most.max(1)))
    }

    /// A lock that one step holds alone.
    #[must_use]
    pub fn exclusive(name: impl Into<String>) -> Self {
        Self::of(name, Access::Exclusive)
    }

    fn of(name: impl Into<String>, access: Access) -> Self {
        Self {
            name: name.into(),
            access,
        }
    }
}

/// A name is a shared lock.
impl<S: Into<String>> From<S> for Lock {
    fn from(name: S) -> Self {
        Self::shared(name)
    }
}
