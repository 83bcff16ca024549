//! What the result of a step means for its build: Buildbot's rules.

use crate::result::BuildResult;
use crate::step::Flags;

/// The result that a step's result counts as.
pub(super) fn counted(result: BuildResult, flags: Flags) -> BuildResult {
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

/// Whether only steps that always run come after this result.
pub(super) fn halts(result: BuildResult, flags: Flags) -> bool {
    match result {
        BuildResult::Failure => flags.halt_on_failure,
        BuildResult::Exception | BuildResult::Retry | BuildResult::Cancelled => true,
        BuildResult::Skipped | BuildResult::Success | BuildResult::Warnings => false,
    }
}

/// Whether the state string of its build has the one of the step, where it says nothing else.
pub(crate) fn in_summary(result: BuildResult, flags: Flags) -> bool {
    match result {
        BuildResult::Failure => {
            flags.halt_on_failure || flags.flunk_on_failure || flags.warn_on_failure
        }
        BuildResult::Warnings => flags.warn_on_warnings || flags.flunk_on_warnings,
        BuildResult::Exception | BuildResult::Retry | BuildResult::Cancelled => true,
        BuildResult::Skipped | BuildResult::Success => false,
    }
}

/// Buildbot's words for the end of a build, why somebody cancelled it, and the state strings of the steps that
/// are in its summary.
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
                counted(result, flags(names)),
                expected,
                "{result} with {names}"
            );
        }
    }

    #[test]
    fn only_halt_on_failure_lets_a_failure_halt() {
        assert!(!halts(Failure, Flags::default()));
        assert!(halts(Failure, flags("halt_on_failure")));
        for result in [Exception, Retry, Cancelled] {
            assert!(halts(result, flags("")));
        }
        for result in [Skipped, Success, Warnings] {
            assert!(!halts(result, flags("halt_on_failure")));
        }
    }
}
