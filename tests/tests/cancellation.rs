//! Builds that somebody stops.
#![cfg(test)]

use std::io::Read as _;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use http_step::prelude::*;
use http_step::{
    Cancellation, Channel, Event, Flags, InterruptFuture, Properties, RenderError, StepContext,
    StepFuture,
};
use http_step_tests::raw::Raw;
use http_step_tests::service::Service;

/// A server that never answers, and says when it is asked and when the connection ends.
fn silent(head: &'static [u8]) -> (Raw, Receiver<&'static str>) {
    let (tell, told) = channel();
    let tell = Mutex::new(tell);
    let server = Raw::start(move |_, stream| {
        use std::io::Write as _;
        stream.write_all(head)?;
        let tell = tell.lock().unwrap().clone();
        tell.send("asked").unwrap();
        let ended = stream.read(&mut [0]);
        assert!(matches!(ended, Ok(0) | Err(_)));
        tell.send("closed").unwrap();
        Err(std::io::ErrorKind::ConnectionReset.into())
    });
    (server.unwrap(), told)
}

#[test]
fn a_request_in_flight_is_aborted_and_what_always_runs_still_runs() {
    // Before the head has come, and amid the body.
    for head in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
    ] {
        let (server, told) = silent(head);
        let service = Service::start().unwrap();
        let (saw, seen) = channel();
        let long = get!(
            server.url("/"),
            name: "long",
            hooks: { "response": move |_| saw.send(()).unwrap() },
        );
        let mut factory = BuildFactory::new();
        factory
            .add_step(get!(service.url("/first"), name: "first"))
            .add_step(long)
            .add_step(get!(service.url("/never"), name: "never"))
            .add_step(get!(service.url("/clean"), name: "clean", always_run: true));
        let build = factory.build();
        let cancellation = build.cancellation();
        let running = thread::spawn(|| build.run_blocking());
        assert_eq!(told.recv(), Ok("asked"));
        if !head.is_empty() {
            seen.recv().unwrap();
        }
        cancellation.cancel("somebody pressed the button");
        cancellation.cancel("again");
        let outcome = running.join().unwrap();
        assert_eq!(told.recv(), Ok("closed"));

        assert_eq!(outcome.result(), BuildResult::Cancelled);
        assert_eq!(
            outcome.cancellation_reason(),
            Some("somebody pressed the button")
        );
        assert_eq!(
            outcome.state_string(),
            "cancelled (somebody pressed the button) Requested (cancelled)"
        );
        let results: Vec<_> = outcome.steps().iter().map(StepOutcome::result).collect();
        assert_eq!(
            results,
            [
                BuildResult::Success,
                BuildResult::Cancelled,
                BuildResult::Success
            ]
        );
        let long = outcome.step("long").unwrap();
        assert_eq!(long.state_string(), "Requested (cancelled)");
        let reach = if head.is_empty() {
            "answer unknown"
        } else {
            "answered"
        };
        assert_eq!(
            long.log("cancelled").unwrap().text(),
            format!("somebody pressed the button\nthe request: {reach}\n")
        );
        assert_eq!(long.delivery().unwrap().to_string(), reach);
        let asked = service.received_requests();
        let asked: Vec<_> = asked.iter().map(|asked| asked.target.as_str()).collect();
        assert_eq!(asked, ["/first", "/clean"]);
    }
}

#[test]
fn a_build_that_is_cancelled_before_it_starts_sends_nothing() {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(get!(service.url("/")));
    let all = Cancellation::new();
    all.cancel("too late");
    for _ in 0..2 {
        let outcome = factory.build().cancelled_by(all.clone()).run_blocking();
        assert_eq!(outcome.result(), BuildResult::Cancelled);
        assert_eq!(outcome.state_string(), "cancelled (too late)");
        assert!(outcome.steps().is_empty());
    }
    assert!(service.received_requests().is_empty());
}

