//! The thread that calls an observer.

use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use tokio::sync::watch;

use super::{Event, Observer};

/// The most log text that may wait for an observer, in bytes.
const ROOM: usize = 8 << 20;

pub(super) struct ObserverThread {
    /// None after the end of the build.
    events: Option<Sender<Arc<Event>>>,
    /// The size of the log chunks that the observer has not received yet, in bytes.
    waiting: Arc<AtomicUsize>,
    /// The chunks dropped since the last event that was sent.
    dropped: Option<Event>,
    /// Set when the observer has received all events; closed when its thread has ended.
    done: watch::Receiver<bool>,
}

impl ObserverThread {
    pub(super) fn new(observer: Box<dyn Observer>) -> Self {
        let (events, receiver) = mpsc::channel();
        let waiting = Arc::default();
        let (sender, done) = watch::channel(false);
        let size = Arc::clone(&waiting);
        let run = move || {
            let observe = AssertUnwindSafe(|| observe_all(observer, &receiver, &size));
            match catch_unwind(observe) {
                Ok(()) => drop(sender.send_replace(true)),
                // Dropping the payload may panic too.
                Err(payload) => forget(payload),
            }
        };
        let name = "http-step observer".to_owned();
        // Without a thread the observer counts as dropped.
        let _ = thread::Builder::new().name(name).spawn(run);
        Self {
            events: Some(events),
            waiting,
            dropped: None,
            done,
        }
    }

    pub(super) fn send(&mut self, event: &Arc<Event>) {
        if let Event::LogChunk { text, .. } = event.as_ref() {
            let waiting = self.waiting.load(Ordering::Relaxed);
            if waiting > 0 && waiting + size(event) > ROOM {
                return self.drop_chunk(event, text.len());
            }
        }
        let lagged = self.dropped.take().map(Arc::new);
        for event in lagged.iter().chain([event]) {
            self.waiting.fetch_add(size(event), Ordering::Relaxed);
            // An observer that has panicked receives nothing.
            let _ = self
                .events
                .as_ref()
                .map(|events| events.send(Arc::clone(event)));
        }
    }

    fn drop_chunk(&mut self, event: &Event, length: usize) {
        match &mut self.dropped {
            Some(Event::Lagged { chunks, bytes, .. }) => {
                *chunks += 1;
                *bytes += length;
            }
            none => {
                if let Event::LogChunk { time, step, .. } = event {
                    *none = Some(Event::Lagged {
                        time: *time,
                        step: step.clone(),
                        chunks: 1,
                        bytes: length,
                    });
                }
            }
        }
    }

    /// No more events follow.
    pub(super) fn close(&mut self) {
        self.events = None;
    }

    /// Waits until the observer has received all events, or has panicked.
    pub(super) async fn flushed(&mut self) {
        let _ = self.done.wait_for(|done| *done).await;
    }

    pub(super) fn has_panicked(&self) -> bool {
        let is_gone = self.done.has_changed().is_err();
        is_gone && !*self.done.borrow()
    }
}

/// Drops the observer at the end, while panics are still caught.
fn observe_all(observer: Box<dyn Observer>, events: &Receiver<Arc<Event>>, waiting: &AtomicUsize) {
    for event in events {
        waiting.fetch_sub(size(&event), Ordering::Relaxed);
        observer.observe(&event);
    }
}

/// The size of a log chunk in memory, in bytes; zero for events that are never dropped.
fn size(event: &Event) -> usize {
    match event {
        Event::LogChunk {
            step, log, text, ..
        } => size_of::<Event>() + step.len() + log.len() + text.len(),
        _ => 0,
    }
}
