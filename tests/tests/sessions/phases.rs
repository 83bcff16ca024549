//! Look-ups that do not end.

use std::sync::mpsc;

use http_step::prelude::*;
use http_step::{FailureKind, Phase, Session};
use tokio::runtime::Builder;

use super::failure;

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
