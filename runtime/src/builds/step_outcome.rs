//! What a step ended with.

use crate::error::{Cause, Delivery, Failure, RenderError};
use crate::log::Log;
use crate::redact::Redactor;
use crate::result::BuildResult;

/// What a step ended with: result, state string, and the logs that it wrote.
///
/// ```
/// use http_step::{BuildResult, StepOutcome};
///
/// let outcome = StepOutcome::new(BuildResult::Success, "checked 3 files");
/// assert_eq!(outcome.state_string(), "checked 3 files");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StepOutcome {
    name: String,
    result: BuildResult,
    state_string: String,
    hidden: bool,
    cause: Option<Cause>,
    delivery: Option<Delivery>,
    unmet: Vec<String>,
    captured: Vec<String>,
    logs: Vec<Log>,
}

impl StepOutcome {
    /// An outcome; the build adds the step's name and the logs.
    #[must_use]
    pub fn new(result: BuildResult, state_string: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            result,
            state_string: state_string.into(),
            hidden: false,
            cause: None,
            delivery: None,
            unmet: Vec::new(),
            captured: Vec::new(),
            logs: Vec::new(),
        }
    }

    /// The same outcome, with what `hide_step_if` says.
    pub(crate) fn hide(mut self, hidden: bool) -> Self {
        self.hidden = hidden;
        self
    }

    /// The same outcome, of a step whose requests have come so far.
    pub(crate) fn with_delivery(mut self, reach: Option<Delivery>) -> Self {
        self.delivery = reach;
        self
    }

    pub(crate) fn caused_by(mut self, cause: Cause) -> Self {
        self.cause = Some(cause);
        self
    }

    pub(crate) fn with_unmet(mut self, unmet: Vec<String>) -> Self {
        self.unmet = unmet;
        self
    }

    pub(crate) fn with_captured(mut self, captured: Vec<String>) -> Self {
        self.captured = captured;
        self
    }

    /// The same outcome as it may be shown.
    pub(crate) fn redacted(mut self, redactor: &Redactor) -> Self {
        self.state_string = redactor.apply(&self.state_string).into_owned();
        for unmet in &mut self.unmet {
            *unmet = redactor.apply(unmet).into_owned();
        }
        self.cause = self
            .cause
            .map(|cause| cause.shown(|text| redactor.apply(text)));
        self
    }

    pub(crate) fn of(mut self, name: String, logs: Vec<Log>) -> Self {
        self.cause = self.cause.map(|cause| cause.of(&name));
        self.name = name;
        self.logs = logs;
        self
    }

    /// The name of the step.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the step ended with.
    #[must_use]
    pub fn result(&self) -> BuildResult {
        self.result
    }

    /// The line that says how it went, in Buildbot's words: `Status code: 200`.
    #[must_use]
    pub fn state_string(&self) -> &str {
        &self.state_string
    }

    /// Whether the step wants to be left out where people look at the build: `hide_step_if` holds.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Why the exchange has no response, where it has none.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match &self.cause {
            Some(Cause::Failure(failure)) => Some(failure),
            _ => None,
        }
    }

    /// Why nothing was sent, where the declaration could not become a request.
    #[must_use]
    pub fn render_error(&self) -> Option<&RenderError> {
        match &self.cause {
            Some(Cause::RenderError(error)) => Some(error),
            _ => None,
        }
    }

    /// How far the request of the step came, however the step ended, cancelled ones too: what decides whether
    /// it can be sent once more. None where the step did not come to send one.
    ///
    /// Of several attempts the last one counts; an attempt that was not sent says nothing of one before it.
    ///
    /// ```
    /// use http_step::prelude::*;
    /// use http_step::Delivery;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(post!("http://127.0.0.1:9/deploy")); // nobody listens there
    /// let outcome = factory.build().run_blocking();
    /// assert_eq!(outcome.steps()[0].delivery(), Some(Delivery::NotSent));
    /// ```
    #[must_use]
    pub fn delivery(&self) -> Option<Delivery> {
        self.delivery
    }

    /// What of the answer is not as `expect` and `capture` want it: expected and found, one text for each.
    ///
    /// ```
    /// use http_step::{BuildResult, StepOutcome};
    ///
    /// let outcome = StepOutcome::new(BuildResult::Success, "checked 3 files");
    /// assert!(outcome.unmet().is_empty());
    /// ```
    #[must_use]
    pub fn unmet(&self) -> &[String] {
        &self.unmet
    }

    /// The names of the properties and secrets that were taken from the answer, in the order of writing.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(get!("http://127.0.0.1:9/", capture: { "id": json("$.id") as u64 }));
    /// let outcome = factory.build().run_blocking();
    /// assert!(outcome.steps()[0].captured().is_empty(), "nobody has answered");
    /// ```
    #[must_use]
    pub fn captured(&self) -> &[String] {
        &self.captured
    }

    /// All logs of the step, in the order in which they were begun.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The log of that name: `log` and `content` for an HTTP step, `err.text` after an exception. Each answer
    /// on the way of a redirect has a `content` of its own; this is the last.
    #[must_use]
    pub fn log(&self, name: &str) -> Option<&Log> {
        self.logs.iter().rfind(|log| log.name() == name)
    }
}
