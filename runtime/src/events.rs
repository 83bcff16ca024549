//! What a build tells while it runs.

mod observer_thread;
mod sink;
mod spans;

use std::time::SystemTime;

pub(crate) use sink::Teller;

use crate::log::Channel;
use crate::result::BuildResult;

/// Something that happened in a build.
///
/// Events come in order, one step after another, and hold only what a log may show. Each build that begins
/// ends, and so does each step, whatever becomes of it: where the future of a build is dropped, the step that
/// runs and the build are CANCELLED.
///
/// The `time` of an event is the clock's when the build began and what has passed since, so that the time
/// between two events of a build is true even where somebody sets the clock meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The build begins: always the first.
    BuildStarted {
        /// When.
        time: SystemTime,
        /// How many steps it has; not all of them need to run.
        steps: usize,
    },
    /// A step begins.
    StepStarted {
        /// When.
        time: SystemTime,
        /// The step's name.
        step: String,
        /// What it does meanwhile: `Requesting` unless the step says otherwise.
        description: String,
    },
    /// A step wrote to one of its logs.
    LogChunk {
        /// When.
        time: SystemTime,
        /// The step's name.
        step: String,
        /// The log's name.
        log: String,
        /// Where it was written to.
        channel: Channel,
        /// What was written, with its line ends. It is data: who prints it makes it
        /// [`printable`](crate::printable) first.
        text: String,
    },
    /// In this place chunks were left out, since the observer had not heard those before. The outcome of the
    /// step has them.
    Lagged {
        /// When the first of them was written.
        time: SystemTime,
        /// The name of the step that wrote them.
        step: String,
        /// How many they were.
        chunks: usize,
        /// The length of their texts, in bytes.
        bytes: usize,
    },
    /// A step ended.
    StepFinished {
        /// When.
        time: SystemTime,
        /// The step's name.
        step: String,
        /// What it ended with.
        result: BuildResult,
        /// The line that says how it went: `Status code: 200`.
        state_string: String,
        /// Whether it wants to be left out where people look at the build.
        hidden: bool,
    },
    /// The build ended: always the last.
    BuildFinished {
        /// When.
        time: SystemTime,
        /// What it ended with.
        result: BuildResult,
    },
}

impl Event {
    /// When it happened.
    ///
    /// ```
    /// use http_step::{BuildFactory, Event};
    ///
    /// let build = BuildFactory::new().build().observer(|event: &Event| {
    ///     println!("{:?}: {event:?}", event.time());
    /// });
    /// # let _ = build.run_blocking();
    /// ```
    #[must_use]
    pub fn time(&self) -> SystemTime {
        let (Self::BuildStarted { time, .. }
        | Self::StepStarted { time, .. }
        | Self::LogChunk { time, .. }
        | Self::Lagged { time, .. }
        | Self::StepFinished { time, .. }
        | Self::BuildFinished { time, .. }) = self;
        *time
    }
}

/// Somebody who listens to a build: a progress display, a report, a test.
///
/// Any `Fn(&Event)` is one.
///
/// An observer hears its build on a thread of its own, and so it may take its time. The build doesn't wait for
/// it before it has ended, and then one second at most. To one that is 8 MiB of log texts behind, no more of
/// them are told until it has caught up: [`Event::Lagged`] says how many. All other events are told always.
/// One that panics hears no more, which changes nothing for the build and for other observers;
/// [`BuildOutcome::dropped_observers`](crate::BuildOutcome::dropped_observers) counts them.
///
/// ```
/// use http_step::{BuildFactory, Event};
///
/// let build = BuildFactory::new().build().observer(|event: &Event| {
///     if let Event::StepFinished { step, state_string, .. } = event {
///         println!("{step}: {state_string}");
///     }
/// });
/// ```
pub trait Observer: Send + Sync {
    /// Called at each event, in order.
    fn observe(&self, event: &Event);
}

impl<F: Fn(&Event) + Send + Sync> Observer for F {
    fn observe(&self, event: &Event) {
        self(event);
    }
}
