//! The one place that emits the events of a build.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use tracing::Span;

use super::observer_thread::ObserverThread;
use super::{Event, Observer, spans};
use crate::log::LogChunk;
use crate::result::BuildResult;

/// Emits the events of one build to its observers and to `tracing`.
pub(crate) struct EventSink {
    observers: Vec<ObserverThread>,
    began: (SystemTime, Instant),
    build: Span,
    step: Span,
    /// Whether the end of the build has not been emitted yet.
    is_open: bool,
}

impl EventSink {
    /// A sink that emits nothing.
    pub(crate) fn disabled() -> Self {
        Self::new(Vec::new(), Span::none(), false)
    }

    /// Emits the start of a build with that number of steps.
    pub(crate) fn begin(observers: Vec<Box<dyn Observer>>, steps: usize) -> Self {
        let threads = observers.into_iter().map(ObserverThread::new).collect();
        let mut sink = Self::new(threads, spans::build_span(steps), true);
        sink.emit(|time| Event::BuildStarted { time, steps });
        sink
    }

    fn new(observers: Vec<ObserverThread>, build: Span, is_open: bool) -> Self {
        Self {
            observers,
            began: (SystemTime::now(), Instant::now()),
            build,
            step: Span::none(),
            is_open,
        }
    }

    /// The span of the build.
    pub(crate) fn span(&self) -> Span {
        self.build.clone()
    }

    /// Emits the start of a step, and returns its span.
    pub(crate) fn step_started(&mut self, step: &str, description: &str) -> Span {
        self.step = spans::step_span(step);
        self.step.in_scope(|| spans::log_description(description));
        self.emit(|time| Event::StepStarted {
            time,
            step: step.to_owned(),
            description: description.to_owned(),
        });
        self.step.clone()
    }

    pub(crate) fn log_chunk(&mut self, step: &str, log: &str, chunk: LogChunk<'_>) {
        self.step.in_scope(|| spans::log_chunk(log, chunk));
        self.emit(|time| Event::LogChunk {
            time,
            step: step.to_owned(),
            log: log.to_owned(),
            channel: chunk.channel,
            text: chunk.text.to_owned(),
        });
    }

    pub(crate) fn step_finished(
        &mut self,
        step: &str,
        result: BuildResult,
        state_string: &str,
        hidden: bool,
    ) {
        let span = std::mem::replace(&mut self.step, Span::none());
        spans::finish_step(&span, result, state_string);
        self.emit(|time| Event::StepFinished {
            time,
            step: step.to_owned(),
            result,
            state_string: state_string.to_owned(),
            hidden,
        });
    }

    pub(crate) fn build_finished(&mut self, result: BuildResult) {
        if std::mem::take(&mut self.is_open) {
            spans::finish_build(&self.build, result);
            self.emit(|time| Event::BuildFinished { time, result });
        }
    }

    /// Whether there are observers to wait for at the end.
    pub(crate) fn has_observers(&self) -> bool {
        !self.observers.is_empty()
    }

    /// Waits until all observers that have not panicked have received all events.
    pub(crate) async fn flush(&mut self) {
        self.observers.iter_mut().for_each(ObserverThread::close);
        for observer in &mut self.observers {
            observer.flushed().await;
        }
    }

    /// The number of observers that have panicked.
    pub(crate) fn dropped_observers(&self) -> usize {
        let panicked = self
            .observers
            .iter()
            .filter(|observer| observer.has_panicked());
        let count = panicked.count();
        if count > 0 {
            spans::warn_dropped_observers(count);
        }
        count
    }

    /// The event is only made if there are observers.
    fn emit(&mut self, event: impl FnOnce(SystemTime) -> Event) {
        if self.observers.is_empty() {
            return;
        }
        let (time, began) = self.began;
        let event = Arc::new(event(time + began.elapsed()));
        for observer in &mut self.observers {
            observer.send(&event);
        }
    }
}

/// A build that is dropped while it runs also ends.
impl Drop for EventSink {
    fn drop(&mut self) {
        self.build_finished(BuildResult::Cancelled);
    }
}
