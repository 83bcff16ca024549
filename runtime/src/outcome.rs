//! What a step ended with.

use crate::error::{Cause, Failure, RenderError};
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
    cause: Option<Cause>,
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
            cause: None,
            logs: Vec::new(),
        }
    }

    pub(crate) fn because(mut self, cause: Cause) -> Self {
        self.cause = Some(cause);
        self
    }

    /// The same outcome as it may be shown.
    pub(crate) fn redacted(mut self, redactor: &Redactor) -> Self {
        self.state_string = redactor.apply(&self.state_string).into_owned();
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
