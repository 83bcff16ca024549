//! Builds on one thread that hold their locks until they are told to go on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http_step::prelude::*;
use http_step::{Cancellation, Lock, StepContext, StepFuture};
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, yield_now};

/// Who has got its locks.
#[derive(Clone, Debug)]
pub(crate) struct Stage(Arc<Seen>);

#[derive(Debug)]
struct Seen {
    entered: Mutex<Vec<&'static str>>,
    ended: AtomicUsize,
    leave: Semaphore,
}

impl Default for Stage {
    fn default() -> Self {
        Self(Arc::new(Seen {
            entered: Mutex::default(),
            ended: AtomicUsize::new(0),
            leave: Semaphore::new(0),
        }))
    }
}

impl Stage {
    /// Starts a build whose one step holds these locks.
    pub(crate) fn enter(
        &self,
        name: &'static str,
        locks: impl Into<Vec<Lock>>,
    ) -> (Cancellation, JoinHandle<BuildOutcome>) {
        let cancellation = Cancellation::new();
        let build = self.enter_under(&cancellation, name, locks);
        (cancellation, build)
    }

    /// The same, under a handle that others may have too.
    pub(crate) fn enter_under(
        &self,
        cancellation: &Cancellation,
        name: &'static str,
        locks: impl Into<Vec<Lock>>,
    ) -> JoinHandle<BuildOutcome> {
        let mut factory = BuildFactory::new();
        factory.add_step(Holds {
            name,
            locks: locks.into(),
            stage: self.clone(),
        });
        let build = factory.build().cancelled_by(cancellation.clone());
        tokio::spawn(build.run())
    }

    pub(crate) fn entered(&self) -> Vec<&'static str> {
        self.0.entered.lock().unwrap().clone()
    }

    pub(crate) fn ended(&self) -> usize {
        self.0.ended.load(Ordering::SeqCst)
    }

    /// Lets so many go on, now or when they are there.
    pub(crate) async fn leave(&self, many: usize) {
        self.0.leave.add_permits(many);
        settle().await;
    }
}

#[derive(Debug)]
struct Holds {
    name: &'static str,
    locks: Vec<Lock>,
    stage: Stage,
}

impl Step for Holds {
    fn name(&self, _: &StepContext<'_>) -> String {
        self.name.to_owned()
    }

    fn locks(&self) -> &[Lock] {
        &self.locks
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        let seen = &self.stage.0;
        Box::pin(async move {
            seen.entered.lock().unwrap().push(self.name);
            seen.leave.acquire().await.unwrap().forget();
            seen.ended.fetch_add(1, Ordering::SeqCst);
            StepOutcome::new(BuildResult::Success, "done")
        })
    }
}

/// Lets all other tasks of the thread run until they wait for something; nothing here waits for the world.
pub(crate) async fn settle() {
    for _ in 0..200 {
        yield_now().await;
    }
}
