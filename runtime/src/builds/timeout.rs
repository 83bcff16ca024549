//! What must not take for ever.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use tokio::time::sleep;

use super::catch_panic::{Panicked, ended};

/// Waits so long. An error at once where the runtime has no timers, or when it is gone: tokio panics there.
pub(super) async fn alarm(after: Duration) -> Result<(), Panicked> {
    ended(|| Box::pin(sleep(after))).await
}

/// What comes of some work, unless it takes longer than that; where there is no alarm, however long it takes.
pub(super) async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(alarm(limit))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right((Ok(()), _)) => None,
        Either::Right((Err(Panicked), work)) => Some(work.await),
    }
}