#[test]
fn a_build_is_cancelled_up_to_its_end_and_not_after() {
    let ended = |at_the_end: bool| {
        let cancellation = Cancellation::new();
        let (cancelled, at_last) = (cancellation.clone(), cancellation.clone());
        let mut factory = BuildFactory::new();
        factory.add_step(get!(
            "http://127.0.0.1:9/",
            do_step_if: false,
            hide_step_if: move |_: &Properties| {
                if !at_the_end {
                    cancelled.cancel("now");
                }
                false
            },
        ));
        factory
            .build()
            .cancelled_by(cancellation)
            .observer(move |event: &Event| {
                if matches!(event, Event::BuildFinished { .. }) {
                    at_last.cancel("now");
                }
            })
            .run_blocking()
    };
    let outcome = ended(false);
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    assert_eq!(outcome.steps()[0].result(), BuildResult::Skipped);
    let outcome = ended(true);
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(outcome.cancellation_reason(), None);
}

/// A step that cancels its build, waits for ever, and cleans up.
#[derive(Debug, Default)]
struct Stops(Arc<Mutex<Vec<&'static str>>>, Flags);

struct Tells<'a>(&'a Mutex<Vec<&'static str>>);

impl Drop for Tells<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap().push("dropped");
    }
}

impl Step for Stops {
    fn name(&self, _: &StepContext<'_>) -> String {
        "stops".to_owned()
    }

    fn flags(&self) -> Flags {
        self.1
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            let _tells = Tells(&self.0);
            context.write("log", Channel::Stdout, "begun");
            if context.cancellation().is_cancelled() {
                return StepOutcome::new(BuildResult::Success, "all the same");
            }
            context.cancellation().cancel("by the step");
            std::future::pending().await
        })
    }

    fn interrupted<'a>(&'a self, context: &'a mut StepContext<'_>) -> InterruptFuture<'a> {
        Box::pin(async {
            context.write("log", Channel::Stdout, ", cleaned up");
            self.0.lock().unwrap().push("interrupted");
            assert!(self.1.halt_on_failure, "a panic in between changes nothing");
        })
    }
}

/// A step that is cancelled when it is asked whether it runs, and counts what it does after that.
#[derive(Debug, Default)]
struct TooLate(Arc<AtomicUsize>);

impl Step for TooLate {
    fn name(&self, _: &StepContext<'_>) -> String {
        "too late".to_owned()
    }

    fn should_run(&self, context: &StepContext<'_>) -> Result<bool, RenderError> {
        context.cancellation().cancel("before it ran");
        Ok(true)
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        self.0.fetch_add(1, Relaxed);
        Box::pin(async { StepOutcome::new(BuildResult::Success, "ran") })
    }

    fn interrupted<'a>(&'a self, _: &'a mut StepContext<'_>) -> InterruptFuture<'a> {
        self.0.fetch_add(1, Relaxed);
        Box::pin(async {})
    }
}

#[test]
fn a_step_that_is_cancelled_before_it_runs_does_nothing() {
    let stopped = |step: &dyn Fn(Cancellation, &mut BuildFactory)| {
        let (cancellation, mut factory) = (Cancellation::new(), BuildFactory::new());
        step(cancellation.clone(), &mut factory);
        let outcome = factory.build().cancelled_by(cancellation).run_blocking();
        assert_eq!(outcome.result(), BuildResult::Cancelled);
        let step = &outcome.steps()[0];
        assert_eq!(step.result(), BuildResult::Cancelled);
        assert_eq!(step.log("cancelled").unwrap().text(), "before it ran\n");
        assert_eq!(step.delivery(), None);
    };
    let done = Arc::default();
    stopped(&|_, factory| {
        factory.add_step(TooLate(Arc::clone(&done)));
    });
    assert_eq!(done.load(Relaxed), 0);

    let service = Service::start().unwrap();
    stopped(&|cancellation, factory| {
        factory.add_step(post!(
            service.url("/deploy"),
            do_step_if: move |_: &Properties| {
                cancellation.cancel("before it ran");
                true
            },
        ));
    });
    assert!(service.received_requests().is_empty());
}

