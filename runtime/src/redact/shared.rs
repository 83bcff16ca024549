use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Redactor;
use super::patterns::Patterns;

/// Looks for everything that the redactors of several builds have learned, after their ends too.
///
/// A recording is written after the builds, and what they captured last may occur in what was recorded first.
#[derive(Clone, Default)]
pub(crate) struct SharedRedactor(Arc<Mutex<Redactor>>);

impl SharedRedactor {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Redactor> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a redactor exists that shares what it will learn.
    pub(crate) fn is_in_use(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Redactor {
    /// Shares what this redactor has learned and will learn.
    pub(crate) fn share_with(&mut self, shared: &SharedRedactor) {
        if self.shared.as_ref().is_some_and(|own| own.is_same(shared)) {
            return;
        }
        let known = self.patterns().flat_map(Patterns::known);
        shared.lock().remember(known);
        self.shared = Some(shared.clone());
    }

    pub(super) fn share(&self, values: &[(Option<&str>, &str)]) {
        if let Some(shared) = &self.shared {
            shared.lock().permanent.add(values.iter().copied());
        }
    }
}
