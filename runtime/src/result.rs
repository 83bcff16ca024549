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

impl BuildResult {
    const ALL: [Self; 7] = [
        Self::Skipped,
        Self::Success,
        Self::Warnings,
        Self::Failure,
        Self::Exception,
        Self::Retry,
        Self::Cancelled,
    ];

    /// Whether the work was done.
    pub(crate) fn is_done(self) -> bool {
        matches!(self, Self::Success | Self::Warnings)
    }

    /// The word of the result, as steps have it: `FAILURE`.
    pub(crate) fn word(self) -> String {
        self.to_string().to_uppercase()
    }

    /// The result of a word in any case, `FAILURE`; a word that is none is one that nobody let pass.
    pub(crate) fn of_word(word: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        let named = all.find(|result| result.to_string().eq_ignore_ascii_case(word));
        named.unwrap_or(Self::Exception)
    }
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
