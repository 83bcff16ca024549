//! What a build has told, and whether it can be true.

use std::sync::{Arc, Mutex};

use http_step::prelude::*;
use http_step::{Delivery, Event, Observer};
use tokio::sync::Notify;

/// The events of one build.
#[derive(Clone, Default)]
pub(crate) struct Record(Arc<(Mutex<Vec<Event>>, Notify)>);

impl Observer for Record {
    fn observe(&self, event: &Event) {
        let (events, ended) = &*self.0;
        events.lock().unwrap().push(event.clone());
        if matches!(event, Event::BuildFinished { .. }) {
            ended.notify_one();
        }
    }
}

impl Record {
    /// Waits for the last event.
    pub(crate) async fn ended(&self) {
        self.0.1.notified().await;
    }

    /// Whether a line of a log is this one.
    pub(crate) fn says(&self, line: &str) -> bool {
        let events = self.0.0.lock().unwrap();
        let mut texts = events.iter().filter_map(|event| match event {
            Event::LogChunk { text, .. } => Some(text),
            _ => None,
        });
        texts.any(|text| text == line)
    }

    /// The result of the build, after a look at each event.
    pub(crate) fn check(&self, steps: &[&str]) -> BuildResult {
        let events = self.0.0.lock().unwrap();
        let mut names = steps.iter();
        let (mut running, mut worst) = (None, BuildResult::Success);
        let (Some((Event::BuildStarted { .. }, events)), events_in_all) =
            (events.split_first(), events.len())
        else {
            panic!("a build begins: {events:?}");
        };
        for (nth, event) in events.iter().enumerate() {
            match event {
                Event::StepStarted { step, .. } => {
                    assert_eq!(running.replace(step), None, "one step at a time");
                    assert!(names.any(|name| name == step), "steps run in order");
                }
                Event::LogChunk { step, .. } | Event::Lagged { step, .. } => {
                    assert_eq!(running, Some(step));
                }
                Event::StepFinished { step, result, .. } => {
                    assert_eq!(running.take(), Some(step));
                    worst = worst.max(*result);
                }
                Event::BuildFinished { result, .. } => {
                    assert_eq!((running, nth), (None, events_in_all - 2));
                    assert!(*result == worst || *result == BuildResult::Cancelled);
                    return *result;
                }
                other => panic!("{other:?}"),
            }
        }
        panic!("a build ends: {events:?}");
    }
}

/// What an outcome says of itself is what was told.
pub(crate) fn check(outcome: &BuildOutcome, told: BuildResult) {
    assert_eq!(outcome.result(), told);
    assert_eq!(outcome.dropped_observers(), 0);
    assert_eq!(
        outcome.cancellation_reason().is_some(),
        told == BuildResult::Cancelled
    );
    for step in outcome.steps() {
        let has_reason = match step.result() {
            BuildResult::Success => {
                step.name() == "stays" || step.delivery() == Some(Delivery::Answered)
            }
            BuildResult::Failure => {
                step.failure().is_some() || step.state_string().starts_with("Status code: ")
            }
            BuildResult::Cancelled => {
                step.log("cancelled").is_some()
                    || step.log("cancelled while waiting for locks").is_some()
            }
            _ => false,
        };
        assert!(has_reason, "{step:?}");
    }
}
