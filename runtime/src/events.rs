//! The events of a running build, and their observers.

mod observer_thread;
mod sink;
mod spans;

use std::time::SystemTime;

pub(crate) use sink::EventSink;

use crate::log::Channel;
use crate::result::BuildResult;

/// Something that happened in a build.
///
/// Events are emitted in order, one step after another, and are redacted. Each build and each step that starts
/// also finishes: if the future of a build is dropped, the running step and the build are CANCELLED.
///
/// The `time` of an event is the time when the build started plus the monotonic time elapsed since, so that
/// differences between events stay correct if the system clock is changed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The build starts: always the first event.
    BuildStarted {
        /// When it happened.
        time: SystemTime,
        /// The number of its steps; not all of them need to run.
        steps: usize,
    },
    /// A step starts.
    StepStarted {
        /// When it happened.
        time: SystemTime,
        /// The step's name.
        step: String,
        /// What it is doing: `Requesting` unless the step has a description.
        description: String,
    },
    /// A step wrote to one of its logs.
    LogChunk {
        /// When it happened.
        time: SystemTime,
        /// The step's name.
        step: String,
        /// The log's name.
        log: String,
        /// The channel it was written to.
        channel: Channel,
        /// What was written, with its line ends. It may contain control characters: pass it through
        /// [`printable`](crate::printable) before printing it.
        text: String,
    },
    /// Log chunks were dropped at this point, because the observer was too far behind. The outcome of the step has
    /// them.
    Lagged {
        /// When the first dropped chunk was written.
        time: SystemTime,
        /// The name of the step that wrote them.
        step: String,
        /// The number of dropped chunks.
        chunks: usize,
        /// The length of their texts, in bytes.
        bytes: usize,
    },
    /// A step has ended.
    StepFinished {
        /// When it happened.
        time: SystemTime,
        /// The step's name.
        step: String,
        /// The result.
        result: BuildResult,
        /// The state string: `Status code: 200`.
        state_string: String,
        /// Whether the step is hidden where the build is displayed (`hide_step_if`).
        hidden: bool,
    },
    /// The build has ended: always the last event.
    BuildFinished {
        /// When it happened.
        time: SystemTime,
        /// The result.
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

/// Receives the events of a build: a progress display, a report, a test.
///
/// Any `Fn(&Event)` is one.
///
/// An observer is called on a thread of its own, so that it cannot delay the build. The build waits for it only
/// after its end, and then for one second at most. If an observer is more than 8 MiB of log text behind, further log
/// chunks are dropped until it has caught up, and [`Event::Lagged`] says how many; other events are never
/// dropped. An observer that panics receives no more events, without effect on the build and on other observers;
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
