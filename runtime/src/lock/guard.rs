//! A shared lock, and the guard that holds it.

use std::sync::{Arc, OnceLock};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Access;

/// The permits of a lock: a shared holder takes one, an exclusive one takes all.
const ALL: u32 = 1 << 24;

/// A lock that is held or waited for.
#[derive(Debug)]
pub(super) struct SharedLock {
    holders: Arc<Semaphore>,
    /// Made by the first counting holder; the registry ensures that all have the same number.
    counting: OnceLock<Arc<Semaphore>>,
}

/// Holds a lock until it is dropped.
#[derive(Debug)]
pub(crate) struct LockGuard {
    _holder: Option<OwnedSemaphorePermit>,
    _counted: Option<OwnedSemaphorePermit>,
    /// The registry keeps a lock as long as it is held.
    _named: Arc<SharedLock>,
}

impl SharedLock {
    pub(super) fn new() -> Self {
        Self {
            holders: Arc::new(Semaphore::new(ALL as usize)),
            counting: OnceLock::new(),
        }
    }

    /// Acquires the lock in order of arrival. A counting holder waits for its counting permit first, which others never
    /// wait for, so that there is no deadlock.
    pub(super) async fn acquire(self: Arc<Self>, access: Access) -> LockGuard {
        let counted = match access {
            Access::Counting(most) => self.counting(most).acquire_owned().await.ok(),
            Access::Shared | Access::Exclusive => None,
        };
        let many = match access {
            Access::Shared | Access::Counting(_) => 1,
            Access::Exclusive => ALL,
        };
        let holders = Arc::clone(&self.holders);
        LockGuard {
            // The semaphore is never closed, so that this cannot fail.
            _holder: holders.acquire_many_owned(many).await.ok(),
            _counted: counted,
            _named: self,
        }
    }

    fn counting(&self, most: usize) -> Arc<Semaphore> {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        let counted = self.counting.get_or_init(|| Arc::new(Semaphore::new(most)));
        Arc::clone(counted)
    }
}
