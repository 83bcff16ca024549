//! How many requests are in flight, and how a session ends.

use std::future::{Future as _, poll_fn};
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use http_step::prelude::*;
use http_step::{FailureKind, Phase, Session};
use http_step_tests::sockets::Sockets;

use super::{assert_success, failure, runtime, step_to};

#[test]
fn no_more_requests_are_in_flight_than_a_session_allows() {
    let server = Sockets::plain().unwrap();
    let other = Sockets::plain().unwrap();
    let session = Session::builder().in_flight_per_origin(2).build();
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let build = step_to(&server.url("/held")).session(session.clone());
                assert_success(&build.run_blocking());
            });
        }
        for arrived in (2..6).step_by(2) {
            server.wait_for(arrived);
            // Another origin does not wait for them.
            assert_success(
                &step_to(&other.url("/"))
                    .session(session.clone())
                    .run_blocking(),
            );
            assert_eq!(server.heads().len(), arrived);
            server.release(2);
        }
        server.release(2);
    });
    assert_eq!((server.heads().len(), server.accepted()), (6, 2));
}

#[test]
fn a_session_that_allows_nothing_allows_one() {
    let server = Sockets::plain().unwrap();
    let session = Session::builder()
        .in_flight(0)
        .in_flight_per_origin(0)
        .build();
    assert_success(&step_to(&server.url("/")).session(session).run_blocking());
}

#[test]
fn closing_waits_for_what_is_in_flight() {
    let server = Sockets::plain().unwrap();
    let session = Session::builder().in_flight(1).build();
    let build = |path: &str| step_to(&server.url(path)).session(session.clone());
    let (closed, events) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            assert_success(&build("/held").run_blocking());
        });
        server.wait_for(1);
        let waits = scope.spawn(|| build("/waits").run_blocking());
        scope.spawn(|| {
            runtime().block_on(session.close());
            closed.send("closed").unwrap();
        });
        // Those who wait are turned away at once, those in flight are waited for.
        let outcome = waits.join().unwrap();
        assert!(
            failure(&outcome)
                .to_string()
                .contains("the session is closed")
        );
        assert!(events.try_recv().is_err());
        server.release(1);
    });
    assert_eq!(events.recv(), Ok("closed"));

    let outcome = build("/").run_blocking();
    let late = failure(&outcome);
    assert_eq!(
        (late.kind(), late.phase()),
        (FailureKind::Connect, Phase::Queue)
    );
    assert!(!late.answer_unknown());
    assert_eq!(server.heads().len(), 1);
    runtime().block_on(session.close());
}

#[test]
fn closing_does_not_wait_for_a_build_that_nobody_drives() {
    let server = Sockets::plain().unwrap();
    let session = Session::new();
    let mut factory = BuildFactory::new();
    factory.add_step(HttpStep::get(server.url("/held")).deadline(Duration::from_millis(500)));
    let mut build = Box::pin(factory.build().session(session.clone()).run());
    let undriven = runtime();
    undriven.block_on(poll_fn(|context| {
        assert!(build.as_mut().poll(context).is_pending());
        match server.heads().is_empty() {
            true => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            false => Poll::Ready(()),
        }
    }));
    // From within another runtime, and from none.
    let (closed, events) = mpsc::channel();
    for is_async in [true, false] {
        let (session, closed) = (session.clone(), closed.clone());
        thread::spawn(move || {
            match is_async {
                true => runtime().block_on(session.close()),
                false => pollster::block_on(session.close()),
            }
            closed.send("closed").unwrap();
        });
    }
    for _ in 0..2 {
        assert_eq!(events.recv_timeout(Duration::from_secs(20)), Ok("closed"));
    }
    drop(build);
}
