//! The one place that tells what happens in a build.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use tracing::Span;

use super::observer_thread::Listener;
use super::{Event, Observer, spans};
use crate::log::LogChunk;
use crate::result::BuildResult;

/// Tells what happens in one build, to its observers and to `tracing`, until the end.
pub(crate) struct Teller {
    listeners: Vec<Listener>,
    began: (SystemTime, Instant),
    build: Span,
    step: Span,
    /// Whether the end of the build is still to be told.
    is_open: bool,
}

impl Teller {
    /// One of no build, that tells nothing to anybody.
    pub(crate) fn silent() -> Self {
        Self::new(Vec::new(), Span::none(), false)
    }

    /// Says that a build of so many steps begins.
    pub(crate) fn begin(observers: Vec<Box<dyn Observer>>, steps: usize) -> Self {
        let listeners = observers.into_iter().map(Listener::new).collect();
        let mut teller = Self::new(listeners, spans::build(steps), true);
        teller.tell(|time| Event::BuildStarted { time, steps });
        teller
    }

    fn new(listeners: Vec<Listener>, build: Span, is_open: bool) -> Self {
        Self {
            listeners,
            began: (SystemTime::now(), Instant::now()),
            build,
            step: Span::none(),
            is_open,
        }
    }

    /// The span that the work of the build belongs to.
    pub(crate) fn span(&self) -> Span {
        self.build.clone()
    }

    /// Says that a step begins, and gives the span that its work belongs to.
    pub(crate) fn step_started(&mut self, step: &str, description: &str) -> Span {
        self.step = spans::step(step);
        self.step.in_scope(|| spans::begun(description));
        self.tell(|time| Event::StepStarted {
            time,
            step: step.to_owned(),
            description: description.to_owned(),
        });
        self.step.clone()
    }

    pub(crate) fn log_chunk(&mut self, step: &str, log: &str, chunk: LogChunk<'_>) {
        self.step.in_scope(|| spans::written(log, chunk));
        self.tell(|time| Event::LogChunk {
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
        spans::step_ended(&span, result, state_string);
        self.tell(|time| Event::StepFinished {
            time,
            step: step.to_owned(),
            result,
            state_string: state_string.to_owned(),
            hidden,
        });
    }

    pub(crate) fn build_finished(&mut self, result: BuildResult) {
        if std::mem::take(&mut self.is_open) {
            spans::build_ended(&self.build, result);
            self.tell(|time| Event::BuildFinished { time, result });
        }
    }

    /// Whether anybody has to be waited for at the end.
    pub(crate) fn has_listeners(&self) -> bool {
        !self.listeners.is_empty()
    }

    /// Waits until the observers that are not lost have heard all.
    pub(crate) async fn heard(&mut self) {
        self.listeners.iter_mut().for_each(Listener::close);
        for listener in &mut self.listeners {
            listener.heard().await;
        }
    }

    /// How many observers have panicked.
    pub(crate) fn dropped_observers(&self) -> usize {
        let lost = self.listeners.iter().filter(|listener| listener.is_lost());
        let lost = lost.count();
        if lost > 0 {
            spans::lost(lost);
        }
        lost
    }

    /// Nothing is put together where nobody listens.
    fn tell(&mut self, event: impl FnOnce(SystemTime) -> Event) {
        if self.listeners.is_empty() {
            return;
        }
        let (time, began) = self.began;
        let event = Arc::new(event(time + began.elapsed()));
        for listener in &mut self.listeners {
            listener.tell(&event);
        }
    }
}

/// A build that is dropped amid its work ends too.
impl Drop for Teller {
    fn drop(&mut self) {
        self.build_finished(BuildResult::Cancelled);
    }
}
