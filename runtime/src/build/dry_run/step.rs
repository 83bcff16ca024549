use std::fmt;

use super::DryRequest;
use crate::error::RenderError;
use crate::log::printable;

/// What one step would do.
#[derive(Debug)]
pub struct DryStep {
    pub(super) name: String,
    pub(super) open: Vec<String>,
    pub(super) does: Does,
}

#[derive(Debug)]
pub(super) enum Does {
    Request(Box<DryRequest>),
    Nothing,
    Error(RenderError),
    /// What only its author knows.
    Other,
}

impl DryStep {
    /// The name of the step.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it would send. None for a step that is skipped or can't be rendered, and for steps of your own.
    #[must_use]
    pub fn request(&self) -> Option<&DryRequest> {
        match &self.does {
            Does::Request(request) => Some(request),
            _ => None,
        }
    }

    /// Whether it would be SKIPPED: `do_step_if` doesn't hold.
    #[must_use]
    pub fn is_skipped(&self) -> bool {
        matches!(self.does, Does::Nothing)
    }

    /// What it would end with as an EXCEPTION.
    #[must_use]
    pub fn error(&self) -> Option<&RenderError> {
        match &self.does {
            Does::Error(error) => Some(error),
            _ => None,
        }
    }

    /// The properties that the step uses and earlier steps set when the build runs; here they are `<name>`. What
    /// is said of the step may turn out otherwise when they are known.
    #[must_use]
    pub fn open(&self) -> &[String] {
        &self.open
    }
}

impl fmt::Display for DryStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "== {}", printable(&self.name))?;
        if !self.open.is_empty() {
            writeln!(f, "(not yet known: {})", printable(&self.open.join(", ")))?;
        }
        match &self.does {
            Does::Request(request) => writeln!(f, "{request}"),
            Does::Nothing => writeln!(f, "skipped\n"),
            Does::Error(error) => writeln!(f, "{}\n", printable(&error.to_string())),
            Does::Other => writeln!(f, "a step of another kind\n"),
        }
    }
}
