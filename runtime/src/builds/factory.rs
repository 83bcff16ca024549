use std::sync::Arc;

use super::{Build, Step};
use crate::expr::Dependencies;

/// The steps of a build, in order: Buildbot's build factory.
///
/// One factory makes any number of builds; they share its steps.
///
/// ```
/// use http_step::prelude::*;
///
/// let mut factory = BuildFactory::new();
/// factory
///     .add_step(post!("http://ci.example.com/builds", data: { "builder": Property("buildername") }))
///     .add_step(get!("http://ci.example.com/state"));
/// assert_eq!(factory.steps().len(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct BuildFactory {
    steps: Vec<Arc<dyn Step>>,
}

impl BuildFactory {
    /// A factory without steps.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a step.
    pub fn add_step(&mut self, step: impl Step + 'static) -> &mut Self {
        self.steps.push(Arc::new(step));
        self
    }

    /// The steps in the order in which they will run.
    #[must_use]
    pub fn steps(&self) -> &[Arc<dyn Step>] {
        &self.steps
    }

    /// The properties and secrets that the steps use.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(post!(
    ///     "https://ci.example.com/builds",
    ///     headers: { "Authorization": Interpolate("Bearer %(secret:api-token)s") },
    ///     data: { "branch": Property("branch", default: "main"), "revision": Property("got_revision") },
    /// ));
    /// let dependencies = factory.dependencies();
    /// assert_eq!(dependencies.properties().collect::<Vec<_>>(), ["branch", "got_revision"]);
    /// assert_eq!(dependencies.needed().collect::<Vec<_>>(), ["got_revision"]);
    /// assert_eq!(dependencies.secrets().collect::<Vec<_>>(), ["api-token"]);
    /// ```
    #[must_use]
    pub fn dependencies(&self) -> Dependencies {
        let mut dependencies = Dependencies::default();
        for step in &self.steps {
            dependencies.extend(&step.dependencies());
        }
        dependencies
    }

    /// A build of these steps, to be given properties and run.
    #[must_use]
    pub fn build(&self) -> Build {
        Build::new(self.steps.clone())
    }
}
