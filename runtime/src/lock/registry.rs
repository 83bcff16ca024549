//! The locks of the process by name.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};

use super::guard::SharedLock;
use crate::error::RenderError;

#[derive(Default)]
struct Registry {
    /// The locks that are held or waited for.
    locks: HashMap<String, Weak<SharedLock>>,
    /// The number of holders of counting locks, as set by the first one of each name.
    counts: HashMap<String, usize>,
}

static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);

/// Sets the number of holders of a counting lock, once for the process.
pub(super) fn declare_count(name: &str, most: usize) -> Result<(), RenderError> {
    let mut registry = registry();
    let known = *registry.counts.entry(name.to_owned()).or_insert(most);
    if known == most {
        return Ok(());
    }
    Err(RenderError::new(format!(
        "the lock `{name}` counts to {known} and can't count to {most} as well"
    ))
    .help(Some(
        "one name has one number in the whole process".to_owned(),
    )))
}

/// The lock with that name.
pub(super) fn shared_lock(name: &str) -> Arc<SharedLock> {
    let mut registry = registry();
    if let Some(known) = registry.locks.get(name).and_then(Weak::upgrade) {
        return known;
    }
    // Locks that are neither held nor waited for have no state to keep.
    registry.locks.retain(|_, known| known.strong_count() > 0);
    let new = Arc::new(SharedLock::new());
    registry.locks.insert(name.to_owned(), Arc::downgrade(&new));
    new
}

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_that_nobody_has_are_forgotten() {
        let kept = shared_lock("kept");
        for n in 0..100 {
            shared_lock(&format!("n{n}"));
        }
        assert!(registry().locks.len() <= 2);
        assert!(Arc::ptr_eq(&kept, &shared_lock("kept")));
    }
}
