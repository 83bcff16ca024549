//! What users' code does must not end the process: a panic of a step becomes an error.

use std::future::poll_fn;
use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

/// A step panicked. Its own words stay with the panic hook, since they may quote a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Panicked;

/// Calls what may panic.
pub(crate) fn guarded<T>(call: impl FnOnce() -> T) -> Result<T, Panicked> {
    // Nothing of ours is left half done, and what is the step's it has to mind itself.
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        // Its end is users' code as well, and may panic too.
        forget(payload);
        Panicked
    })
}

/// Makes and runs a future, both of which may panic, as may its end.
pub(super) async fn ended<'a, T>(
    make: impl FnOnce() -> Pin<Box<dyn Future<Output = T> + Send + 'a>>,
) -> Result<T, Panicked> {
    let mut running = Running(Some(guarded(make)?));
    poll_fn(|context| {
        let Some(future) = &mut running.0 else {
            return Poll::Ready(Err(Panicked));
        };
        match guarded(|| future.as_mut().poll(context)) {
            Ok(polled) => polled.map(Ok),
            Err(panicked) => Poll::Ready(Err(panicked)),
        }
    })
    .await
}

struct Running<'a, T>(Option<Pin<Box<dyn Future<Output = T> + Send + 'a>>>);

impl<T> Drop for Running<'_, T> {
    fn drop(&mut self) {
        let future = self.0.take();
        // It is gone either way.
        let _ = guarded(|| drop(future));
    }
}
