//! What the flags of a step make of its result, by Buildbot's rules.

use crate::result::BuildResult;
use crate::step::Flags;

/// The result of a step as it counts for its build.
pub(super) fn effective_result(result: BuildResult, flags: Flags) -> BuildResult {
    let (flunks, warns) = match result {
        BuildResult::Failure => (flags.flunk_on_failure, flags.warn_on_failure),
        BuildResult::Warnings => (flags.flunk_on_warnings, flags.warn_on_warnings),
        other => return other,
    };
    match (flunks, warns) {
        (true, _) => BuildResult::Failure,
        (false, true) => BuildResult::Warnings,
        (false, false) => BuildResult::Success,
    }
}

/// Whether only steps with `always_run` run after this result.
pub(super) fn halts_build(result: BuildResult, flags: Flags) -> bool {
    match result {
        BuildResult::Failure => flags.halt_on_failure,
        BuildResult::Exception | BuildResult::Retry | BuildResult::Cancelled => true,
        BuildResult::Skipped | BuildResult::Success | BuildResult::Warnings => false,
    }
}

/// Whether the state string of the build contains that of the step, if the step has no policy of its own.
pub(crate) fn is_in_summary(result: BuildResult, flags: Flags) -> bool {
    match result {
        BuildResult::Failure => {
            flags.halt_on_failure || flags.flunk_on_failure || flags.warn_on_failure
        }
        BuildResult::Warnings => flags.warn_on_warnings || flags.flunk_on_warnings,
        BuildResult::Exception | BuildResult::Retry | BuildResult::Cancelled => true,
        BuildResult::Skipped | BuildResult::Success => false,
    }
}

/// The state string of a build, as in Buildbot: the result, the reason of a cancellation, and the state strings of
/// the steps in its summary.
pub(super) fn state_string(
    result: BuildResult,
    reason: Option<&str>,
    summaries: Vec<String>,
) -> String {
    let word = match result {
        BuildResult::Failure => "failed".to_owned(),
        BuildResult::Success | BuildResult::Skipped => "build successful".to_owned(),
        other => other.to_string(),
    };
    let reason = reason.map(|reason| format!("({reason})"));
    let texts: Vec<_> = [word].into_iter().chain(reason).chain(summaries).collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use BuildResult::{Cancelled, Exception, Failure, Retry, Skipped, Success, Warnings};

    fn flags(names: &str) -> Flags {
        let has = |name| names.split(' ').any(|given| given == name);
        Flags {
            halt_on_failure: has("halt_on_failure"),
            flunk_on_failure: has("flunk_on_failure"),
            flunk_on_warnings: has("flunk_on_warnings"),
            warn_on_failure: has("warn_on_failure"),
            warn_on_warnings: has("warn_on_warnings"),
            always_run: has("always_run"),
        }
    }

    #[test]
    fn flags_decide_what_a_result_counts_as() {
        let table = [
            (Failure, "", Success),
            (Failure, "warn_on_failure", Warnings),
            (Failure, "flunk_on_failure", Failure),
            (Failure, "flunk_on_failure warn_on_failure", Failure),
            (Failure, "flunk_on_warnings warn_on_warnings", Success),
            (Warnings, "flunk_on_failure warn_on_failure", Success),
            (Warnings, "warn_on_warnings", Warnings),
            (Warnings, "flunk_on_warnings", Failure),
            (Skipped, "flunk_on_failure", Skipped),
            (Exception, "", Exception),
            (Retry, "", Retry),
            (Cancelled, "", Cancelled),
        ];
        for (result, names, expected) in table {
            assert_eq!(
                effective_result(result, flags(names)),
                expected,
                "{result} with {names}"
            );
        }
    }

    #[test]
    fn only_halt_on_failure_lets_a_failure_halt() {
        assert!(!halts_build(Failure, Flags::default()));
        assert!(halts_build(Failure, flags("halt_on_failure")));
        for result in [Exception, Retry, Cancelled] {
            assert!(halts_build(result, flags("")));
        }
        for result in [Skipped, Success, Warnings] {
            assert!(!halts_build(result, flags("halt_on_failure")));
        }
    }
}
