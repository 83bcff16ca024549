//! The locks of the process by their names.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};

use super::guard::Named;
use crate::error::RenderError;

#[derive(Default)]
struct Registry {
    /// Those that somebody holds or waits for.
    locks: HashMap<String, Weak<Named>>,
    /// To what names count: as the first said who asked.
    counts: HashMap<String, usize>,
}

static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);

/// Says to what a name counts, once for the process.
pub(super) fn declare(name: &str, most: usize) -> Result<(), RenderError> {
    let mut registry = lock();
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

/// The lock of that name.
pub(super) fn named(name: &str) -> Arc<Named> {
    let mut registry = lock();
    if let Some(known) = registry.locks.get(name).and_then(Weak::upgrade) {
        return known;
    }
    // Those that nobody holds or waits for are as good as new.
    registry.locks.retain(|_, known| known.strong_count() > 0);
    let new = Arc::new(Named::new());
    registry.locks.insert(name.to_owned(), Arc::downgrade(&new));
    new
}

fn lock() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_that_nobody_has_are_forgotten() {
        let kept = named("kept");
        for n in 0..100 {
            named(&format!("n{n}"));
        }
        assert!(lock().locks.len() <= 2);
        assert!(Arc::ptr_eq(&kept, &named("kept")));
    }
}
