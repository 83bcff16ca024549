use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Redactor;

/// What redactors leave behind: it looks for all that each of them has learned, to its end.
///
/// A recording is written when builds are over, and what they captured last stands in what came first.
#[derive(Clone, Default)]
pub(crate) struct Heir(Arc<Mutex<Redactor>>);

impl Heir {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Redactor> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a redactor is still there that may learn more.
    pub(crate) fn has_more_to_learn(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
