//! What a build tells while it runs.

use crate::log::LogChunk;
use crate::result::BuildResult;

/// Something that happened in a build.
///
/// Events come in order, one step after another, and hold only what a log may show.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A step begins.
    StepStarted {
        /// The step's name.
        step: &'a str,
        /// What it does meanwhile: `Requesting` unless the step says otherwise.
        description: &'a str,
    },
    /// A step wrote to one of its logs.
    LogChunk {
        /// The step's name.
        step: &'a str,
        /// The log's name.
        log: &'a str,
        /// What was written.
        chunk: LogChunk<'a>,
    },
    /// A step ended.
    StepFinished {
        /// The step's name.
        step: &'a str,
        /// What it ended with.
        result: BuildResult,
        /// The line that says how it went: `Status code: 200`.
        state_string: &'a str,
    },
    /// The build ended.
    BuildFinished {
        /// What it ended with.
        result: BuildResult,
    },
}

/// Somebody who listens to a build: a progress display, a report, a test.
///
/// Any `Fn(&Event)` is one.
///
/// ```
/// use http_step::{BuildFactory, Event};
///
/// let build = BuildFactory::new().build().observer(|event: &Event<'_>| {
///     if let Event::StepFinished { step, state_string, .. } = event {
///         println!("{step}: {state_string}");
///     }
/// });
/// ```
pub trait Observer: Send + Sync {
    /// Called at each event, in order, by the task that runs the build.
    fn observe(&self, event: &Event<'_>);
}

impl<F: Fn(&Event<'_>) + Send + Sync> Observer for F {
    fn observe(&self, event: &Event<'_>) {
        self(event);
    }
}
