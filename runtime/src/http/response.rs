//! What an HTTP step reads in a response: its result, conditions and captures.

mod capture;
mod condition;
mod part;
mod show;

use crate::error::FailureKind;
use crate::result::BuildResult;
use crate::step::StatusMatcher;

pub(super) use capture::check as check_capture;
pub(super) use capture::{CapturedValue, SecretTexts, capture_all, find_secret_texts};
pub(super) use condition::check as check_condition;
pub(super) use condition::{Evaluation, check_syntax, describe, evaluate};
pub(super) use show::shorten;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestEnd {
    /// With the status of a response.
    Status(u16),
    Failure(FailureKind),
}

/// The result of a request: by `results` of the step, or else as in Buildbot.
pub(super) fn result_of(end: RequestEnd, results: &[(StatusMatcher, BuildResult)]) -> BuildResult {
    let named = results.iter().find(|(matcher, _)| match end {
        RequestEnd::Status(status) => matcher.has_status(status),
        RequestEnd::Failure(kind) => matcher.has_failure(kind),
    });
    let rest = || results.iter().find(|(matcher, _)| matcher.is_rest());
    match (named.or_else(rest), end) {
        (Some((_, result)), _) => *result,
        (None, RequestEnd::Status(..400)) => BuildResult::Success,
        (None, _) => BuildResult::Failure,
    }
}
