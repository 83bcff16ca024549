use std::sync::Arc;

use crate::error::Delivery;
use crate::session::Progress;

/// How far the requests of a step have come, of which there may be several.
#[derive(Debug, Default)]
pub(crate) struct DeliveryTracker {
    /// Of those that have ended.
    before: Option<Delivery>,
    /// Of the last one, be it in flight or not.
    last: Option<Arc<Progress>>,
    /// In how many steps within the step we are.
    depth: usize,
}

impl DeliveryTracker {
    /// From now on it is about this request.
    pub(crate) fn start_request(&mut self, progress: Arc<Progress>) {
        if self.depth > 0 {
            return;
        }
        self.before = self.current();
        self.last = Some(progress);
    }

    /// What is sent from now on is not the step's own request, but one of a step within it.
    pub(crate) fn enter_inner_step(&mut self) {
        self.depth += 1;
    }

    /// The same, no more.
    pub(crate) fn leave_inner_step(&mut self) {
        self.depth -= 1;
    }

    /// How far they have come; None where there was none. What nobody knows of one stays unknown until
    /// another one is answered.
    pub(crate) fn current(&self) -> Option<Delivery> {
        let last = self.last.as_ref().map(|progress| progress.delivery());
        match (self.before, last) {
            (before, None | Some(Delivery::NotSent)) => before.or(last),
            (_, last) => last,
        }
    }
}
