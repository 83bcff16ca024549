use std::sync::Arc;

use crate::error::Delivery;
use crate::session::Progress;

/// Tracks whether the requests of a step have reached the server.
#[derive(Debug, Default)]
pub(crate) struct DeliveryTracker {
    /// Of the requests that have ended.
    before: Option<Delivery>,
    /// The last request, in flight or not.
    last: Option<Arc<Progress>>,
    /// The depth of inner steps.
    depth: usize,
}

impl DeliveryTracker {
    /// Tracks this request from now on.
    pub(crate) fn start_request(&mut self, progress: Arc<Progress>) {
        if self.depth > 0 {
            return;
        }
        self.before = self.current();
        self.last = Some(progress);
    }

    /// Ignores the requests of an inner step from now on.
    pub(crate) fn enter_inner_step(&mut self) {
        self.depth += 1;
    }

    /// The inner step has ended.
    pub(crate) fn leave_inner_step(&mut self) {
        self.depth -= 1;
    }

    /// How far the requests got; None if there was none. An unknown delivery stays unknown until a later request
    /// is answered.
    pub(crate) fn current(&self) -> Option<Delivery> {
        let last = self.last.as_ref().map(|progress| progress.delivery());
        match (self.before, last) {
            (before, None | Some(Delivery::NotSent)) => before.or(last),
            (_, last) => last,
        }
    }
}
