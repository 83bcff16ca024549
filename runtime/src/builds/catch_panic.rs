//! Panics of users' code, which become errors of their step.

use std::future::poll_fn;
use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

/// A step panicked. The panic message stays with the panic hook, since it may contain a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Panicked;

/// Calls a function that may panic.
pub(crate) fn catch_panic<T>(call: impl FnOnce() -> T) -> Result<T, Panicked> {
    // No state of ours is left inconsistent; the state of the step is its own.
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        // Dropping the payload runs users' code as well, which may panic too.
        forget(payload);
        Panicked
    })
}

/// Makes and runs a future; making, polling and dropping it may panic.
pub(super) async fn catch_async_panic<'a, T>(
    make: impl FnOnce() -> Pin<Box<dyn Future<Output = T> + Send + 'a>>,
) -> Result<T, Panicked> {
    let mut running = GuardedFuture(Some(catch_panic(make)?));
    poll_fn(|context| {
        let Some(future) = &mut running.0 else {
            return Poll::Ready(Err(Panicked));
        };
        match catch_panic(|| future.as_mut().poll(context)) {
            Ok(polled) => polled.map(Ok),
            Err(panicked) => Poll::Ready(Err(panicked)),
        }
    })
    .await
}

struct GuardedFuture<'a, T>(Option<Pin<Box<dyn Future<Output = T> + Send + 'a>>>);

impl<T> Drop for GuardedFuture<'_, T> {
    fn drop(&mut self) {
        let future = self.0.take();
        // It is dropped either way.
        let _ = catch_panic(|| drop(future));
    }
}
