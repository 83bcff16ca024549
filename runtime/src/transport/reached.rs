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
    /// In how many steps within the step we are.
    within: usize,
}

impl Reached {
    /// From now on it is about this request.
    pub(crate) fn begin(&mut self, progress: Arc<Progress>) {
        if self.within > 0 {
            return;
        }
        self.before = self.reach();
        self.last = Some(progress);
    }

    /// What is sent from now on is not the step's own request, but one of a step within it.
    pub(crate) fn enter(&mut self) {
        self.within += 1;
    }

    /// The same, no more.
    pub(crate) fn leave(&mut self) {
        self.within -= 1;
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
