use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use futures_util::future::{Either, select};
use tokio::sync::watch;

/// Cancels builds. Clones are the same handle.
///
/// The step that runs is dropped where it waits, its request is aborted, and it ends as CANCELLED; of those
/// that come later only steps with `always_run` run. The result of a build that is cancelled before it ends is
/// CANCELLED.
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
    told: Reason,
    /// Of one build alone: that nobody waits for it any more.
    abandoned: Option<Reason>,
}

type Reason = Arc<watch::Sender<Option<String>>>;

impl Cancellation {
    /// A handle that no build has yet; see [`Build::cancelled_by`](crate::Build::cancelled_by).
    #[must_use]
    pub fn new() -> Self {
        Self {
            told: Reason::default(),
            abandoned: None,
        }
    }

    /// The same handle for one build alone, which may be abandoned.
    pub(super) fn of_one(&self) -> Self {
        Self {
            told: Arc::clone(&self.told),
            abandoned: Some(Reason::default()),
        }
    }

    /// Cancels the builds that have this handle. The first reason stays.
    pub fn cancel(&self, reason: impl Into<String>) {
        tell(&self.told, reason.into());
    }

    /// Cancels the one build that this is the handle of.
    pub(super) fn abandon(&self) {
        if let Some(abandoned) = &self.abandoned {
            tell(abandoned, "the build was dropped".to_owned());
        }
    }

    /// Whether somebody has cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.reasons().any(|reason| reason.borrow().is_some())
    }

    /// Why, where somebody has cancelled.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        self.reasons().find_map(|reason| reason.borrow().clone())
    }

    /// Waits until somebody cancels.
    pub async fn cancelled(&self) {
        let told = heard(&self.told);
        match &self.abandoned {
            Some(abandoned) => {
                select(pin!(told), pin!(heard(abandoned))).await;
            }
            None => told.await,
        }
    }

    fn reasons(&self) -> impl Iterator<Item = &Reason> {
        [&self.told].into_iter().chain(&self.abandoned)
    }
}

/// When the build was cancelled, seen from some work.
pub(super) enum Cancelled {
    /// The work has not begun, and never will.
    Before,
    Amid,
}

/// What comes of some work, unless the build is cancelled before it is done. The cancellation is looked at first,
/// so that nothing begins after it.
pub(super) async fn unless<T>(
    stop: Option<&Cancellation>,
    work: impl Future<Output = T>,
) -> Result<T, Cancelled> {
    let Some(stop) = stop else {
        return Ok(work.await);
    };
    let mut has_begun = false;
    let work = async {
        has_begun = true;
        work.await
    };
    let done = match select(pin!(stop.cancelled()), pin!(work)).await {
        Either::Left(_) => None,
        Either::Right((done, _)) => Some(done),
    };
    done.ok_or(if has_begun {
        Cancelled::Amid
    } else {
        Cancelled::Before
    })
}

fn tell(reason: &Reason, text: String) {
    reason.send_if_modified(|known| {
        let first = known.is_none();
        known.get_or_insert(text);
        first
    });
}

async fn heard(reason: &Reason) {
    // The sender is ours, so that there is no error to see.
    let _ = reason.subscribe().wait_for(Option::is_some).await;
}

impl Default for Cancellation {
    fn default() -> Self {
        Self::new()
    }
}

/// Without the reason, which nobody has redacted.
impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = f.debug_struct("Cancellation");
        told.field("is_cancelled", &self.is_cancelled());
        told.finish_non_exhaustive()
    }
}
