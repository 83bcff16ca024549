use crate::outcome::StepOutcome;
use crate::properties::Properties;
use crate::result::BuildResult;

/// What a build ended with: its result, the outcome of each step that ran, and the properties.
///
/// ```
/// use http_step::{BuildFactory, BuildResult};
///
/// let outcome = BuildFactory::new().build().run_blocking();
/// assert_eq!(outcome.result(), BuildResult::Success);
/// assert!(outcome.steps().is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct BuildOutcome {
    pub(super) result: BuildResult,
    pub(super) state_string: String,
    pub(super) steps: Vec<StepOutcome>,
    pub(super) properties: Properties,
}

impl BuildOutcome {
    /// The overall result: the worst of what the steps count as.
    #[must_use]
    pub fn result(&self) -> BuildResult {
        self.result
    }

    /// The line that says how the build went, in Buildbot's words: `build successful`, `failed deploy`.
    #[must_use]
    pub fn state_string(&self) -> &str {
        &self.state_string
    }

    /// The outcomes of the steps that ran, in order.
    #[must_use]
    pub fn steps(&self) -> &[StepOutcome] {
        &self.steps
    }

    /// The outcome of the first step of that name.
    #[must_use]
    pub fn step(&self, name: &str) -> Option<&StepOutcome> {
        self.steps.iter().find(|step| step.name() == name)
    }

    /// The properties at the end.
    #[must_use]
    pub fn properties(&self) -> &Properties {
        &self.properties
    }
}
