//! Locks that builds share.
#![cfg(test)]

#[path = "locks/holding.rs"]
mod holding;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

use holding::{Stage, settle};
use http_step::prelude::*;
use http_step::{Cancellation, Lock, StepContext, StepFuture};
use http_step_tests::raw::{Raw, response};

/// Runs so many builds at once whose one step has this lock, and says how many requests were answered at
/// once at the most. The server answers when `together` of them are there.
fn at_once(builds: usize, together: usize, lock: &Lock) -> usize {
    let inside = AtomicUsize::new(0);
    let most = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&most);
    let barrier = Barrier::new(together);
    let server = Raw::start(move |_, stream| {
        use std::io::Write as _;
        let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
        seen.fetch_max(now, Ordering::SeqCst);
        barrier.wait();
        thread::yield_now();
        inside.fetch_sub(1, Ordering::SeqCst);
        stream.write_all(&response(200, &[], "fine"))
    });
    let server = server.unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(get!(server.url("/"), locks: [lock.clone()]));
    thread::scope(|scope| {
        for _ in 0..builds {
            scope.spawn(|| {
                let outcome = factory.build().run_blocking();
                assert_eq!(outcome.result(), BuildResult::Success);
            });
        }
    });
    assert_eq!(server.received_requests().len(), builds);
    most.load(Ordering::SeqCst)
}

#[test]
fn the_service_sees_as_many_at_once_as_the_lock_lets_in() {
    assert_eq!(at_once(12, 1, &Lock::exclusive("seen alone")), 1);
    assert_eq!(at_once(12, 2, &Lock::counting("seen by two", 2)), 2);
    assert_eq!(at_once(4, 4, &Lock::shared("seen by all")), 4);
}

#[tokio::test]
async fn an_exclusive_lock_is_held_by_one_in_the_order_of_coming() {
    let stage = Stage::default();
    for name in ["a", "b", "c"] {
        stage.enter(name, [Lock::exclusive("one")]);
    }
    settle().await;
    assert_eq!(stage.entered(), ["a"]);
    stage.leave(1).await;
    assert_eq!(stage.entered(), ["a", "b"]);
    stage.leave(1).await;
    assert_eq!(stage.entered(), ["a", "b", "c"]);
    stage.leave(1).await;
    assert_eq!(stage.ended(), 3);
}

#[tokio::test]
async fn a_counting_lock_lets_so_many_in() {
    let stage = Stage::default();
    for name in ["a", "b", "c", "d"] {
        stage.enter(name, [Lock::counting("two", 2)]);
    }
    settle().await;
    assert_eq!(stage.entered(), ["a", "b"]);
    stage.leave(1).await;
    assert_eq!(stage.entered(), ["a", "b", "c"]);
    // Those that share are not counted.
    stage.enter("shares", [Lock::shared("two")]);
    settle().await;
    assert_eq!(stage.entered(), ["a", "b", "c", "shares"]);
    stage.leave(4).await;
    assert_eq!(stage.entered().len(), 5);
}

#[tokio::test]
async fn nobody_overtakes_who_waits_for_an_exclusive_lock() {
    let stage = Stage::default();
    stage.enter("a", [Lock::shared("mixed")]);
    stage.enter("b", [Lock::shared("mixed")]);
    settle().await;
    assert_eq!(stage.entered(), ["a", "b"]);
    stage.enter("alone", [Lock::exclusive("mixed")]);
    settle().await;
    stage.enter("late", [Lock::shared("mixed")]);
    stage.enter("counts", [Lock::counting("mixed", 3)]);
    settle().await;
    assert_eq!(stage.entered(), ["a", "b"]);
    stage.leave(2).await;
    assert_eq!(stage.entered(), ["a", "b", "alone"]);
    stage.leave(1).await;
    assert_eq!(stage.entered()[3..], ["late", "counts"]);
}

#[tokio::test]
async fn of_several_locks_of_one_name_the_strongest_counts() {
    let stage = Stage::default();
    let several = [
        Lock::shared("several"),
        Lock::exclusive("several"),
        Lock::counting("several", 5),
    ];
    stage.enter("a", several.clone());
    stage.enter("b", several);
    settle().await;
    assert_eq!(stage.entered(), ["a"]);
    stage.leave(2).await;
    assert_eq!(stage.ended(), 2);
}

#[test]
fn locks_are_taken_in_one_order_whatever_stands_in_the_step() {
    let names = ["order 1", "order 2", "order 3"];
    thread::scope(|scope| {
        for turn in 0..6 {
            scope.spawn(move || {
                let mut locks = names.map(Lock::exclusive);
                locks.rotate_left(turn % 3);
                if turn % 2 == 0 {
                    locks.reverse();
                }
                let mut factory = BuildFactory::new();
                factory.add_step(Ends(locks.to_vec(), BuildResult::Success));
                for _ in 0..50 {
                    let outcome = factory.build().run_blocking();
                    assert_eq!(outcome.result(), BuildResult::Success);
                }
            });
        }
    });
}

