use std::sync::Arc;

use crate::error::Reach;
use crate::session::Progress;

/// How far the requests of a step have come, of which there may be several.
#[derive(Debug, Default)]
pub(crate) struct Reached {
    /// Of those that have ended.
    before: Option<Reach>,
    /// Of the last one, be it in flight or not.
    last: Option<Arc<Progress>>,
    is_paused: bool,
}

impl Reached {
    /// From now on it is about this request.
    pub(crate) fn begin(&mut self, progress: Arc<Progress>) {
        if self.is_paused {
            return;
        }
        self.before = self.reach();
        self.last = Some(progress);
    }

    /// What is sent from now on is not the step's own request.
    pub(crate) fn pause(&mut self) {
        self.is_paused = true;
    }

    /// The same, no more.
    pub(crate) fn resume(&mut self) {
        self.is_paused = false;
    }

    /// How far they have come; None where there was none. What nobody knows of one stays unknown until
    /// another one is answered.
    pub(crate) fn reach(&self) -> Option<Reach> {
        let last = self.last.as_ref().map(|progress| progress.reach());
        match (self.before, last) {
            (before, None | Some(Reach::NotSent)) => before.or(last),
            (_, last) => last,
        }
    }
}
