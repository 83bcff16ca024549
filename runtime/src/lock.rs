//! Locks that builds of the process share, by name.

mod guard;
mod registry;
mod set;

pub(crate) use set::Wanted;

/// A lock that a step holds while it runs: Buildbot's `MasterLock` with its access.
///
/// Locks of one name are one lock, in all builds of the process. A step gets its locks before it starts, in
/// the order of their names, so that no two steps wait for each other; those who wait for a lock get it in
/// the order in which they came. It lets go of them however it ends. Of several locks of one name in one
/// step the strongest counts: exclusive, then counting, then shared.
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
    /// With any number of others.
    Shared,
    /// Among so many that count; shared ones don't.
    Counting(usize),
    /// Alone.
    Exclusive,
}

impl Lock {
    /// Held by any number of steps at once, as long as nobody holds it exclusively.
    #[must_use]
    pub fn shared(name: impl Into<String>) -> Self {
        Self::of(name, Access::Shared)
    }

    /// Held by so many steps at once, as long as nobody holds it exclusively. Those that share the lock
    /// are not counted.
    ///
    /// The first step of the process that asks for a counting lock of a name decides how many it counts;
    /// one that asks for it with another number is an EXCEPTION.
    #[must_use]
    pub fn counting(name: impl Into<String>, most: usize) -> Self {
        Self::of(name, Access::Counting(most.max(1)))
    }

    /// Held by one step, and by nobody else.
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
