use super::shown::{Body, Fields, Shown};
use crate::error::{Failure, FailureKind, Phase};
use crate::redact::Redactor;

/// A request, and what came of it.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    pub(super) request: Shown,
    pub(super) ending: Ending,
}

#[derive(Clone, Debug)]
pub(super) enum Ending {
    Response {
        status: u16,
        headers: Fields,
        body: Body,
    },
    Failure {
        kind: FailureKind,
        phase: Phase,
        detail: String,
    },
}

impl Ending {
    pub(super) fn failed(failure: &Failure, redactor: &Redactor) -> Self {
        Self::Failure {
            kind: failure.kind(),
            phase: failure.phase(),
            detail: redactor.apply(failure.detail()).into_owned(),
        }
    }
}
