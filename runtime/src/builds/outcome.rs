use super::StepOutcome;
use crate::properties::Properties;
use crate::result::BuildResult;

/// The outcome of a build: its result, the outcomes of the steps that ran, and the properties.
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
    pub(super) cancellation_reason: Option<String>,
    pub(super) dropped_observers: usize,
}

impl BuildOutcome {
    /// The overall result: the worst of what the steps count as.
    #[must_use]
    pub fn result(&self) -> BuildResult {
        self.result
    }

    /// The state string of the build, as in Buildbot: `build successful`,
    /// `failed Status code: 500 (failure)`, `cancelled (a newer commit is here) Requested (cancelled)`.
    #[must_use]
    pub fn state_string(&self) -> &str {
        &self.state_string
    }

    /// The outcomes of the steps that ran, in order.
    #[must_use]
    pub fn steps(&self) -> &[StepOutcome] {
        &self.steps
    }

    /// The outcome of the first step with that name.
    #[must_use]
    pub fn step(&self, name: &str) -> Option<&StepOutcome> {
        self.steps.iter().find(|step| step.name() == name)
    }

    /// The reason of the cancellation, if the build was cancelled before its end.
    ///
    /// ```
    /// use http_step::{BuildFactory, BuildResult};
    ///
    /// let build = BuildFactory::new().build();
    /// build.cancellation().cancel("a newer commit is here");
    /// let outcome = build.run_blocking();
    /// assert_eq!(outcome.result(), BuildResult::Cancelled);
    /// assert_eq!(outcome.cancellation_reason(), Some("a newer commit is here"));
    /// ```
    #[must_use]
    pub fn cancellation_reason(&self) -> Option<&str> {
        self.cancellation_reason.as_deref()
    }

    /// The number of observers that panicked, and so have not received all events.
    ///
    /// ```
    /// use http_step::{BuildFactory, BuildResult, Event};
    ///
    /// let build = BuildFactory::new().build();
    /// let outcome = build.observer(|_: &Event| panic!("the disk is full")).run_blocking();
    /// assert_eq!(outcome.result(), BuildResult::Success);
    /// assert_eq!(outcome.dropped_observers(), 1);
    /// ```
    #[must_use]
    pub fn dropped_observers(&self) -> usize {
        self.dropped_observers
    }

    /// The properties at the end.
    #[must_use]
    pub fn properties(&self) -> &Properties {
        &self.properties
    }
}
