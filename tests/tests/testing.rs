//! Doubles of the network: tables of answers, and recordings.
#![cfg(test)]

#[path = "testing/recordings.rs"]
mod recordings;
#[path = "testing/replays.rs"]
mod replays;
#[path = "testing/tables.rs"]
mod tables;

use http_step::prelude::*;
use http_step::{Build, BuildOutcome, Session};

/// A build of these steps.
fn build(session: Session, steps: impl IntoIterator<Item = HttpStep>) -> Build {
    let mut factory = BuildFactory::new();
    for step in steps {
        factory.add_step(step);
    }
    factory.build().session(session)
}

fn run(session: Session, steps: impl IntoIterator<Item = HttpStep>) -> BuildOutcome {
    build(session, steps).run_blocking()
}

fn run_one(session: Session, step: HttpStep) -> StepOutcome {
    run(session, [step]).steps()[0].clone()
}

/// All that a build shows.
fn shown(outcome: &BuildOutcome) -> String {
    format!("{outcome:?}")
}
