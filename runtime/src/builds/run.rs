use std::io;
use std::panic::resume_unwind;
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use futures_util::future::select;
use tokio::runtime::{Builder, Handle};
use tokio::task::JoinError;
use tracing::Instrument as _;

use super::StepOutcome;
use super::catch_panic::catch_panic;
use super::flags::{effective_result, halts_build, state_string};
use super::future::BuildFuture;
use super::timeout::sleep;
use super::{BuildOutcome, Cancellation, Step, StepContext, run_step};
use crate::buildbot::Dialect;
use crate::events::{EventSink, Observer};
use crate::properties::Properties;
use crate::redact::Redactor;
use crate::result::BuildResult;
use crate::secrets::{SecretProvider, SecretValues};
use crate::session::{self, Jar, Session};
use crate::value::IntoValue;

/// How long a build that has ended waits for its observers.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// A build that is about to run: the steps of a factory, with properties.
///
/// ```
/// use http_step::prelude::*;
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(get!(Property("status-url")));
/// let outcome = factory
///     .build()
///     .property("status-url", "http://127.0.0.1:9/nobody-listens-here")
///     .run_blocking();
/// assert_eq!(outcome.result(), BuildResult::Failure);
/// ```
pub struct Build {
    pub(crate) steps: Vec<Arc<dyn Step>>,
    pub(crate) properties: Properties,
    pub(super) session: Session,
    pub(super) dialect: Dialect,
    pub(super) secrets: Vec<Arc<dyn SecretProvider>>,
    /// The cookies that the steps of the build share where they say so.
    pub(super) jar: Jar,
    pub(super) cancellation: Cancellation,
    observers: Vec<Box<dyn Observer>>,
}

impl Build {
    pub(super) fn new(steps: Vec<Arc<dyn Step>>) -> Self {
        Self {
            steps,
            properties: Properties::new(),
            session: Session::global(),
            dialect: Dialect::default(),
            secrets: Vec::new(),
            jar: Jar::default(),
            cancellation: Cancellation::new(),
            observers: Vec::new(),
        }
    }

    /// Sets a property, with the source `Build`.
    #[must_use]
    pub fn property(mut self, name: impl Into<String>, value: impl IntoValue) -> Self {
        self.properties.set(name, value, "Build");
        self
    }

    /// Sends through this session instead of the process-wide one.
    #[must_use]
    pub fn session(mut self, session: Session) -> Self {
        self.session = session;
        self
    }

    /// Reads values in this dialect instead of the Native one.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Adds a provider of secrets; several are asked in the order in which they were added.
    #[must_use]
    pub fn secrets(mut self, provider: impl SecretProvider + 'static) -> Self {
        self.secrets.push(Arc::new(provider));
        self
    }

    /// The handle that cancels this build, from any thread or task.
    #[must_use]
    pub fn cancellation(&self) -> Cancellation {
        self.cancellation.clone()
    }

    /// Cancels this build with all others that have the same handle. One from [`Build::cancellation`] that was
    /// taken before is this build's no more.
    #[must_use]
    pub fn cancelled_by(mut self, cancellation: Cancellation) -> Self {
        self.cancellation = cancellation;
        self
    }

