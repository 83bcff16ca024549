//! What an answer means: the result by its status.

use crate::error::FailureKind;
use crate::result::BuildResult;
use crate::step::StatusMatcher;

/// How a request ended: with the status of an answer, or with a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestEnd {
    Status(u16),
    Failure(FailureKind),
}

/// The result of a request that ended so: what the step says of it, or as in Buildbot.
pub(crate) fn result_of(end: RequestEnd, results: &[(StatusMatcher, BuildResult)]) -> BuildResult {
    let named = results.iter().find(|(on, _)| match end {
        RequestEnd::Status(status) => on.has_status(status),
        RequestEnd::Failure(kind) => on.has_failure(kind),
    });
    let rest = || results.iter().find(|(on, _)| on.is_rest());
    match (named.or_else(rest), end) {
        (Some((_, result)), _) => *result,
        (None, RequestEnd::Status(..400)) => BuildResult::Success,
        (None, _) => BuildResult::Failure,
    }
}
