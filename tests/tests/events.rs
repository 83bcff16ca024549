//! What a build tells, whatever becomes of it.
#![cfg(test)]

#[path = "events/dropped.rs"]
mod dropped;
#[path = "events/observers.rs"]
mod observers;
#[path = "events/traced.rs"]
mod traced;

use std::sync::{Arc, Condvar, Mutex};

use http_step::prelude::*;
use http_step::{Build, Channel, Event, MapSecrets, StepContext, StepFuture};
use http_step_tests::service::Service;

/// The events of a build so far.
#[derive(Clone, Default)]
struct Heard(Arc<(Mutex<Vec<Event>>, Condvar)>);

impl Heard {
    fn by(&self, build: Build) -> Build {
        let heard = self.clone();
        build.observer(move |event: &Event| heard.hear(event))
    }

    fn hear(&self, event: &Event) {
        let (events, more) = &*self.0;
        events.lock().unwrap().push(event.clone());
        more.notify_all();
    }

    /// What was heard to the end of the build, when that has come.
    fn events(&self) -> Vec<Event> {
        let (events, more) = &*self.0;
        let is_open =
            |events: &mut Vec<Event>| !matches!(events.last(), Some(Event::BuildFinished { .. }));
        let events = more.wait_while(events.lock().unwrap(), is_open);
        events.unwrap().clone()
    }

    /// All but the logs, a line for each.
    fn lines(&self) -> Vec<String> {
        let events = self.events();
        let lines = events.iter().filter_map(|event| match event {
            Event::BuildStarted { steps, .. } => Some(format!("build of {steps}")),
            Event::StepStarted {
                step, description, ..
            } => Some(format!("{step}: {description}")),
            Event::StepFinished {
                step, state_string, ..
            } => Some(format!("{step}: {state_string}")),
            Event::BuildFinished { result, .. } => Some(format!("build: {result}")),
            _ => None,
        });
        lines.collect()
    }
}

/// A step that panics in the middle of its work.
#[derive(Debug)]
struct Panics;

impl Step for Panics {
    fn name(&self, _: &StepContext<'_>) -> String {
        "panics".to_owned()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            context.write("log", Channel::Stdout, "so far so good\n");
            panic!("the password is hunter2")
        })
    }
}

#[test]
fn each_step_that_begins_ends_and_so_does_the_build() {
    let service = Service::start().unwrap();
    let heard = Heard::default();
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(service.url("/"), name: "look"))
        .add_step(get!(service.url("/"), name: "not", do_step_if: false))
        .add_step(get!("http://127.0.0.1:1/", name: "down"))
        .add_step(get!(Property("nobody-set-it"), name: "broken"))
        .add_step(get!(service.url("/"), name: "never"));
    let outcome = heard.by(factory.build()).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Exception);
    assert_eq!(outcome.dropped_observers(), 0);
    assert_eq!(
        heard.lines(),
        [
            "build of 5",
            "look: Requesting",
            "look: Status code: 200",
            "not: Requesting",
            "not: Requested (skipped)",
            "down: Requesting",
            "down: Requested (failure)",
            "broken: Requesting",
            "broken: Requested (exception)",
            "build: exception",
        ]
    );
    let events = heard.events();
    assert!(events.is_sorted_by_key(Event::time));
    let logs = |name: &str| {
        let chunks = events.iter().filter_map(|event| match event {
            Event::LogChunk {
                step, log, text, ..
            } if step == name && log == "log" => Some(text.as_str()),
            _ => None,
        });
        chunks.collect::<String>()
    };
    for step in outcome.steps() {
        let log = step.log("log").map_or("", |log| log.text());
        assert_eq!(logs(step.name()), log);
    }
}

#[test]
fn a_build_that_is_cancelled_tells_of_the_steps_that_run() {
    let service = Service::start().unwrap();
    let heard = Heard::default();
    let mut factory = BuildFactory::new();
    factory
        .add_step(Panics)
        .add_step(get!(service.url("/"), name: "never"))
        .add_step(get!(service.url("/"), name: "always", always_run: true));
    let build = factory.build();
    build.cancellation().cancel("before it began");
    let _ = heard.by(build).run_blocking();
    assert_eq!(
        heard.lines(),
        [
            "build of 3",
            "always: Requesting",
            "always: Status code: 200",
            "build: cancelled",
        ]
    );
}

#[test]
fn a_step_that_panics_ends() {
    let heard = Heard::default();
    let mut factory = BuildFactory::new();
    factory.add_step(Panics);
    let _ = heard.by(factory.build()).run_blocking();
    assert_eq!(
        heard.lines(),
        [
            "build of 1",
            "panics: Running",
            "panics: Finished (exception)",
            "build: exception",
        ]
    );
    assert!(!format!("{:?}", heard.events()).contains("hunter2"));
}

#[test]
fn no_event_holds_a_secret() {
    let service = Service::start().unwrap();
    let heard = Heard::default();
    let mut factory = BuildFactory::new();
    factory
        .add_step(post!(
            service.url("/echo"),
            headers: { "X-Token": Secret("token") },
            data: { "token": Secret("token") },
        ))
        .add_step(
            get!(service.url("/"), name: "named hunter2-s3cr3t", description: "hunter2-s3cr3t"),
        );
    let secrets = MapSecrets::from([("token", "hunter2-s3cr3t")]);
    let outcome = heard.by(factory.build().secrets(secrets)).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(
        service.received_requests()[0].header("x-token"),
        Some("hunter2-s3cr3t")
    );
    let events = format!("{:?}", heard.events());
    assert!(events.contains("named <token>"));
    assert!(!events.contains("hunter2"), "{events}");
}