    /// Adds somebody who listens to what happens. [`Observer`] says why that holds nothing up.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.push(Box::new(observer));
        self
    }

    /// Runs the steps one after another.
    ///
    /// Dropping the future is the same as cancelling: the request in flight is aborted, and what cleans up, such
    /// as steps with `always_run`, runs on the runtime of the build as long as that is there. Where it is gone, the
    /// build ends at once; observers hear that the step and the build are CANCELLED in either case.
    ///
    /// Works in any async code: without a tokio runtime at hand the build runs on one of its own.
    pub async fn run(mut self) -> BuildOutcome {
        let runtime = match Handle::try_current() {
            Ok(runtime) => runtime,
            Err(_) => match session::fallback_runtime() {
                Ok(runtime) => runtime.clone(),
                Err(error) => return self.without_runtime(&error),
            },
        };
        self.cancellation = self.cancellation.for_one_build();
        let cancellation = self.cancellation.clone();
        BuildFuture::new(self.into_future(), runtime, cancellation).await
    }

    /// Runs the steps one after another and waits for the end: for programs without async code.
    ///
    /// In async code it is no mistake either; it only keeps the calling thread waiting.
    #[must_use]
    pub fn run_blocking(self) -> BuildOutcome {
        if Handle::try_current().is_ok() {
            return self.run_on_own_thread();
        }
        let runtime = match session::fallback_runtime() {
            Ok(runtime) => runtime,
            Err(error) => return self.without_runtime(&error),
        };
        let (done, outcome) = mpsc::sync_channel(1);
        let build = runtime.spawn(self.into_future());
        runtime.spawn(async move {
            // Nobody hangs up: the receiver waits right below.
            let _ = done.send(build.await);
        });
        match outcome.recv() {
            Ok(ended) => join(ended),
            Err(mpsc::RecvError) => unreachable!("the runtime lives as long as the process"),
        }
    }

    /// Runs on a thread and a runtime of its own. The runtime of the caller, which may be the one that all
    /// other builds share, stands still meanwhile, and so this build must not need it.
    fn run_on_own_thread(self) -> BuildOutcome {
        let aside = || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => {
                let outcome = runtime.block_on(self.into_future());
                // Dropped, it would wait for what blocks a thread, such as a look-up of a name.
                runtime.shutdown_background();
                outcome
            }
            Err(error) => self.without_runtime(&error),
        };
        thread::scope(|scope| match scope.spawn(aside).join() {
            Ok(outcome) => outcome,
            Err(panic) => resume_unwind(panic),
        })
    }

    /// The work of the build, in its span, which stands in the span of whoever runs it.
    fn into_future(mut self) -> impl Future<Output = BuildOutcome> {
        let observers = std::mem::take(&mut self.observers);
        let events = EventSink::begin(observers, self.steps.len());
        let span = events.span();
        self.run_steps(events).instrument(span)
    }

    async fn run_steps(mut self, mut events: EventSink) -> BuildOutcome {
        let mut properties = std::mem::take(&mut self.properties);
        let mut steps: Vec<StepOutcome> = Vec::with_capacity(self.steps.len());
        let mut summaries = Vec::new();
        let mut result = BuildResult::Success;
        let mut halted = false;
        // What one step has learned is hidden in all that follow.
        let mut redactor = Redactor::default();
        let mut captured = SecretValues::default();
        for step in &self.steps {
            let is_cancelled = self.cancellation.is_cancelled();
            // A step whose flags can't be had runs, and ends as what is wrong with it.
            let flags = catch_panic(|| step.flags()).unwrap_or_default();
            if (halted || is_cancelled) && !flags.always_run {
                continue;
            }
            let context = StepContext::new(
                &self,
                &mut properties,
                &mut captured,
                &mut redactor,
                &mut events,
            );
            // Steps that run in spite of it are left alone.
            let stop = (!is_cancelled).then_some(&self.cancellation);
            let (outcome, in_summary) = run_step::run_step(&**step, context, stop).await;
            if in_summary {
                summaries.push(outcome.state_string().to_owned());
            }
            result = result.max(effective_result(outcome.result(), flags));
            halted |= halts_build(outcome.result(), flags);
            steps.push(outcome);
        }
        let reason = self.cancellation.reason();
        if reason.is_some() {
            result = result.max(BuildResult::Cancelled);
        }
        events.build_finished(result);
        flush_observers(&mut events).await;
        let cancelled = reason.map(|reason| redactor.line(&reason).into_owned());
        BuildOutcome {
            result,
            state_string: state_string(result, cancelled.as_deref(), summaries),
            steps,
            properties,
            cancellation_reason: cancelled,
            dropped_observers: events.dropped_observers(),
        }
    }

    fn without_runtime(self, error: &io::Error) -> BuildOutcome {
        let mut events = EventSink::begin(self.observers, self.steps.len());
        events.build_finished(BuildResult::Exception);
        BuildOutcome {
            result: BuildResult::Exception,
            state_string: format!("exception: no runtime could be started: {error}"),
            steps: Vec::new(),
            properties: self.properties,
            cancellation_reason: None,
            dropped_observers: events.dropped_observers(),
        }
    }
}

impl std::fmt::Debug for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Build")
            .field("steps", &self.steps)
            .field("properties", &self.properties)
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

/// Waits for the observers, for a limited time.
async fn flush_observers(events: &mut EventSink) {
    if events.has_observers() {
        // Observers receive the rest later.
        select(pin!(events.flush()), pin!(sleep(LONGEST_WAIT))).await;
    }
}

/// The outcome of a build that ran as a task; a panic is resumed in the caller.
fn join(joined: Result<BuildOutcome, JoinError>) -> BuildOutcome {
    joined.unwrap_or_else(|error| resume_unwind(error.into_panic()))
}
