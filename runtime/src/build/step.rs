use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::logs::Logs;
use crate::dialect::Dialect;
use crate::error::RenderError;
use crate::event::Observer;
use crate::expr::Uses;
use crate::log::Channel;
use crate::outcome::StepOutcome;
use crate::properties::Properties;
use crate::redact::Redactor;
use crate::request::JarScope;
use crate::secrets::SecretProvider;
use crate::session::{Jar, Session};
use crate::step::Flags;
use crate::value::IntoValue;

/// The future of a step that runs.
pub type StepFuture<'a> = Pin<Box<dyn Future<Output = StepOutcome> + Send + 'a>>;

/// A step of a build. [`HttpStep`](crate::HttpStep) is one; write others to mix your own work in.
///
/// ```
/// use http_step::{BuildFactory, BuildResult, Channel, Step, StepContext, StepFuture, StepOutcome};
///
/// #[derive(Debug)]
/// struct Version;
///
/// impl Step for Version {
///     fn name(&self, _: &StepContext<'_>) -> String {
///         "version".to_owned()
///     }
///
///     fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
///         Box::pin(async move {
///             context.set_property("version", "1.4.0");
///             context.write("log", Channel::Stdout, "version 1.4.0\n");
///             StepOutcome::new(BuildResult::Success, "found 1.4.0")
///         })
///     }
/// }
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(Version);
/// let outcome = factory.build().run_blocking();
/// assert_eq!(outcome.result(), BuildResult::Success);
/// assert_eq!(outcome.properties().source("version"), Some("step version"));
/// ```
pub trait Step: fmt::Debug + Send + Sync {
    /// The name of the step in this build.
    fn name(&self, context: &StepContext<'_>) -> String;

    /// What the step does, shown while it runs.
    fn description(&self, context: &StepContext<'_>) -> String {
        let _ = context;
        "Running".to_owned()
    }

    /// What the step's result means for the build.
    fn flags(&self) -> Flags {
        Flags::default()
    }

    /// The properties and secrets that the step uses, as far as it can tell before it runs.
    fn uses(&self) -> Uses {
        Uses::default()
    }

    /// Looks for mistakes that keep the step from being rendered whatever is set.
    ///
    /// # Errors
    ///
    /// All that it finds.
    fn check(&self) -> Result<(), Vec<RenderError>> {
        Ok(())
    }

    /// The properties that the step sets when it succeeds, as far as it can tell before it runs.
    fn sets(&self) -> Vec<String> {
        Vec::new()
    }

    /// Does the work.
    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a>;
}

/// What a step sees of its build, and where it writes its logs.
pub struct StepContext<'a> {
    pub(super) properties: &'a mut Properties,
    pub(super) session: &'a Session,
    pub(super) dialect: Dialect,
    pub(super) secrets: &'a [Arc<dyn SecretProvider>],
    /// The cookies that the steps of the build share where they say so.
    build_jar: &'a Jar,
    pub(super) logs: Logs<'a>,
}

impl<'a> StepContext<'a> {
    pub(super) fn new(
        properties: &'a mut Properties,
        session: &'a Session,
        dialect: Dialect,
        secrets: &'a [Arc<dyn SecretProvider>],
        build_jar: &'a Jar,
        redactor: &'a mut Redactor,
        observers: &'a [Arc<dyn Observer>],
    ) -> Self {
        Self {
            properties,
            session,
            dialect,
            secrets,
            build_jar,
            logs: Logs::new(redactor, observers),
        }
    }

    /// The properties of the build.
    #[must_use]
    pub fn properties(&self) -> &Properties {
        self.properties
    }

    /// Sets a property of the build; its source is `step NAME`.
    pub fn set_property(&mut self, name: impl Into<String>, value: impl IntoValue) {
        let source = format!("step {}", self.logs.step);
        self.properties.set(name, value, source);
    }

    /// The session of the build.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.session
    }

    /// Where a step keeps its cookies.
    pub(super) fn jar(&self, scope: &JarScope) -> Jar {
        match scope {
            JarScope::Session => self.session.jar(None),
            JarScope::Named(name) => self.session.jar(Some(name)),
            JarScope::Build => self.build_jar.clone(),
            JarScope::Step => Jar::default(),
        }
    }

    /// How values read in this build.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Appends to the log of that name, which begins with its first chunk.
    ///
    /// What could be the beginning of a secret is written when it is known how it goes on.
    pub fn write(&mut self, log: &str, channel: Channel, text: impl fmt::Display) {
        self.logs.write_part(log, channel, &text.to_string());
    }
}

impl fmt::Debug for StepContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StepContext")
            .field("step", &self.logs.step)
            .field("properties", &self.properties)
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}
