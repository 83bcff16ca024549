use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::StepOutcome;
use super::flags::is_in_summary;
use super::logs::Logs;
use super::{Build, Cancellation};
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::events::EventSink;
use crate::expr::Dependencies;
use crate::lock::Lock;
use crate::log::Channel;
use crate::properties::Properties;
use crate::redact::Redactor;
use crate::request::JarScope;
use crate::result::BuildResult;
use crate::secrets::{SecretProvider, SecretValues};
use crate::session::{Jar, Session};
use crate::step::Flags;
use crate::transport::DeliveryTracker;
use crate::value::IntoValue;

/// The future of a step that runs.
pub type StepFuture<'a> = Pin<Box<dyn Future<Output = StepOutcome> + Send + 'a>>;

/// The future of a step that cleans up after it was interrupted.
pub type InterruptFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

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
pub trait Step: Any + fmt::Debug + Send + Sync {
    /// The name of the step in this build.
    fn name(&self, context: &StepContext<'_>) -> String;

    /// What the step does, shown while it runs.
    fn description(&self, context: &StepContext<'_>) -> String {
        let _ = context;
        "Running".to_owned()
    }

    /// What the step has done, for the state string of a step that ends before it can say so itself:
    /// `Finished (skipped)`.
    fn description_done(&self, context: &StepContext<'_>) -> String {
        let _ = context;
        "Finished".to_owned()
    }

    /// What the step's result means for the build.
    fn flags(&self) -> Flags {
        Flags::default()
    }

    /// Whether the step runs at all; else it is SKIPPED.
    ///
    /// # Errors
    ///
    /// Where nobody can say; the step is an EXCEPTION then.
    fn should_run(&self, context: &StepContext<'_>) -> Result<bool, RenderError> {
        let _ = context;
        Ok(true)
    }

    /// Whether the step is left out where people look at the build; asked when it has ended.
    ///
    /// # Errors
    ///
    /// Where nobody can say; the step is shown, as an EXCEPTION.
    fn is_hidden(
        &self,
        context: &StepContext<'_>,
        result: BuildResult,
    ) -> Result<bool, RenderError> {
        let _ = (context, result);
        Ok(false)
    }

    /// The locks that the step holds while it runs.
    fn locks(&self) -> &[Lock] {
        &[]
    }

    /// Whether its state string is in that of the build when the step ends so: Buildbot's
    /// `updateBuildSummaryPolicy`. By default after EXCEPTION, RETRY and CANCELLED, and after FAILURE and
    /// WARNINGS where a flag speaks of them.
    fn is_in_summary(&self, context: &StepContext<'_>, result: BuildResult) -> bool {
        let _ = context;
        is_in_summary(result, self.flags())
    }

    /// The properties and secrets that the step uses, as far as it can tell before it runs.
    fn dependencies(&self) -> Dependencies {
        Dependencies::default()
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
    ///
    /// When the build is cancelled, the future is dropped where it waits.
    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a>;

    /// Cleans up after the build was cancelled while the step ran, when the future of that is gone. The step
    /// holds its locks until this is done. After 15 minutes the future is dropped, where the runtime has timers;
    /// the build goes on, and the log `err.text` says so.
    fn interrupted<'a>(&'a self, context: &'a mut StepContext<'_>) -> InterruptFuture<'a> {
        let _ = context;
        Box::pin(std::future::ready(()))
    }
}

/// What a step sees of its build, and where it writes its logs.
pub struct StepContext<'a> {
    pub(crate) properties: &'a mut Properties,
    pub(crate) cancellation: &'a Cancellation,
    pub(crate) session: &'a Session,
    pub(crate) dialect: Dialect,
    pub(crate) secrets: &'a [Arc<dyn SecretProvider>],
    /// The secrets that earlier steps have taken from answers; they come before those of providers.
    pub(crate) captured: &'a mut SecretValues,
    /// The cookies that the steps of the build share where they say so.
    build_jar: &'a Jar,
    pub(crate) logs: Logs<'a>,
    /// How far the requests of the step have come.
    pub(crate) delivery: DeliveryTracker,
}

impl<'a> StepContext<'a> {
    pub(crate) fn new(
        build: &'a Build,
        properties: &'a mut Properties,
        captured: &'a mut SecretValues,
        redactor: &'a mut Redactor,
        events: &'a mut EventSink,
    ) -> Self {
        Self {
            properties,
            cancellation: &build.cancellation,
            session: &build.session,
            dialect: build.dialect,
            secrets: &build.secrets,
            captured,
            build_jar: &build.jar,
            logs: Logs::new(redactor, events),
            delivery: DeliveryTracker::default(),
        }
    }

    /// The properties of the build.
    #[must_use]
    pub fn properties(&self) -> &Properties {
        self.properties
    }

    /// Sets a property of the build; its source is `step NAME`.
    pub fn set_property(&mut self, name: impl Into<String>, value: impl IntoValue) {
        let (name, value) = (name.into(), value.into_value());
        let text = value.to_string();
        let holds_secret = self.logs.redactor.apply(&text) != text;
        let source = format!("step {}", self.logs.step);
        self.properties.set(name.as_str(), value, source);
        if holds_secret {
            self.properties.hide(&name);
        }
    }

    /// Whether the build is cancelled, and how to cancel it.
    #[must_use]
    pub fn cancellation(&self) -> &Cancellation {
        self.cancellation
    }

    /// The session of the build.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.session
    }

    /// Where a step keeps its cookies.
    pub(crate) fn jar(&self, scope: &JarScope) -> Jar {
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
