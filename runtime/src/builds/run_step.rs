//! Runs a step of a build: condition, locks, the work itself, and the outcome.
use std::time::Duration;

use tracing::{Instrument as _, Span};

use super::StepOutcome;
use super::cancellation::{Cancelled, unless_cancelled};
use super::catch_panic::{Panicked, catch_async_panic, catch_panic};
use super::timeout::timeout;
use super::{Cancellation, Step, StepContext};
use crate::error::{Cause, Failure, RenderError};
use crate::lock::LockSet;
use crate::log::Channel;
use crate::result::BuildResult;

/// How long a step may clean up after it was interrupted.
const LONGEST_CLEAN_UP: Duration = Duration::from_secs(15 * 60);

/// Why a step ended without an outcome of its own.
enum Stopped {
    Skipped,
    /// With the name of the log for the reason.
    Cancelled(&'static str),
    RenderError(RenderError),
    Panicked,
}

/// Runs a step, unless `stop` cancels it. Also returns whether the step is in the summary of the build.
pub(super) async fn run_step(
    step: &dyn Step,
    context: StepContext<'_>,
    stop: Option<&Cancellation>,
) -> (StepOutcome, bool) {
    let (mut running, started) = RunningStep::start(step, context);
    let ended = match started {
        Ok(()) => {
            let work = run_with_locks(step, &mut running.context, stop);
            work.instrument(running.span.clone()).await
        }
        Err(panicked) => Err(panicked.into()),
    };
    running.finish(ended)
}

/// A step that has started; it is finished at the latest when this is dropped.
struct RunningStep<'a> {
    step: &'a dyn Step,
    context: StepContext<'a>,
    span: Span,
    is_finished: bool,
}

impl<'a> RunningStep<'a> {
    /// Determines the name of the step and emits its start.
    fn start(step: &'a dyn Step, mut context: StepContext<'a>) -> (Self, Result<(), Panicked>) {
        let name = catch_panic(|| step.name(&context));
        let shown = name.as_deref().unwrap_or("step");
        context.logs.step = context.logs.redactor.apply(shown).into_owned();
        let description = catch_panic(|| step.description(&context));
        let shown = description.as_deref().unwrap_or("Running");
        let running = Self {
            step,
            span: context.logs.start(shown),
            context,
            is_finished: false,
        };
        (running, name.and(description).map(|_| ()))
    }

    fn finish(&mut self, ended: Result<StepOutcome, Stopped>) -> (StepOutcome, bool) {
        self.is_finished = true;
        let (step, context) = (self.step, &mut self.context);
        let _in_span = self.span.enter();
        let outcome = ended.unwrap_or_else(|stopped| stopped.outcome(step, context));
        let hidden = catch_panic(|| step.is_hidden(context, outcome.result()));
        let outcome = match flatten(hidden) {
            Ok(hidden) => outcome.hide(hidden),
            Err(stopped) => stopped.outcome(step, context),
        };
        let reach = outcome.failure().map(Failure::delivery);
        let outcome = outcome.with_delivery(reach.or_else(|| context.delivery.current()));
        let in_summary = catch_panic(|| step.is_in_summary(context, outcome.result()));
        (context.logs.finish(outcome), in_summary.unwrap_or(true))
    }
}

impl Drop for RunningStep<'_> {
    fn drop(&mut self) {
        if !self.is_finished {
            self.finish(Err(Stopped::Cancelled("cancelled")));
        }
    }
}

async fn run_with_locks(
    step: &dyn Step,
    context: &mut StepContext<'_>,
    stop: Option<&Cancellation>,
) -> Result<StepOutcome, Stopped> {
    if !flatten(catch_panic(|| step.should_run(context)))? {
        return Err(Stopped::Skipped);
    }
    let locks = flatten(catch_panic(|| LockSet::new(step.locks())))?;
    let _guards = match unless_cancelled(stop, locks.acquire()).await {
        Ok(guards) => guards,
        Err(Cancelled::BeforeStart) => return Err(Stopped::Cancelled("cancelled")),
        Err(Cancelled::WhileRunning) => {
            return Err(Stopped::Cancelled("cancelled while waiting for locks"));
        }
    };
    match unless_cancelled(stop, catch_async_panic(|| step.run(context))).await {
        Ok(ran) => Ok(ran?),
        Err(cancelled) => {
            if let Cancelled::WhileRunning = cancelled {
                clean_up(step, context).await;
            }
            Err(Stopped::Cancelled("cancelled"))
        }
    }
}

/// Cleans up after a step that was cancelled while it ran.
async fn clean_up(step: &dyn Step, context: &mut StepContext<'_>) {
    let cleaning = catch_async_panic(|| step.interrupted(context));
    if timeout(LONGEST_CLEAN_UP, cleaning).await.is_none() {
        let what = format_args!("the clean-up was aborted after {LONGEST_CLEAN_UP:?}");
        context.logs.write_error(what);
    }
}

fn flatten<T>(asked: Result<Result<T, RenderError>, Panicked>) -> Result<T, Stopped> {
    Ok(asked??)
}

impl Stopped {
    /// Logs the reason, and returns the outcome with Buildbot's wording.
    fn outcome(self, step: &dyn Step, context: &mut StepContext<'_>) -> StepOutcome {
        let result = match &self {
            Self::Skipped => BuildResult::Skipped,
            Self::Cancelled(_) => BuildResult::Cancelled,
            Self::RenderError(_) | Self::Panicked => BuildResult::Exception,
        };
        let done = catch_panic(|| step.description_done(context));
        let done = done.unwrap_or_else(|_| "Finished".to_owned());
        let outcome = StepOutcome::new(result, format!("{done} ({result})"));
        match self {
            Self::Skipped => outcome,
            Self::Cancelled(log) => {
                let reason = context.cancellation.reason();
                let reason = reason.as_deref().unwrap_or("the build was dropped");
                let logs = &mut context.logs;
                logs.write_line(log, Channel::Stdout, format_args!("{reason}"), "\n");
                if let Some(reach) = context.delivery.current() {
                    let text = format_args!("the request: {reach}");
                    logs.write_line(log, Channel::Stdout, text, "\n");
                }
                outcome
            }
            Self::RenderError(error) => {
                context.logs.write_error(&error);
                outcome.caused_by(Cause::RenderError(error))
            }
            Self::Panicked => {
                context.logs.write_error("the step panicked");
                outcome
            }
        }
    }
}

impl From<Panicked> for Stopped {
    fn from(_: Panicked) -> Self {
        Self::Panicked
    }
}

impl From<RenderError> for Stopped {
    fn from(error: RenderError) -> Self {
        Self::RenderError(error)
    }
}
