//! The locks of a step, in the order in which everybody takes them.

use std::collections::BTreeMap;

use http_step_syntax::key::Key;

use super::guard::Held;
use super::{Access, Lock, registry};
use crate::error::RenderError;

/// What a step wants to hold: one access a name, sorted by name.
#[derive(Debug)]
pub(crate) struct Wanted<'a>(BTreeMap<&'a str, Access>);

impl<'a> Wanted<'a> {
    /// The strongest access to each name.
    ///
    /// # Errors
    ///
    /// For a number that is not the one which the name counts to.
    pub(crate) fn of(locks: &'a [Lock]) -> Result<Self, RenderError> {
        let mut strongest: BTreeMap<&str, Access> = BTreeMap::new();
        for lock in locks {
            if let Access::Counting(most) = lock.access {
                registry::declare(&lock.name, most).map_err(|error| error.within(Key::Locks))?;
            }
            let access = strongest.entry(&lock.name).or_insert(lock.access);
            if strength(lock.access) > strength(*access) {
                *access = lock.access;
            }
        }
        Ok(Self(strongest))
    }

    /// Waits for all of them, one after another: since all steps go by the names, none waits for one that
    /// waits for it. They are free again when what is given back is dropped, or this future.
    pub(crate) async fn take(self) -> Vec<Held> {
        let mut held = Vec::with_capacity(self.0.len());
        for (name, access) in self.0 {
            held.push(registry::named(name).take(access).await);
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
