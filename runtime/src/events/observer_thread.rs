//! An observer that hears a build on a thread of its own.

use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use tokio::sync::watch;

use super::{Event, Observer};

/// How much may wait to be heard, in bytes, without what is always told.
const ROOM: usize = 8 << 20;

pub(super) struct Listener {
    /// None at the end of the build.
    events: Option<Sender<Arc<Event>>>,
    /// What waits to be heard, in bytes.
    waiting: Arc<AtomicUsize>,
    /// The chunks that were left out after the last event.
    left_out: Option<Event>,
    /// Whether all was heard; closed when the observer is gone.
    heard: watch::Receiver<bool>,
}

impl Listener {
    pub(super) fn new(observer: Box<dyn Observer>) -> Self {
        let (events, told) = mpsc::channel();
        let waiting = Arc::default();
        let (done, heard) = watch::channel(false);
        let left = Arc::clone(&waiting);
        let listens = move || {
            let hear = AssertUnwindSafe(|| hear(observer, &told, &left));
            match catch_unwind(hear) {
                Ok(()) => drop(done.send_replace(true)),
                // Its end may panic too.
                Err(payload) => forget(payload),
            }
        };
        let name = "http-step observer".to_owned();
        // Where there is no thread to be had the observer is lost.
        let _ = thread::Builder::new().name(name).spawn(listens);
        Self {
            events: Some(events),
            waiting,
            left_out: None,
            heard,
        }
    }

    pub(super) fn tell(&mut self, event: &Arc<Event>) {
        if let Event::LogChunk { text, .. } = event.as_ref() {
            let waiting = self.waiting.load(Ordering::Relaxed);
            if waiting > 0 && waiting + size(event) > ROOM {
                return self.leave_out(event, text.len());
            }
        }
        let left_out = self.left_out.take().map(Arc::new);
        for event in left_out.iter().chain([event]) {
            self.waiting.fetch_add(size(event), Ordering::Relaxed);
            // An observer that is lost hears nothing.
            let _ = self
                .events
                .as_ref()
                .map(|events| events.send(Arc::clone(event)));
        }
    }

    fn leave_out(&mut self, event: &Event, length: usize) {
        match &mut self.left_out {
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

    /// Says that nothing more will come.
    pub(super) fn close(&mut self) {
        self.events = None;
    }

    /// Waits until all is heard, or the observer is lost.
    pub(super) async fn heard(&mut self) {
        let _ = self.heard.wait_for(|heard| *heard).await;
    }

    pub(super) fn is_lost(&self) -> bool {
        let is_gone = self.heard.has_changed().is_err();
        is_gone && !*self.heard.borrow()
    }
}

/// The observer is dropped before all counts as heard.
fn hear(observer: Box<dyn Observer>, told: &Receiver<Arc<Event>>, waiting: &AtomicUsize) {
    for event in told {
        waiting.fetch_sub(size(&event), Ordering::Relaxed);
        observer.observe(&event);
    }
}

/// What a chunk takes in memory, in bytes; nothing for what is always told.
fn size(event: &Event) -> usize {
    match event {
        Event::LogChunk {
            step, log, text, ..
        } => size_of::<Event>() + step.len() + log.len() + text.len(),
        _ => 0,
    }
}