#[test]
fn a_step_that_is_interrupted_cleans_up_when_its_work_is_gone() {
    for halt_on_failure in [true, false] {
        let seen = Arc::default();
        let flags = Flags {
            halt_on_failure,
            ..Flags::default()
        };
        let always = Flags {
            always_run: true,
            ..flags
        };
        let mut factory = BuildFactory::new();
        factory
            .add_step(Stops(Arc::clone(&seen), flags))
            .add_step(Stops(Arc::clone(&seen), flags))
            .add_step(Stops(Arc::clone(&seen), always));
        let outcome = factory.build().run_blocking();
        assert_eq!(outcome.steps().len(), 2);
        let stopped = &outcome.steps()[0];
        assert_eq!(stopped.result(), BuildResult::Cancelled);
        assert_eq!(stopped.log("log").unwrap().text(), "begun, cleaned up");
        assert_eq!(stopped.log("cancelled").unwrap().text(), "by the step\n");
        // It was started after that, and so nobody stops it.
        assert_eq!(outcome.steps()[1].state_string(), "all the same");
        assert_eq!(*seen.lock().unwrap(), ["dropped", "interrupted", "dropped"]);
    }
}

/// A step that cancels its build, and is not done with cleaning up for ever.
#[derive(Debug)]
struct NeverClean;

impl Step for NeverClean {
    fn name(&self, _: &StepContext<'_>) -> String {
        "never clean".to_owned()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            context.cancellation().cancel("by the step");
            std::future::pending().await
        })
    }

    fn interrupted<'a>(&'a self, _: &'a mut StepContext<'_>) -> InterruptFuture<'a> {
        Box::pin(std::future::pending())
    }
}

// Time that is paused goes on to the next alarm when nothing else is left to do.
#[tokio::test(start_paused = true)]
async fn a_build_waits_for_a_quarter_of_an_hour_until_a_step_is_clean() {
    let mut factory = BuildFactory::new();
    factory.add_step(NeverClean);
    let began = tokio::time::Instant::now();
    let outcome = factory.build().run().await;
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    let minutes = began.elapsed().as_secs() / 60;
    assert_eq!(minutes, 15);
    let step = &outcome.steps()[0];
    assert_eq!(
        step.log("err.text").unwrap().text(),
        "the clean-up was aborted after 900s\n"
    );
    assert_eq!(step.log("cancelled").unwrap().text(), "by the step\n");
}

#[test]
fn dropping_the_future_is_cancelling() {
    let (server, told) = silent(b"");
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(server.url("/"), name: "long"))
        .add_step(get!(service.url("/never")))
        .add_step(get!(service.url("/clean"), name: "clean", always_run: true));
    let all = Cancellation::new();
    let (tell, heard) = channel();
    let build = || {
        let tell = tell.clone();
        let hears = move |event: &Event| match event {
            Event::StepFinished { step, result, .. } => {
                tell.send(format!("{step} {result}")).unwrap()
            }
            Event::BuildFinished { result, .. } => tell.send(format!("build {result}")).unwrap(),
            _ => {}
        };
        factory.build().cancelled_by(all.clone()).observer(hears)
    };
    let ended = || {
        assert_eq!(told.recv(), Ok("closed"));
        let heard: Vec<_> = heard.iter().take(3).collect();
        assert_eq!(
            heard,
            ["long cancelled", "clean success", "build cancelled"]
        );
    };

    // Outside of a runtime.
    {
        let mut running = pin!(build().run());
        let mut context = Context::from_waker(Waker::noop());
        let mut asked = None;
        for _ in 0..10_000 {
            assert!(matches!(running.as_mut().poll(&mut context), Poll::Pending));
            asked = told.recv_timeout(Duration::from_millis(1)).ok();
            if asked.is_some() {
                break;
            }
        }
        assert_eq!(asked, Some("asked"));
    }
    ended();

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let running = runtime.spawn(build().run());
    assert_eq!(told.recv(), Ok("asked"));
    running.abort();
    ended();
    assert_eq!(service.received_requests().len(), 2);
    assert!(!all.is_cancelled(), "others have this handle too");

    // A runtime that is gone cleans nothing up.
    let running = runtime.spawn(build().run());
    assert_eq!(told.recv(), Ok("asked"));
    drop(runtime);
    assert_eq!(told.recv(), Ok("closed"));
    let heard: Vec<_> = heard.iter().take(2).collect();
    assert_eq!(heard, ["long cancelled", "build cancelled"]);
    assert_eq!(service.received_requests().len(), 2);
    drop(running);
}
