//! Steps that run, or are shown, only sometimes.
#![cfg(test)]

use std::sync::{Arc, Mutex};

use http_step::prelude::*;
use http_step::{Event, Properties};
use http_step_tests::refusal::told;
use http_step_tests::service::Service;

fn run(step: HttpStep) -> BuildOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let build = factory.build().property("branch", "main");
    build.property("empty", "").run_blocking()
}

#[test]
fn a_step_that_is_not_wanted_is_skipped_and_sends_nothing() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let not_wanted = [
        get!(&url, do_step_if: false),
        get!(&url, do_step_if: Property("branch") == "other"),
        get!(&url, do_step_if: Property("empty")),
        get!(&url, do_step_if: |properties: &Properties| properties.get("nobody").is_some()),
        // What can't be rendered isn't.
        get!(&url, do_step_if: false, params: { "x": Property("nobody") }),
    ];
    for step in not_wanted {
        let outcome = run(step);
        assert_eq!(outcome.result(), BuildResult::Success);
        assert_eq!(outcome.state_string(), "build successful");
        let step = &outcome.steps()[0];
        assert_eq!(step.result(), BuildResult::Skipped);
        assert_eq!(step.state_string(), "Requested (skipped)");
        assert!(step.logs().is_empty());
    }
    assert!(service.received_requests().is_empty());
}

#[test]
fn a_step_that_is_wanted_runs() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let wanted = [
        get!(&url, do_step_if: true),
        get!(&url, do_step_if: Property("branch") == "main"),
        get!(&url, do_step_if: Property("branch")),
        get!(&url, do_step_if: |properties: &Properties| properties.get("branch").is_some()),
    ];
    for step in wanted {
        assert_eq!(run(step).steps()[0].result(), BuildResult::Success);
    }
    assert_eq!(service.received_requests().len(), 4);
}

#[test]
fn the_texts_of_a_skipped_step_are_its_own() {
    let step = get!("http://127.0.0.1:9/", do_step_if: false, description_done: ["looked", "up"],
        description_suffix: Property("branch"));
    assert_eq!(
        run(step).steps()[0].state_string(),
        "looked up main (skipped)"
    );
}

#[test]
fn a_condition_that_does_not_render_is_an_exception() {
    let service = Service::start().unwrap();
    let table = [
        (
            get!(service.url("/"), do_step_if: Property("brunch") == "main"),
            "`do_step_if`: the property `brunch` is not set",
            0,
        ),
        (
            get!(service.url("/"), hide_step_if: Property("brunch") == "main"),
            "`hide_step_if`: the property `brunch` is not set",
            1,
        ),
    ];
    for (step, error, asked) in table {
        let outcome = run(step);
        assert_eq!(outcome.result(), BuildResult::Exception);
        let step = &outcome.steps()[0];
        assert_eq!(step.state_string(), "Requested (exception)");
        assert!(!step.is_hidden());
        let said = told(step.render_error().unwrap());
        assert!(said.starts_with(error), "{said}");
        assert!(step.log("err.text").unwrap().text().starts_with(error));
        assert_eq!(service.received_requests().len(), asked);
    }
}

#[test]
fn a_hidden_step_says_so() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let table = [
        (get!(&url), false),
        (get!(&url, hide_step_if: true), true),
        (get!(&url, hide_step_if: Property("branch") == "main"), true),
        (get!(&url, hide_step_if: Property("empty")), false),
        (
            get!(&url, hide_step_if: |_: &Properties| true, do_step_if: false),
            true,
        ),
    ];
    for (step, hidden) in table {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let listener = Arc::clone(&seen);
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        let build = factory.build().property("branch", "main");
        let build = build.observer(move |event: &Event| {
            if let Event::StepFinished { hidden, .. } = event {
                listener.lock().unwrap().push(*hidden);
            }
        });
        let outcome = build.property("empty", "").run_blocking();
        assert_eq!(outcome.steps()[0].is_hidden(), hidden);
        assert_eq!(*seen.lock().unwrap(), [hidden]);
    }
}

#[test]
fn whether_a_step_is_hidden_may_hang_on_its_result() {
    let service = Service::start().unwrap();
    let table = [
        ("/", true, BuildResult::Success),
        ("/status/500", true, BuildResult::Failure),
        ("/", false, BuildResult::Skipped),
    ];
    for (path, wanted, result) in table {
        let step = get!(
            service.url(path),
            do_step_if: wanted,
            hide_step_if: move |ended, properties| {
                assert_eq!(ended, result);
                ended == BuildResult::Skipped && properties.get("branch").is_some()
            },
        );
        let outcome = run(step);
        let step = &outcome.steps()[0];
        assert_eq!(step.result(), result);
        assert_eq!(step.is_hidden(), result == BuildResult::Skipped);
    }
}

#[test]
fn observers_see_a_skipped_step_begin_and_end() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&seen);
    let mut factory = BuildFactory::new();
    factory.add_step(get!("http://127.0.0.1:9/", name: "look", do_step_if: false));
    let build = factory.build().observer(move |event: &Event| {
        let line = match event {
            Event::BuildStarted { .. } => "build begins".to_owned(),
            Event::StepStarted { step, .. } => format!("{step} begins"),
            Event::StepFinished { step, result, .. } => format!("{step}: {result}"),
            Event::BuildFinished { result, .. } => format!("build: {result}"),
            other => format!("{other:?}"),
        };
        listener.lock().unwrap().push(line);
    });
    assert_eq!(build.run_blocking().result(), BuildResult::Success);
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "build begins",
            "look begins",
            "look: skipped",
            "build: success"
        ]
    );
}
