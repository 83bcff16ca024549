use std::borrow::Cow;

use super::{Failure, RenderError};

/// Why a step has no answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cause {
    /// The network.
    Failure(Failure),
    /// The declaration: nothing was sent.
    RenderError(RenderError),
}

impl Cause {
    /// The same cause with its text as it may be shown.
    pub(crate) fn shown(self, show: impl Fn(&str) -> Cow<'_, str>) -> Self {
        match self {
            Self::Failure(failure) => Self::Failure(failure.shown(show)),
            Self::RenderError(error) => Self::RenderError(error.shown(show)),
        }
    }

    /// The same cause, of the step of that name.
    pub(crate) fn of(self, step: &str) -> Self {
        match self {
            Self::Failure(failure) => Self::Failure(failure),
            Self::RenderError(error) => Self::RenderError(error.of(step)),
        }
    }
}

impl From<Failure> for Cause {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<RenderError> for Cause {
    fn from(error: RenderError) -> Self {
        Self::RenderError(error)
    }
}
