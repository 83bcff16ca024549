//! Observers that are slow, that stand still, and that panic.

use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use http_step::prelude::*;
use http_step::{Channel, Event, Observer, StepContext, StepFuture};
use http_step_tests::service::Service;
use tokio::sync::oneshot;

use super::Heard;

#[test]
fn one_that_panics_is_heard_of_no_more_and_others_hear_all() {
    let service = Service::start().unwrap();
    let heard = Heard::default();
    let calls = Arc::new(Mutex::new(0));
    let counts = Arc::clone(&calls);
    let mut factory = BuildFactory::new();
    factory.add_step(get!(service.url("/"), name: "look"));
    let build = factory.build().observer(move |event: &Event| {
        *counts.lock().unwrap() += 1;
        assert!(!matches!(event, Event::StepStarted { .. }), "not again");
    });
    let outcome = heard.by(build).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(outcome.dropped_observers(), 1);
    assert_eq!(*calls.lock().unwrap_or_else(|e| e.into_inner()), 2);
    assert_eq!(
        heard.lines(),
        [
            "build of 1",
            "look: Requesting",
            "look: Status code: 200",
            "build: success"
        ]
    );
}

#[test]
fn one_that_panics_when_it_is_dropped_is_lost() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            panic!("at the very end");
        }
    }
    impl Observer for Panics {
        fn observe(&self, _: &Event) {}
    }
    let outcome = BuildFactory::new().build().observer(Panics).run_blocking();
    assert_eq!(outcome.dropped_observers(), 1);
    assert_eq!(outcome.result(), BuildResult::Success);
}

/// What a panic says; its end panics too, and so on.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        std::panic::panic_any(Self);
    }
}

#[test]
fn one_whose_panic_panics_is_lost() {
    let build = BuildFactory::new().build();
    let build = build.observer(|_: &Event| std::panic::panic_any(Bomb));
    let outcome = build.run_blocking();
    assert_eq!(outcome.dropped_observers(), 1);
    assert_eq!(outcome.result(), BuildResult::Success);
}

/// A step that waits for a word from outside, of a runtime or not.
#[derive(Debug)]
struct Waits(Mutex<Option<oneshot::Receiver<()>>>);

impl Step for Waits {
    fn name(&self, _: &StepContext<'_>) -> String {
        "waits".to_owned()
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        let word = self.0.lock().unwrap().take().unwrap();
        Box::pin(async {
            word.await.unwrap();
            StepOutcome::new(BuildResult::Success, "done")
        })
    }
}

#[test]
fn a_build_whose_runtime_is_gone_ends_for_who_polls_it_on() {
    let (says, word) = oneshot::channel();
    let mut factory = BuildFactory::new();
    factory.add_step(Waits(Mutex::new(Some(word))));
    let (heard, barrier) = (Heard::default(), Arc::new(Barrier::new(2)));
    let held = Arc::clone(&barrier);
    // So that there is something to wait for.
    let build = factory.build().observer(move |event: &Event| {
        if matches!(event, Event::BuildFinished { .. }) {
            held.wait();
        }
    });
    let mut running = Box::pin(heard.by(build).run());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let within = runtime.enter();
    let mut context = Context::from_waker(Waker::noop());
    assert!(running.as_mut().poll(&mut context).is_pending());
    drop(within);
    drop(runtime);
    says.send(()).unwrap();
    let outcome = pollster::block_on(running);
    assert_eq!(outcome.result(), BuildResult::Success);
    barrier.wait();
    assert_eq!(heard.lines().last().unwrap(), "build: success");
}

#[test]
fn one_that_stands_still_does_not_keep_the_build_and_hears_all_later() {
    let service = Service::start().unwrap();
    let heard = Heard::default();
    let barrier = Arc::new(Barrier::new(2));
    let (told, last) = channel();
    let waits = Arc::clone(&barrier);
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(service.url("/"), name: "one"))
        .add_step(get!(service.url("/"), name: "two"));
    let build = factory.build().observer(move |event: &Event| {
        if matches!(event, Event::BuildStarted { .. }) {
            waits.wait();
        }
        if !matches!(event, Event::LogChunk { .. }) {
            told.send(event.clone()).unwrap();
        }
    });
    let begun = Instant::now();
    let outcome = heard.by(build).run_blocking();
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(outcome.dropped_observers(), 0, "it only stands still");
    assert_eq!(heard.lines().len(), 6, "others have heard all");
    assert!(last.try_recv().is_err());
    barrier.wait();
    assert_eq!(last.iter().count(), 6);
}

/// Writes 32 MiB in lines.
#[derive(Debug)]
struct Writes;

const LINE: usize = 1 << 10;
const LINES: usize = 32 << 10;

impl Step for Writes {
    fn name(&self, _: &StepContext<'_>) -> String {
        "writes".to_owned()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            let line = format!("{}\n", "x".repeat(LINE - 1));
            for _ in 0..LINES {
                context.write("log", Channel::Stdout, &line);
            }
            StepOutcome::new(BuildResult::Success, "written")
        })
    }
}

#[test]
fn to_one_that_is_far_behind_it_is_said_what_was_left_out() {
    let barrier = Arc::new(Barrier::new(2));
    let heard = Heard::default();
    let (waits, hears) = (Arc::clone(&barrier), heard.clone());
    let mut factory = BuildFactory::new();
    factory.add_step(Writes).add_step(Writes);
    let build = factory.build().observer(move |event: &Event| {
        if matches!(event, Event::BuildStarted { .. }) {
            waits.wait();
        }
        hears.hear(event);
    });
    let outcome = build.run_blocking();
    let log = outcome.steps()[1].log("log").unwrap();
    assert_eq!(log.text().len(), LINE * LINES);
    barrier.wait();

    let (mut lagged, mut kept, mut of_step) = (0, 0, (0, 0));
    for event in heard.events() {
        let (chunks, bytes) = match event {
            Event::LogChunk { text, .. } => {
                kept += text.len();
                (1, text.len())
            }
            Event::Lagged { chunks, bytes, .. } => {
                lagged += 1;
                (chunks, bytes)
            }
            Event::StepFinished { .. } => {
                assert_eq!(std::mem::take(&mut of_step), (LINES, LINE * LINES));
                continue;
            }
            _ => continue,
        };
        of_step = (of_step.0 + chunks, of_step.1 + bytes);
    }
    assert_eq!(heard.lines().len(), 6);
    // Nothing was heard meanwhile, and so there is a gap at the end of each step.
    assert_eq!(lagged, 2);
    assert!((4 << 20..=8 << 20).contains(&kept), "{kept}");
}
