//! One session for the process: from async code, from several runtimes, and with none.
#![cfg(test)]

use std::thread;

use http_step::Session;
use http_step::prelude::*;
use http_step_tests::service::Service;
use tokio::runtime::{Builder, Runtime};

fn build(service: &Service) -> Build {
    let mut factory = BuildFactory::new();
    factory.add_step(get!(service.url("/")));
    factory.build()
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[track_caller]
fn assert_success(outcome: &BuildOutcome) {
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
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
    assert_eq!(service.asked().len(), 20);
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
    assert_eq!(service.asked().len(), 40);
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
