//! The locks of a step.

use std::collections::BTreeMap;

use http_step_syntax::key::Key;

use super::guard::LockGuard;
use super::{Access, Lock, registry};
use crate::error::RenderError;

/// The locks of a step: one access mode for each name, sorted by name.
#[derive(Debug)]
pub(crate) struct LockSet<'a>(BTreeMap<&'a str, Access>);

impl<'a> LockSet<'a> {
    /// The strongest access mode of each name.
    ///
    /// # Errors
    ///
    /// If a counting lock has another number than earlier ones of its name.
    pub(crate) fn new(locks: &'a [Lock]) -> Result<Self, RenderError> {
        let mut strongest: BTreeMap<&str, Access> = BTreeMap::new();
        for lock in locks {
            if let Access::Counting(most) = lock.access {
                registry::declare_count(&lock.name, most)
                    .map_err(|error| error.within(Key::Locks))?;
            }
            let access = strongest.entry(&lock.name).or_insert(lock.access);
            if strength(lock.access) > strength(*access) {
                *access = lock.access;
            }
        }
        Ok(Self(strongest))
    }

    /// Acquires all of them, in the order of their names: since all steps do, none waits for one that waits for it.
    /// They are released when the guards are dropped, or this future.
    pub(crate) async fn acquire(self) -> Vec<LockGuard> {
        let mut held = Vec::with_capacity(self.0.len());
        for (name, access) in self.0 {
            held.push(registry::shared_lock(name).acquire(access).await);
        }
        held
    }
}

fn strength(access: Access) -> u8 {
    match access {
        Access::Shared => 0,
        Access::Counting(_) => 1,
        Access::Exclusive => 2,
    }
}
