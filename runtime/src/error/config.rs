use std::fmt;
use std::ops::Range;

use http_step_syntax::Problem;

/// A mistake in an expression that can be seen before anything is rendered: Buildbot's `ConfigErrors`.
///
/// The macros find it when the code compiles; for expressions put together by hand it is found when they
/// are checked or rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    what: String,
    help: Option<String>,
    range: Range<usize>,
}

impl ConfigError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Problem::new(0..0, what).into()
    }

    /// The bytes of the template at fault; empty where it is not about a template.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What to write instead, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl From<Problem> for ConfigError {
    fn from(problem: Problem) -> Self {
        Self {
            what: problem.what,
            help: problem.help,
            range: problem.range,
        }
    }
}

/// What is wrong, in Buildbot's words where it has some.
impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for ConfigError {}
