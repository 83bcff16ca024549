//! The future of a running build.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tracing::instrument::WithSubscriber as _;

use super::{BuildOutcome, Cancellation};

type BoxedBuild = Pin<Box<dyn Future<Output = BuildOutcome> + Send>>;

/// Runs a build when polled. If it is dropped earlier, the build is cancelled, and continues as a task until it has
/// cleaned up.
pub(super) struct BuildFuture {
    /// None after its end.
    build: Option<BoxedBuild>,
    runtime: Handle,
    cancellation: Cancellation,
}

impl BuildFuture {
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

impl Future for BuildFuture {
    type Output = BuildOutcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<BuildOutcome> {
        // Taken out, so that a build that panics is not polled again.
        let Some(mut build) = self.build.take() else {
            return Poll::Pending;
        };
        // The caller may poll outside of any runtime.
        let in_runtime = self.runtime.enter();
        let polled = build.as_mut().poll(context);
        drop(in_runtime);
        if polled.is_pending() {
            self.build = Some(build);
        }
        polled
    }
}

impl Drop for BuildFuture {
    fn drop(&mut self) {
        if let Some(build) = self.build.take() {
            self.cancellation.abandon();
            self.runtime.spawn(build.with_current_subscriber());
        }
    }
}
