//! A lock of the process, and what it is to hold it.

use std::sync::{Arc, OnceLock};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Access;

/// How many may share a lock; who holds it exclusively holds them all.
const ALL: u32 = 1 << 24;

/// A lock that somebody holds or waits for.
#[derive(Debug)]
pub(super) struct Named {
    holders: Arc<Semaphore>,
    /// Made by the first who counts; the registry sees to it that all count to the same number.
    counted: OnceLock<Arc<Semaphore>>,
}

/// The lock is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    _holder: Option<OwnedSemaphorePermit>,
    _counted: Option<OwnedSemaphorePermit>,
    /// The registry keeps a lock as long as somebody has it.
    _named: Arc<Named>,
}

impl Named {
    pub(super) fn new() -> Self {
        Self {
            holders: Arc::new(Semaphore::new(ALL as usize)),
            counted: OnceLock::new(),
        }
    }

    /// Waits in the order of coming. Who counts waits for its number first, and nobody who has a number is
    /// waited for by one who counts not: there is no circle.
    pub(super) async fn take(self: Arc<Self>, access: Access) -> Held {
        let counted = match access {
            Access::Counting(most) => self.counted(most).acquire_owned().await.ok(),
            Access::Shared | Access::Exclusive => None,
        };
        let many = match access {
            Access::Shared | Access::Counting(_) => 1,
            Access::Exclusive => ALL,
        };
        let holders = Arc::clone(&self.holders);
        Held {
            // Nobody closes them, so that there is no error to see.
            _holder: holders.acquire_many_owned(many).await.ok(),
            _counted: counted,
            _named: self,
        }
    }

    fn counted(&self, most: usize) -> Arc<Semaphore> {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        let counted = self.counted.get_or_init(|| Arc::new(Semaphore::new(most)));
        Arc::clone(counted)
    }
}
