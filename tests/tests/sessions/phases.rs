//! Look-ups that do not end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;

use http_step::prelude::*;
use http_step::{FailureKind, Phase, Session, StepContext, StepFuture};
use http_step_tests::sockets::Sockets;
use tokio::runtime::Builder;

use super::{assert_success, failure, step_to};

/// The system's resolver holds a thread, and no bound of ours frees it.
#[test]
fn a_step_ends_at_its_bound_while_its_name_is_still_looked_up() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
        .unwrap();
    let (ends, waits) = mpsc::channel::<()>();
    runtime.spawn_blocking(move || waits.recv());
    let session = Session::new();
    for _ in 0..3 {
        let mut factory = BuildFactory::new();
        factory.add_step(get!("http://localhost:9/", timeout: (0.02, 30)));
        let outcome = runtime.block_on(factory.build().session(session.clone()).run());
        let failure = failure(&outcome);
        assert_eq!(
            (failure.kind(), failure.phase()),
            (FailureKind::Timeout, Phase::Resolve)
        );
        assert!(!failure.answer_unknown());
    }
    drop(ends);
}

/// A step that leaves a thread of its runtime behind, as a look-up does.
#[derive(Debug)]
struct Leaves(Mutex<Option<mpsc::Receiver<()>>>);

impl Step for Leaves {
    fn name(&self, _: &StepContext<'_>) -> String {
        "leaves".to_owned()
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        let waits = self.0.lock().unwrap().take().unwrap();
        // A build that waits for the thread is late, and not stuck.
        tokio::task::spawn_blocking(move || waits.recv_timeout(Duration::from_secs(20)));
        Box::pin(async { StepOutcome::new(BuildResult::Success, "left") })
    }
}

#[test]
fn a_build_within_async_code_waits_for_no_thread_that_is_left() {
    let (ends, waits) = mpsc::channel();
    let mut factory = BuildFactory::new();
    factory.add_step(Leaves(Mutex::new(Some(waits))));
    let runtime = Builder::new_current_thread().build().unwrap();
    assert_success(&runtime.block_on(async { factory.build().run_blocking() }));
    assert_eq!(ends.send(()), Ok(()), "the thread still waits");
}

#[test]
fn a_timeout_of_the_hosts_own_client_is_a_timeout() {
    let server = Sockets::plain().unwrap();
    let session = Session::builder()
        .client(|client| client.timeout(Duration::from_millis(50)))
        .build();
    let outcome = step_to(&server.url("/held"))
        .session(session)
        .run_blocking();
    let failure = failure(&outcome);
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Timeout, Phase::Head)
    );
    assert!(failure.answer_unknown());
}

#[test]
fn a_function_of_the_host_that_panics_is_a_failure_of_the_step() {
    let session = Session::builder().client(|_| panic!("on purpose")).build();
    for _ in 0..2 {
        let outcome = step_to("http://127.0.0.1:9/")
            .session(session.clone())
            .run_blocking();
        let failure = failure(&outcome);
        assert_eq!(failure.kind(), FailureKind::Connect);
        let text = failure.to_string();
        assert!(text.contains("`SessionBuilder::client` panicked"), "{text}");
        assert!(!failure.answer_unknown());
    }
}

#[test]
fn a_function_of_the_host_may_use_the_session_itself() {
    let server = Sockets::plain().unwrap();
    let own = Arc::new(OnceLock::<Session>::new());
    let (known, url) = (Arc::clone(&own), server.url("/"));
    let was_called = AtomicBool::new(false);
    let session = Session::builder()
        .client(move |client| {
            if !was_called.swap(true, Ordering::SeqCst) {
                let session = known.get().unwrap().clone();
                assert_success(&step_to(&url).session(session).run_blocking());
            }
            client
        })
        .build();
    own.get_or_init(|| session.clone());
    assert_success(&step_to(&server.url("/")).session(session).run_blocking());
}
