//! One step of a build: its condition, its locks, its work, and what it ended with.
use std::time::Duration;

use tracing::{Instrument as _, Span};

use super::StepOutcome;
use super::cancellation::{Cancelled, unless};
use super::catch_panic::{Panicked, ended, guarded};
use super::timeout::within;
use super::{Cancellation, Step, StepContext};
use crate::error::{Cause, Failure, RenderError};
use crate::lock::Wanted;
use crate::log::Channel;
use crate::result::BuildResult;

/// How long a step may clean up after it was interrupted.
const LONGEST_CLEAN_UP: Duration = Duration::from_secs(15 * 60);

/// Why a step says nothing itself of how it ended.
enum Stopped {
    NotWanted,
    /// With the name of the log that says why.
    Cancelled(&'static str),
    Broken(RenderError),
    Panicked,
}

/// Runs a step, which `stop` cancels. Says also whether it is in the summary of the build.
pub(super) async fn run(
    step: &dyn Step,
    context: StepContext<'_>,
    stop: Option<&Cancellation>,
) -> (StepOutcome, bool) {
    let (mut running, begun) = Running::begin(step, context);
    let ended = match begun {
        Ok(()) => {
            let work = work(step, &mut running.context, stop);
            work.instrument(running.span.clone()).await
        }
        Err(panicked) => Err(panicked.into()),
    };
    running.end(ended)
}

/// A step that has begun, and so ends: at the latest where it is dropped.
struct Running<'a> {
    step: &'a dyn Step,
    context: StepContext<'a>,
    span: Span,
    has_ended: bool,
}

impl<'a> Running<'a> {
    /// Names the step and says that it begins, whatever comes of it.
    fn begin(step: &'a dyn Step, mut context: StepContext<'a>) -> (Self, Result<(), Panicked>) {
        let name = guarded(|| step.name(&context));
        let shown = name.as_deref().unwrap_or("step");
        context.logs.step = context.logs.redactor.apply(shown).into_owned();
        let description = guarded(|| step.description(&context));
        let shown = description.as_deref().unwrap_or("Running");
        let running = Self {
            step,
            span: context.logs.start(shown),
            context,
            has_ended: false,
        };
        (running, name.and(description).map(|_| ()))
    }

    fn end(&mut self, ended: Result<StepOutcome, Stopped>) -> (StepOutcome, bool) {
        self.has_ended = true;
        let (step, context) = (self.step, &mut self.context);
        let _in_span = self.span.enter();
        let outcome = ended.unwrap_or_else(|stopped| stopped.outcome(step, context));
        let hidden = guarded(|| step.is_hidden(context, outcome.result()));
        let outcome = match flat(hidden) {
            Ok(hidden) => outcome.hide(hidden),
            Err(stopped) => stopped.outcome(step, context),
        };
        let reach = outcome.failure().map(Failure::delivery);
        let outcome = outcome.with_delivery(reach.or_else(|| context.delivery.delivery()));
        let in_summary = guarded(|| step.is_in_summary(context, outcome.result()));
        (context.logs.finish(outcome), in_summary.unwrap_or(true))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.end(Err(Stopped::Cancelled("cancelled")));
        }
    }
}

async fn work(
    step: &dyn Step,
    context: &mut StepContext<'_>,
    stop: Option<&Cancellation>,
) -> Result<StepOutcome, Stopped> {
    if !flat(guarded(|| step.is_wanted(context)))? {
        return Err(Stopped::NotWanted);
    }
    let wanted = flat(guarded(|| Wanted::of(step.locks())))?;
    // Let go of on every path.
    let _held = match unless(stop, wanted.take()).await {
        Ok(held) => held,
        Err(Cancelled::Before) => return Err(Stopped::Cancelled("cancelled")),
        Err(Cancelled::Amid) => {
            return Err(Stopped::Cancelled("cancelled while waiting for locks"));
        }
    };
    match unless(stop, ended(|| step.run(context))).await {
        Ok(ran) => Ok(ran?),
        Err(cancelled) => {
            if let Cancelled::Amid = cancelled {
                clean_up(step, context).await;
            }
            Err(Stopped::Cancelled("cancelled"))
        }
    }
}

/// The step is CANCELLED, whatever comes of this.
async fn clean_up(step: &dyn Step, context: &mut StepContext<'_>) {
    let cleaning = ended(|| step.interrupted(context));
    if within(LONGEST_CLEAN_UP, cleaning).await.is_none() {
        let what = "cleaning up took longer than";
        let text = format_args!("{what} {LONGEST_CLEAN_UP:?} and was given up");
        context.logs.write_error(text);
    }
}

fn flat<T>(asked: Result<Result<T, RenderError>, Panicked>) -> Result<T, Stopped> {
    Ok(asked??)
}

impl Stopped {
    /// Says so in the log, and in Buildbot's words.
    fn outcome(self, step: &dyn Step, context: &mut StepContext<'_>) -> StepOutcome {
        let result = match &self {
            Self::NotWanted => BuildResult::Skipped,
            Self::Cancelled(_) => BuildResult::Cancelled,
            Self::Broken(_) | Self::Panicked => BuildResult::Exception,
        };
        let done = guarded(|| step.description_done(context));
        let done = done.unwrap_or_else(|_| "Finished".to_owned());
        let outcome = StepOutcome::new(result, format!("{done} ({result})"));
        match self {
            Self::NotWanted => outcome,
            Self::Cancelled(log) => {
                let reason = context.cancellation.reason();
                let reason = reason.as_deref().unwrap_or("the build was dropped");
                let logs = &mut context.logs;
                logs.write_line(log, Channel::Stdout, format_args!("{reason}"), "\n");
                if let Some(reach) = context.delivery.delivery() {
                    let text = format_args!("the request: {reach}");
                    logs.write_line(log, Channel::Stdout, text, "\n");
                }
                outcome
            }
            Self::Broken(error) => {
                context.logs.write_error(&error);
                outcome.because(Cause::RenderError(error))
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
        Self::Broken(error)
    }
}
