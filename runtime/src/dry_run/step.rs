use std::fmt;

use super::DryRequest;
use crate::error::RenderError;
use crate::log::printable;
use crate::redact::one_line;

/// What one step would do.
#[derive(Debug)]
pub struct DryStep {
    pub(super) name: String,
    pub(super) open: Vec<String>,
    pub(super) outcome: DryOutcome,
}

#[derive(Debug)]
pub(super) enum DryOutcome {
    Request(Box<DryRequest>),
    Nothing,
    Error(RenderError),
    /// What stands for a value that nobody knows yet does not fit its place.
    Undecided(RenderError),
    /// What only its author knows.
    Other,
}

impl DryStep {
    /// The name of the step.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it would send. None for a step that is skipped or can't be rendered, or not yet, and for steps of your own.
    #[must_use]
    pub fn request(&self) -> Option<&DryRequest> {
        match &self.outcome {
            DryOutcome::Request(request) => Some(request),
            _ => None,
        }
    }

    /// Whether it would be SKIPPED: `do_step_if` doesn't hold.
    #[must_use]
    pub fn is_skipped(&self) -> bool {
        matches!(self.outcome, DryOutcome::Nothing)
    }

    /// What it would end with as an EXCEPTION, whatever earlier steps find out.
    #[must_use]
    pub fn error(&self) -> Option<&RenderError> {
        match &self.outcome {
            DryOutcome::Error(error) => Some(error),
            _ => None,
        }
    }

    /// Why it can't be rendered before the build runs: where what is [`open`](Self::open) has to be a number of
    /// seconds, say, `<name>` is none. The same goes for a proxy that is a secret. It is no mistake.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory
    ///     .add_step(get!("https://ci.example.com/limits", capture: { "limit": json("$.seconds") as u64 }))
    ///     .add_step(get!("https://ci.example.com/state", timeout: Property("limit")));
    /// let dry = factory.build().dry_run();
    /// let state = &dry.steps()[1];
    /// assert_eq!(state.open(), ["limit"]);
    /// assert!(state.request().is_none() && state.error().is_none());
    /// assert_eq!(state.undecided().unwrap().field(), "timeout");
    /// ```
    #[must_use]
    pub fn undecided(&self) -> Option<&RenderError> {
        match &self.outcome {
            DryOutcome::Undecided(error) => Some(error),
            _ => None,
        }
    }

    /// The properties that the step uses and earlier steps set when the build runs; here they are `<name>`. What
    /// is said of the step may turn out otherwise when they are known, and a `do_step_if` that uses one is taken
    /// to hold.
    #[must_use]
    pub fn open(&self) -> &[String] {
        &self.open
    }
}

impl fmt::Display for DryStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "== {}", printable(&one_line(&self.name)))?;
        if !self.open.is_empty() {
            writeln!(
                f,
                "(not yet known: {})",
                printable(&one_line(&self.open.join(", ")))
            )?;
        }
        match &self.outcome {
            DryOutcome::Request(request) => writeln!(f, "{request}"),
            DryOutcome::Nothing => writeln!(f, "skipped\n"),
            DryOutcome::Error(error) => writeln!(f, "{}\n", printable(&error.to_string())),
            DryOutcome::Undecided(error) => {
                let why = error.to_string();
                writeln!(f, "can't be rendered yet: {}\n", printable(&why))
            }
            DryOutcome::Other => writeln!(f, "a step of another kind\n"),
        }
    }
}
