use super::shown::{HeaderPairs, RedactedBody, RedactedRequest};
use crate::error::{Failure, FailureKind, Phase};
use crate::redact::Redactor;

/// A request, and what came of it.
#[derive(Clone, Debug)]
pub(super) struct RecordedExchange {
    pub(super) request: RedactedRequest,
    pub(super) outcome: RecordedOutcome,
}

#[derive(Clone, Debug)]
pub(super) enum RecordedOutcome {
    Response {
        status: u16,
        headers: HeaderPairs,
        body: RedactedBody,
    },
    Failure {
        kind: FailureKind,
        phase: Phase,
        detail: String,
    },
}

impl RecordedOutcome {
    pub(super) fn failed(failure: &Failure, redactor: &Redactor) -> Self {
        Self::Failure {
            kind: failure.kind(),
            phase: failure.phase(),
            detail: redactor.apply(failure.detail()).into_owned(),
        }
    }
}
