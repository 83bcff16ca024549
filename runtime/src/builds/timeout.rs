//! Timeouts that also work where the runtime has no timers, or is gone.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};

use super::catch_panic::{Panicked, catch_async_panic};

/// Sleeps; an error at once if the runtime has no timers or is gone, where tokio panics.
pub(super) async fn sleep(after: Duration) -> Result<(), Panicked> {
    catch_async_panic(|| Box::pin(tokio::time::sleep(after))).await
}

/// The output of `work`, or None if it takes longer than `limit`. Without timers it takes as long as it takes.
pub(super) async fn timeout<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(sleep(limit))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right((Ok(()), _)) => None,
        Either::Right((Err(Panicked), work)) => Some(work.await),
    }
}
