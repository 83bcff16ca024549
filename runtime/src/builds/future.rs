//! A build that runs, and who waits for it.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tracing::instrument::WithSubscriber as _;

use super::{BuildOutcome, Cancellation};

type Running = Pin<Box<dyn Future<Output = BuildOutcome> + Send>>;

/// Runs a build on behalf of who polls this. Where this is dropped before, the build is cancelled, and goes on
/// by itself until it has cleaned up.
pub(super) struct Driven {
    /// None when it has ended.
    build: Option<Running>,
    runtime: Handle,
    cancellation: Cancellation,
}

impl Driven {
    pub(super) fn new(
        build: impl Future<Output = BuildOutcome> + Send + 'static,
        runtime: Handle,
        cancellation: Cancellation,
    ) -> Self {
        Self {
            build: Some(Box::pin(build)),
            runtime,
            cancellation,
        }
    }
}

impl Future for Driven {
    type Output = BuildOutcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<BuildOutcome> {
        // Taken out, so that one that panics is not polled again.
        let Some(mut build) = self.build.take() else {
            return Poll::Pending;
        };
        // Who polls may know no runtime at all.
        let in_runtime = self.runtime.enter();
        let polled = build.as_mut().poll(context);
        drop(in_runtime);
        if polled.is_pending() {
            self.build = Some(build);
        }
        polled
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        if let Some(build) = self.build.take() {
            self.cancellation.abandon();
            self.runtime.spawn(build.with_current_subscriber());
        }
    }
}