#[test]
fn one_name_counts_to_one_number() {
    let run = |most| {
        let mut factory = BuildFactory::new();
        let locks = vec![Lock::counting("number", most)];
        factory.add_step(Ends(locks, BuildResult::Success));
        factory.build().run_blocking()
    };
    assert_eq!(run(2).result(), BuildResult::Success);
    let outcome = run(3);
    assert_eq!(outcome.result(), BuildResult::Exception);
    assert_eq!(
        outcome.steps()[0].render_error().unwrap().to_string(),
        "step `ends`, `locks`: the lock `number` counts to 2 and can't count to 3 as well; one name has one \
         number in the whole process"
    );
    assert_eq!(run(2).result(), BuildResult::Success);
}

/// A step that ends at once.
#[derive(Debug)]
struct Ends(Vec<Lock>, BuildResult);

impl Step for Ends {
    fn name(&self, _: &StepContext<'_>) -> String {
        "ends".to_owned()
    }

    fn locks(&self) -> &[Lock] {
        &self.0
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            tokio::task::yield_now().await;
            assert!(self.1 != BuildResult::Retry, "as told");
            StepOutcome::new(self.1, "as told")
        })
    }
}

#[tokio::test]
async fn a_lock_is_free_after_a_failure_and_a_panic() {
    for result in [
        BuildResult::Failure,
        BuildResult::Exception,
        BuildResult::Retry,
    ] {
        let stage = Stage::default();
        let mut factory = BuildFactory::new();
        factory.add_step(Ends(vec![Lock::exclusive("ends")], result));
        let outcome = factory.build().run().await;
        assert_ne!(outcome.result(), BuildResult::Success);
        stage.enter("next", [Lock::exclusive("ends")]);
        settle().await;
        assert_eq!(stage.entered(), ["next"], "after {result}");
        stage.leave(1).await;
    }
}

#[tokio::test]
async fn a_lock_is_free_after_who_held_it_is_cancelled_or_dropped() {
    let stage = Stage::default();
    let lock = || [Lock::exclusive("stopped")];
    let (cancellation, _) = stage.enter("cancelled", lock());
    let (_, dropped) = stage.enter("dropped", lock());
    stage.enter("last", lock());
    settle().await;
    assert_eq!(stage.entered(), ["cancelled"]);
    cancellation.cancel("enough");
    settle().await;
    assert_eq!(stage.entered(), ["cancelled", "dropped"]);
    dropped.abort();
    settle().await;
    assert_eq!(stage.entered(), ["cancelled", "dropped", "last"]);
}

#[tokio::test]
async fn who_waits_for_a_lock_can_be_cancelled_or_dropped() {
    let stage = Stage::default();
    let lock = || [Lock::counting("waits", 1), Lock::exclusive("waits too")];
    stage.enter("holds", lock());
    let (cancellation, cancelled) = stage.enter("cancelled", lock());
    let (_, dropped) = stage.enter("dropped", lock());
    stage.enter("last", lock());
    settle().await;
    cancellation.cancel("enough");
    dropped.abort();
    let outcome = cancelled.await.unwrap();
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    let step = &outcome.steps()[0];
    assert_eq!(step.state_string(), "Finished (cancelled)");
    let log = step.log("cancelled while waiting for locks").unwrap();
    assert_eq!(log.text(), "enough\n");
    assert_eq!(stage.entered(), ["holds"]);
    stage.leave(1).await;
    assert_eq!(stage.entered(), ["holds", "last"]);
}

#[tokio::test]
async fn where_all_are_cancelled_nobody_gets_the_lock_of_who_held_it() {
    let (stage, all) = (Stage::default(), Cancellation::new());
    let lock = || [Lock::exclusive("all cancelled")];
    let first = stage.enter_under(&all, "first", lock());
    let waiting: Vec<_> = ["second", "third", "fourth"]
        .map(|name| stage.enter_under(&all, name, lock()))
        .into();
    settle().await;
    all.cancel("enough");
    let held = first.await.unwrap();
    assert!(held.steps()[0].log("cancelled").is_some());
    for waiting in waiting {
        let outcome = waiting.await.unwrap();
        let step = &outcome.steps()[0];
        assert!(step.log("cancelled while waiting for locks").is_some());
    }
    assert_eq!(stage.entered(), ["first"]);
}

#[tokio::test]
async fn a_step_that_is_not_wanted_waits_for_no_lock() {
    let stage = Stage::default();
    stage.enter("holds", [Lock::exclusive("not wanted")]);
    settle().await;
    let mut factory = BuildFactory::new();
    factory.add_step(get!("http://127.0.0.1:9/", do_step_if: false, locks: ["not wanted"]));
    let outcome = factory.build().run().await;
    assert_eq!(outcome.steps()[0].result(), BuildResult::Skipped);
}
