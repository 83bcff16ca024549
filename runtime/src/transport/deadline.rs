use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::error::{Failure, FailureKind, Phase};

/// When something has to be over, and the time that it had.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Instant,
    within: Duration,
}

impl Deadline {
    /// So long from now.
    pub(crate) fn after(within: Duration) -> Self {
        Self {
            at: add_saturating(Instant::now(), within),
            within,
        }
    }

    /// The earlier of this one and one that is so long from now.
    pub(crate) fn or_after(self, within: Option<Duration>) -> Self {
        match within.map(Self::after) {
            Some(other) if other.at < self.at => other,
            _ => self,
        }
    }

    pub(super) fn at(self) -> Instant {
        self.at
    }

    /// What comes of some work; None where it is not done in time.
    pub(crate) async fn bound<T>(self, work: impl Future<Output = T>) -> Option<T> {
        timeout_at(self.at, work).await.ok()
    }

    /// Whether it comes before so long a wait has ended.
    pub(crate) fn is_before(self, wait: Duration) -> bool {
        self.at <= add_saturating(Instant::now(), wait)
    }

    /// Waits so long, or until it has passed, and says whether it has not.
    pub(crate) async fn allows(self, wait: Duration) -> bool {
        let until = add_saturating(Instant::now(), wait);
        sleep_until(until.min(self.at)).await;
        until < self.at
    }

    pub(crate) fn has_passed(self) -> bool {
        self.at <= Instant::now()
    }

    /// The failure of what was in `phase` when the time was up.
    pub(crate) fn timeout(self, phase: Phase) -> Failure {
        let what = format!("not done within {:?}", self.within);
        Failure::new(FailureKind::Timeout, phase, what)
    }
}

/// Durations come from users, and an instant cannot hold all of them: a year is as good as for ever.
pub(super) fn add_saturating(since: Instant, duration: Duration) -> Instant {
    since + duration.min(Duration::from_secs(365 * 24 * 3600))
}
