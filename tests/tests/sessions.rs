//! One session for the process: from async code, from several runtimes, and with none.
#![cfg(test)]

#[path = "sessions/addresses.rs"]
mod addresses;
#[path = "sessions/environment.rs"]
mod environment;
#[path = "sessions/keys.rs"]
mod keys;
#[path = "sessions/phases.rs"]
mod phases;
#[path = "sessions/queue.rs"]
mod queue;
#[path = "sessions/sharing.rs"]
mod sharing;
#[path = "sessions/tls.rs"]
mod tls;

use std::sync::mpsc;
use std::task::{Context, Waker};
use std::thread;

use http_step::prelude::*;
use http_step::{Failure, Properties, Session, StepContext, StepFuture};
use http_step_tests::service::Service;
use tokio::runtime::{Builder, Runtime};

fn build(service: &Service) -> Build {
    step_to(&service.url("/"))
}

fn step_to(url: &str) -> Build {
    let mut factory = BuildFactory::new();
    factory.add_step(get!(url));
    factory.build()
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[track_caller]
fn assert_success(outcome: &BuildOutcome) {
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
}

/// Why the only step has no answer.
#[track_caller]
fn failure(outcome: &BuildOutcome) -> &Failure {
    let failure = outcome.steps()[0].failure();
    failure.unwrap_or_else(|| panic!("{outcome:?}"))
}

#[test]
fn a_build_runs_without_async_code() {
    let service = Service::start().unwrap();
    assert_success(&build(&service).run_blocking());
}

#[test]
fn a_build_runs_in_async_code_of_any_kind() {
    let service = Service::start().unwrap();
    assert_success(&runtime().block_on(build(&service).run()));
    assert_success(&pollster::block_on(build(&service).run()));
}

#[test]
fn blocking_in_async_code_is_no_panic() {
    let service = Service::start().unwrap();
    let outcome = runtime().block_on(async { build(&service).run_blocking() });
    assert_success(&outcome);
}

#[test]
fn one_session_serves_runtimes_that_come_and_go() {
    let service = Service::start().unwrap();
    for _ in 0..20 {
        let outcome = runtime().block_on(build(&service).session(Session::global()).run());
        assert_success(&outcome);
    }
    assert_eq!(service.received_requests().len(), 20);
}

#[test]
fn one_session_serves_several_runtimes_at_once() {
    let service = Service::start().unwrap();
    let session = Session::new();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let runtime = runtime();
                for _ in 0..10 {
                    assert_success(
                        &runtime.block_on(build(&service).session(session.clone()).run()),
                    );
                }
            });
        }
    });
    assert_eq!(service.received_requests().len(), 40);
}

#[test]
fn a_build_can_run_another_one_from_within() {
    let service = Service::start().unwrap();
    let inner = build(&service);
    let inner = std::sync::Mutex::new(Some(inner));
    let mut factory = BuildFactory::new();
    factory.add_step(get!(
        service.url("/outer"),
        do_step_if: move |_: &Properties| {
            let inner = inner.lock().unwrap().take();
            assert_success(&inner.unwrap().run_blocking());
            true
        },
    ));
    assert_success(&factory.build().run_blocking());
    assert_eq!(service.received_requests().len(), 2);
}

#[test]
fn a_runtime_without_timers_or_io_is_a_failure_that_says_so() {
    let service = Service::start().unwrap();
    for runtime in [
        Builder::new_current_thread().build().unwrap(),
        Builder::new_current_thread().enable_io().build().unwrap(),
        Builder::new_current_thread().enable_time().build().unwrap(),
    ] {
        let outcome = runtime.block_on(build(&service).run());
        let failure = outcome.steps()[0].failure().unwrap().to_string();
        assert!(failure.contains("enable_all()"), "{failure}");
    }
}

/// Tells when it is dropped.
#[derive(Debug)]
struct Waits(mpsc::Sender<&'static str>);

impl Step for Waits {
    fn name(&self, _: &StepContext<'_>) -> String {
        "waits".to_owned()
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        struct Told<'a>(&'a Waits);
        impl Drop for Told<'_> {
            fn drop(&mut self) {
                self.0.0.send("dropped").unwrap();
            }
        }
        Box::pin(async move {
            let _told = Told(self);
            self.0.send("runs").unwrap();
            std::future::pending().await
        })
    }
}

#[test]
fn dropping_a_build_stops_it_without_a_runtime_too() {
    let (sender, events) = mpsc::channel();
    let mut factory = BuildFactory::new();
    factory.add_step(Waits(sender));
    let mut build = Box::pin(factory.build().run());
    let mut context = Context::from_waker(Waker::noop());
    assert!(build.as_mut().poll(&mut context).is_pending());
    assert_eq!(events.recv(), Ok("runs"));
    drop(build);
    assert_eq!(events.recv(), Ok("dropped"));
}

#[test]
fn builds_and_steps_can_be_sent_and_shared() {
    fn sent_and_shared<T: Send + Sync + 'static>(_: &T) {}
    let step = get!("http://127.0.0.1/");
    sent_and_shared(&step);
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    sent_and_shared(&factory);
    sent_and_shared(&factory.build());
    fn sent<T: Send>(_: &T) {}
    sent(&factory.build().run());
}
