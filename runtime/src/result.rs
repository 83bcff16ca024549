//! The seven results of a step or a build.

use std::fmt;

/// What a step or a whole build ended with: Buildbot's seven results.
///
/// Ordered from the best to the worst, so that the worse of two is their maximum:
///
/// ```
/// use http_step::BuildResult;
///
/// assert_eq!(BuildResult::Warnings.max(BuildResult::Success), BuildResult::Warnings);
/// assert_eq!(BuildResult::Exception.to_string(), "exception");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuildResult {
    /// It did not run.
    Skipped,
    /// All went well.
    Success,
    /// It did its work, and something deserves a look.
    Warnings,
    /// It did not do its work.
    Failure,
    /// It could not be tried: a mistake in the build, not in what is built.
    Exception,
    /// It should be tried again as a whole.
    Retry,
    /// Somebody stopped it.
    Cancelled,
}

impl fmt::Display for BuildResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Skipped => "skipped",
            Self::Success => "success",
            Self::Warnings => "warnings",
            Self::Failure => "failure",
            Self::Exception => "exception",
            Self::Retry => "retry",
            Self::Cancelled => "cancelled",
        })
    }
}
