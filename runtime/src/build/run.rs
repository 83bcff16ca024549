use std::io;
use std::panic::resume_unwind;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::task::{JoinError, JoinSet};

use super::verdict::{counted, halts};
use super::{BuildOutcome, Step, StepContext};
use crate::dialect::Dialect;
use crate::event::{Event, Observer};
use crate::outcome::StepOutcome;
use crate::properties::Properties;
use crate::redact::Redactor;
use crate::result::BuildResult;
use crate::secrets::SecretProvider;
use crate::session::{self, Jar, Session};
use crate::value::IntoValue;

/// A build that is about to run: the steps of a factory, with properties.
///
/// ```
/// use http_step::prelude::*;
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(get!(Property("status-url")));
/// let outcome = factory
///     .build()
///     .property("status-url", "http://127.0.0.1:9/nobody-listens-here")
///     .run_blocking();
/// assert_eq!(outcome.result(), BuildResult::Failure);
/// ```
pub struct Build {
    pub(super) steps: Vec<Arc<dyn Step>>,
    pub(super) properties: Properties,
    pub(super) session: Session,
    pub(super) dialect: Dialect,
    pub(super) secrets: Vec<Arc<dyn SecretProvider>>,
    /// The cookies that the steps of the build share where they say so.
    pub(super) jar: Jar,
    observers: Vec<Arc<dyn Observer>>,
}

impl Build {
    pub(super) fn new(steps: Vec<Arc<dyn Step>>) -> Self {
        Self {
            steps,
            properties: Properties::new(),
            session: Session::global(),
            dialect: Dialect::default(),
            secrets: Vec::new(),
            jar: Jar::default(),
            observers: Vec::new(),
        }
    }

    /// Sets a property, with the source `Build`.
    #[must_use]
    pub fn property(mut self, name: impl Into<String>, value: impl IntoValue) -> Self {
        self.properties.set(name, value, "Build");
        self
    }

    /// Sends through this session instead of the process-wide one.
    #[must_use]
    pub fn session(mut self, session: Session) -> Self {
        self.session = session;
        self
    }

    /// Reads values in this dialect instead of the Native one.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Adds a provider of secrets; several are asked in the order in which they were added.
    #[must_use]
    pub fn secrets(mut self, provider: impl SecretProvider + 'static) -> Self {
        self.secrets.push(Arc::new(provider));
        self
    }

    /// Adds somebody who listens to what happens.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// Runs the steps one after another.
    ///
    /// Works in any async code: without a tokio runtime at hand the build runs on one of its own.
    pub async fn run(self) -> BuildOutcome {
        if Handle::try_current().is_ok() {
            return self.drive().await;
        }
        let runtime = match session::runtime() {
            Ok(runtime) => runtime,
            Err(error) => return self.without_runtime(&error),
        };
        // A set, since it takes its task with it when this future is dropped.
        let mut task = JoinSet::new();
        task.spawn_on(self.drive(), runtime);
        match task.join_next().await {
            Some(ended) => joined(ended),
            None => unreachable!("the set has one task"),
        }
    }

    /// Runs the steps one after another and waits for the end: for programs without async code.
    ///
    /// In async code it is no mistake either; it only keeps the calling thread waiting.
    #[must_use]
    pub fn run_blocking(self) -> BuildOutcome {
        if Handle::try_current().is_ok() {
            return self.run_aside();
        }
        let runtime = match session::runtime() {
            Ok(runtime) => runtime,
            Err(error) => return self.without_runtime(&error),
        };
        let (done, outcome) = mpsc::sync_channel(1);
        let build = runtime.spawn(self.drive());
        runtime.spawn(async move {
            // Nobody hangs up: the receiver waits right below.
            let _ = done.send(build.await);
        });
        match outcome.recv() {
            Ok(ended) => joined(ended),
            Err(mpsc::RecvError) => unreachable!("the runtime lives as long as the process"),
        }
    }

    /// Runs on a thread and a runtime of its own. The runtime of the caller, which may be the one that all
    /// other builds share, stands still meanwhile, and so this build must not need it.
    fn run_aside(self) -> BuildOutcome {
        let aside = || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(self.drive()),
            Err(error) => self.without_runtime(&error),
        };
        thread::scope(|scope| match scope.spawn(aside).join() {
            Ok(outcome) => outcome,
            Err(panic) => resume_unwind(panic),
        })
    }

    async fn drive(mut self) -> BuildOutcome {
        let mut steps: Vec<StepOutcome> = Vec::with_capacity(self.steps.len());
        let mut failed = Vec::new();
        let mut result = BuildResult::Success;
        let mut halted = false;
        // What one step has learned is hidden in all that follow.
        let mut redactor = Redactor::default();
        for step in &self.steps {
            let flags = step.flags();
            if halted && !flags.always_run {
                continue;
            }
            let mut context = StepContext::new(
                &mut self.properties,
                &self.session,
                self.dialect,
                &self.secrets,
                &self.jar,
                &mut redactor,
                &self.observers,
            );
            let name = step.name(&context);
            context.logs.step = context.logs.redactor.apply(&name).into_owned();
            let description = step.description(&context);
            context.logs.tell(&Event::StepStarted {
                step: &context.logs.step,
                description: &context.logs.redactor.apply(&description),
            });
            let outcome = step.run(&mut context).await;
            let outcome = context.logs.finish(outcome);

            let counts = counted(outcome.result(), flags);
            if counts > BuildResult::Success {
                failed.push(outcome.name().to_owned());
            }
            result = result.max(counts);
            halted |= halts(outcome.result(), flags);
            steps.push(outcome);
        }
        for observer in &self.observers {
            observer.observe(&Event::BuildFinished { result });
        }
        BuildOutcome {
            result,
            state_string: state_string(result, &failed),
            steps,
            properties: self.properties,
        }
    }

    fn without_runtime(self, error: &io::Error) -> BuildOutcome {
        BuildOutcome {
            result: BuildResult::Exception,
            state_string: format!("exception: no runtime could be started: {error}"),
            steps: Vec::new(),
            properties: self.properties,
        }
    }
}

impl std::fmt::Debug for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Build")
            .field("steps", &self.steps)
            .field("properties", &self.properties)
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

/// Buildbot's words for the end of a build.
fn state_string(result: BuildResult, failed: &[String]) -> String {
    let word = match result {
        BuildResult::Failure => "failed".to_owned(),
        BuildResult::Success | BuildResult::Skipped => return "build successful".to_owned(),
        other => other.to_string(),
    };
    format!("{word} {}", failed.join(" "))
}

/// The outcome of a build that ran as a task of its own; a panic goes on where it would have gone without.
fn joined(ended: Result<BuildOutcome, JoinError>) -> BuildOutcome {
    ended.unwrap_or_else(|error| resume_unwind(error.into_panic()))
}
