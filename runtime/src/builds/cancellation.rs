use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use futures_util::future::{Either, select};
use tokio::sync::watch;

/// Cancels builds. Clones are the same handle.
///
/// The running step is dropped, its request is aborted, and it ends as CANCELLED; of the later steps only those
/// with `always_run` run. The result of a build that is cancelled before its end is CANCELLED.
///
/// ```
/// use http_step::prelude::*;
///
/// let mut factory = BuildFactory::new();
/// factory
///     .add_step(get!("http://127.0.0.1:9/long-work"))
///     .add_step(post!("http://127.0.0.1:9/clean-up", name: "clean up", always_run: true));
/// let build = factory.build();
/// let cancellation = build.cancellation(); // for another thread or task
/// cancellation.cancel("somebody pressed the button");
///
/// let outcome = build.run_blocking();
/// assert_eq!(outcome.result(), BuildResult::Cancelled);
/// assert_eq!(outcome.steps().len(), 1);
/// assert_eq!(outcome.steps()[0].name(), "clean up");
/// ```
#[derive(Clone)]
pub struct Cancellation {
    requested: Reason,
    /// Set for a single build whose future was dropped.
    abandoned: Option<Reason>,
}

type Reason = Arc<watch::Sender<Option<String>>>;

impl Cancellation {
    /// A handle without a build yet; see [`Build::cancelled_by`](crate::Build::cancelled_by).
    #[must_use]
    pub fn new() -> Self {
        Self {
            requested: Reason::default(),
            abandoned: None,
        }
    }

    /// The same handle for a single build, which may be abandoned.
    pub(super) fn for_one_build(&self) -> Self {
        Self {
            requested: Arc::clone(&self.requested),
            abandoned: Some(Reason::default()),
        }
    }

    /// Cancels the builds with this handle. The first reason is kept.
    pub fn cancel(&self, reason: impl Into<String>) {
        set_reason(&self.requested, reason.into());
    }

    /// Cancels the single build of this handle.
    pub(super) fn abandon(&self) {
        if let Some(abandoned) = &self.abandoned {
            set_reason(abandoned, "the build was dropped".to_owned());
        }
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.reasons().any(|reason| reason.borrow().is_some())
    }

    /// The reason, if it was cancelled.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        self.reasons().find_map(|reason| reason.borrow().clone())
    }

    /// Waits for the cancellation.
    pub async fn cancelled(&self) {
        let requested = wait_for_reason(&self.requested);
        match &self.abandoned {
            Some(abandoned) => {
                select(pin!(requested), pin!(wait_for_reason(abandoned))).await;
            }
            None => requested.await,
        }
    }

    fn reasons(&self) -> impl Iterator<Item = &Reason> {
        [&self.requested].into_iter().chain(&self.abandoned)
    }
}

/// When a build was cancelled, relative to a future.
pub(super) enum Cancelled {
    /// The future was not polled, and never will be.
    BeforeStart,
    WhileRunning,
}

/// The output of `work`, unless the build is cancelled before. The cancellation is polled first, so that nothing
/// starts after it.
pub(super) async fn unless_cancelled<T>(
    stop: Option<&Cancellation>,
    work: impl Future<Output = T>,
) -> Result<T, Cancelled> {
    let Some(stop) = stop else {
        return Ok(work.await);
    };
    let mut has_started = false;
    let work = async {
        has_started = true;
        work.await
    };
    let done = match select(pin!(stop.cancelled()), pin!(work)).await {
        Either::Left(_) => None,
        Either::Right((done, _)) => Some(done),
    };
    done.ok_or(if has_started {
        Cancelled::WhileRunning
    } else {
        Cancelled::BeforeStart
    })
}

fn set_reason(reason: &Reason, text: String) {
    reason.send_if_modified(|known| {
        let first = known.is_none();
        known.get_or_insert(text);
        first
    });
}

async fn wait_for_reason(reason: &Reason) {
    // The sender outlives this, so that it cannot fail.
    let _ = reason.subscribe().wait_for(Option::is_some).await;
}

impl Default for Cancellation {
    fn default() -> Self {
        Self::new()
    }
}

/// Without the reason, which is not redacted.
impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Cancellation");
        debug.field("is_cancelled", &self.is_cancelled());
        debug.finish_non_exhaustive()
    }
}
