use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::error::{Failure, FailureKind, Phase};

/// A point in time, and the duration until it that was configured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Instant,
    within: Duration,
}

impl Deadline {
    /// A deadline after that duration from now.
    pub(crate) fn after(within: Duration) -> Self {
        Self {
            at: add_saturating(Instant::now(), within),
            within,
        }
    }

    /// The earlier of this one and one after that duration from now.
    pub(crate) fn or_after(self, within: Option<Duration>) -> Self {
        match within.map(Self::after) {
            Some(other) if other.at < self.at => other,
            _ => self,
        }
    }

    pub(super) fn at(self) -> Instant {
        self.at
    }

    /// The output of `work`; None if the deadline passes before.
    pub(crate) async fn bound<T>(self, work: impl Future<Output = T>) -> Option<T> {
        timeout_at(self.at, work).await.ok()
    }

    /// Whether it passes before a wait of that duration ends.
    pub(crate) fn is_before(self, wait: Duration) -> bool {
        self.at <= add_saturating(Instant::now(), wait)
    }

    /// Waits for that duration or until the deadline; returns whether the deadline has not passed.
    pub(crate) async fn allows(self, wait: Duration) -> bool {
        let until = add_saturating(Instant::now(), wait);
        sleep_until(until.min(self.at)).await;
        until < self.at
    }

    pub(crate) fn has_passed(self) -> bool {
        self.at <= Instant::now()
    }

    /// The failure of a request that was in `phase` when the deadline passed.
    pub(crate) fn timeout(self, phase: Phase) -> Failure {
        let what = format!("not done within {:?}", self.within);
        Failure::new(FailureKind::Timeout, phase, what)
    }
}

/// Adds a duration of at most one year: durations come from users, and an instant cannot hold all of them.
pub(super) fn add_saturating(since: Instant, duration: Duration) -> Instant {
    since + duration.min(Duration::from_secs(365 * 24 * 3600))
}
