//! A step that sees whether it is where it may be.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_step::prelude::*;
use http_step::{Flags, Lock, StepContext, StepFuture};
use tokio::time::sleep;

/// How many may count.
const COUNTED: usize = 3;

/// Who is where at the moment.
#[derive(Debug, Default)]
pub(crate) struct Rooms {
    alone: AtomicUsize,
    shared: AtomicUsize,
    counted: AtomicUsize,
}

/// Stays in a room for a while, by the lock of its door.
#[derive(Debug)]
pub(crate) struct Stays {
    locks: Vec<Lock>,
    kind: Kind,
    rooms: Arc<Rooms>,
    time: Duration,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Alone,
    Shared,
    Counted,
}

impl Stays {
    pub(crate) fn at_random(chance: &mut fastrand::Rng, rooms: Arc<Rooms>) -> Self {
        let (kind, lock) = match chance.u8(..4) {
            0 => (Kind::Alone, Lock::exclusive("stress: room")),
            1 => (Kind::Shared, Lock::shared("stress: room")),
            _ => (Kind::Counted, Lock::counting("stress: chairs", COUNTED)),
        };
        // Another one, that may come before or after it.
        let other = ["stress: a", "stress: z"][chance.usize(..2)];
        Self {
            locks: vec![lock, Lock::shared(other)],
            kind,
            rooms,
            time: Duration::from_micros(chance.u64(..3000)),
        }
    }
}

impl Step for Stays {
    fn name(&self, _: &StepContext<'_>) -> String {
        "stays".to_owned()
    }

    fn flags(&self) -> Flags {
        Flags {
            halt_on_failure: true,
            ..Flags::default()
        }
    }

    fn locks(&self) -> &[Lock] {
        &self.locks
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            let room = match self.kind {
                Kind::Alone => &self.rooms.alone,
                Kind::Shared => &self.rooms.shared,
                Kind::Counted => &self.rooms.counted,
            };
            let _inside = Inside::enter(room);
            sleep(self.time).await;
            let (alone, shared) = (count(&self.rooms.alone), count(&self.rooms.shared));
            let is_right = match self.kind {
                Kind::Alone => alone == 1 && shared == 0,
                Kind::Shared => alone == 0,
                Kind::Counted => count(room) <= COUNTED,
            };
            let result = if is_right {
                BuildResult::Success
            } else {
                BuildResult::Exception
            };
            StepOutcome::new(result, "stayed")
        })
    }
}

fn count(room: &AtomicUsize) -> usize {
    room.load(Ordering::SeqCst)
}

/// Left on every path.
struct Inside<'a>(&'a AtomicUsize);

impl<'a> Inside<'a> {
    fn enter(room: &'a AtomicUsize) -> Self {
        room.fetch_add(1, Ordering::SeqCst);
        Self(room)
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
