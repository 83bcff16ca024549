//! Steps that ask until something holds.
#![cfg(test)]

use std::sync::mpsc::channel;
use std::thread;

use http_step::prelude::*;
use http_step::{
    Condition, Delivery, Event, FailureKind, IntoValue as _, Operator, Phase, Poll, ResponsePart,
    interpolate,
};
use http_step_tests::raw::{Raw, ReceivedRequest, response};

fn run(step: HttpStep) -> BuildOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step.name("ask"));
    factory.build().run_blocking()
}

fn log(outcome: &BuildOutcome) -> &str {
    outcome.steps()[0].log("log").unwrap().text()
}

fn states(states: &[&str]) -> Raw {
    let answer = |state| response(200, &[], format!("{{\"state\": \"{state}\", \"id\": 7}}"));
    Raw::in_turn(states.iter().map(answer).collect()).unwrap()
}

fn methods(asked: &[ReceivedRequest]) -> Vec<&str> {
    asked.iter().map(|asked| asked.method.as_str()).collect()
}

#[test]
fn a_step_asks_until_something_holds() {
    let raw = states(&["queued", "running", "running", "done"]);
    let outcome = run(get!(
        raw.url("/"),
        poll: { every: 0.001, until: json("$.state") == "done", fail_if: json("$.state") == "failed" },
        expect: [json("$.id") == 7],
        capture: { "id": json("$.id") },
    ));
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(outcome.properties().get("id"), Some(&7.into_value()));
    assert_eq!(raw.received_requests().len(), 4);
    let log = log(&outcome);
    let told: Vec<_> = log
        .lines()
        .filter(|line| line.starts_with("Not yet"))
        .collect();
    assert_eq!(
        told,
        [
            r#"Not yet: Status: 200, expected `json("$.state") == "done"`, found "queued""#,
            r#"Not yet: Status: 200, expected `json("$.state") == "done"`, found "running""#,
        ]
    );
    assert_eq!(outcome.steps()[0].state_string(), "Status code: 200");
}

#[test]
fn a_poll_fails_where_something_holds_that_must_not() {
    let raw = states(&["queued", "failed", "done"]);
    let outcome = run(get!(
        raw.url("/"),
        poll: {
            every: 0.001,
            until: json("$.state") == "done",
            fail_if: json("$.state").in_(["failed", "stopped"]),
            cancel: delete!(raw.url("/")),
        },
    ));
    assert_eq!(outcome.result(), BuildResult::Failure);
    let expected = r#"the poll failed: `json("$.state").in_(["failed","stopped"])`"#;
    assert_eq!(outcome.steps()[0].unmet(), [expected]);
    assert!(log(&outcome).contains(expected));
    assert_eq!(methods(&raw.received_requests()), ["GET", "GET"]);
}

#[test]
fn an_answer_that_is_a_failure_ends_a_poll_unless_retry_covers_it() {
    let answers = || {
        let busy = response(503, &[], "");
        Raw::in_turn(vec![busy, response(200, &[], "ok")]).unwrap()
    };
    let raw = answers();
    let outcome = run(get!(raw.url("/"), poll: { every: 0.001, until: text == "ok" }));
    assert_eq!(
        outcome.steps()[0].state_string(),
        "Status code: 503 (failure)"
    );
    assert_eq!(raw.received_requests().len(), 1);

    let raw = answers();
    let outcome = run(get!(
        raw.url("/"),
        poll: { every: 0.001, until: text == "ok" },
        retry: { attempts: 2, delay: 0.001 },
    ));
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(raw.received_requests().len(), 2);
}

#[test]
fn at_the_deadline_of_a_poll_it_is_called_off() {
    let raw = states(&["running"]);
    let outcome = run(get!(
        raw.url("/"),
        timeout: 0.2,
        poll: {
            every: 60,
            until: json("$.state") == "done",
            deadline: 1,
            cancel: delete!(raw.url("/job"), headers: { "X-Why": "too slow" }),
        },
    ));
    let step = &outcome.steps()[0];
    assert_eq!(step.result(), BuildResult::Failure);
    let failure = step.failure().unwrap();
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Timeout, Phase::Poll)
    );
    assert_eq!(failure.status(), Some(200));
    assert_eq!(step.delivery(), Some(Delivery::Answered));
    let asked = raw.received_requests();
    assert_eq!(methods(&asked), ["GET", "DELETE"]);
    assert_eq!(asked[1].target, "/job");
    let log = log(&outcome);
    assert!(log.contains("\nCancelling the polled operation\n"), "{log}");
    assert!(
        log.contains("\nThe cancel call ended with success: Status code: 200\n"),
        "{log}"
    );
    assert!(
        log.contains("timeout: not done within 1s (phase poll, request answered)"),
        "{log}"
    );
}

#[test]
fn a_poll_that_is_cancelled_is_called_off() {
    let raw = states(&["running"]);
    let mut factory = BuildFactory::new();
    factory.add_step(get!(
        raw.url("/"),
        poll: { every: 3600, until: json("$.state") == "done", cancel: delete!(raw.url("/job")) },
    ));
    let (tell, told) = channel();
    let build = factory.build().observer(move |event: &Event| {
        if matches!(event, Event::LogChunk { text, .. } if text.starts_with("Not yet")) {
            tell.send(()).unwrap();
        }
    });
    let cancellation = build.cancellation();
    let running = thread::spawn(|| build.run_blocking());
    told.recv().unwrap();
    cancellation.cancel("enough");
    let outcome = running.join().unwrap();
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    assert_eq!(methods(&raw.received_requests()), ["GET", "DELETE"]);
    assert_eq!(outcome.steps()[0].delivery(), Some(Delivery::Answered));
}

#[test]
fn conditions_of_a_poll_are_checked_before_anything_is_sent() {
    let raw = states(&["done"]);
    let outcome = run(get!(
        raw.url("/"),
        poll: { every: 1, until: json("$.state") == Property("unset") },
    ));
    let error = outcome.steps()[0].render_error().unwrap().to_string();
    assert!(error.contains("`poll.until`: "), "{error}");
    assert!(raw.received_requests().is_empty());
}

#[test]
fn a_secret_that_is_polled_for_is_in_no_line_of_the_log() {
    let answer = |state: &str| {
        let body = format!("{{\"state\": \"{state}\", \"token\": \"s3cr3t-t0ken-9\"}}");
        response(200, &[], body)
    };
    let raw = Raw::in_turn(vec![answer("s3cr3t-t0ken-9"), answer("done")]).unwrap();
    let outcome = run(get!(
        raw.url("/"),
        poll: { every: 0.001, until: json("$.state") == "done" },
        capture: { "token": json("$.token") as Secret },
    ));
    assert_eq!(outcome.result(), BuildResult::Success);
    let log = log(&outcome);
    assert!(log.contains("found \"<token>\""), "{log}");
    assert!(!log.contains("s3cr3t"), "{log}");
}

#[test]
fn mistakes_in_polls_and_in_the_steps_they_have_are_known_before_a_build_runs() {
    let until = Condition::new(ResponsePart::json("$."), Operator::Equal, "done");
    let cancel = HttpStep::delete("http://127.0.0.1:9/").data(interpolate("%(prop:x"));
    let poll = Poll::new(1, until).cancel(cancel.clone());
    let step = HttpStep::get("http://127.0.0.1:9/")
        .poll(poll)
        .probe(cancel);
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let mistakes = factory.build().check().unwrap_err();
    let mistakes: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    for (mistake, place) in
        mistakes
            .iter()
            .zip(["`poll.until`", "`probe.data.", "`poll.cancel.data."])
    {
        assert!(mistake.contains(place), "{mistake}");
    }
    assert_eq!(mistakes.len(), 3);
}

#[test]
fn a_poll_that_has_no_time_for_another_attempt_is_called_off() {
    let busy = response(503, &["Retry-After: 60"], "");
    let raw = Raw::in_turn(vec![busy, response(200, &[], "")]).unwrap();
    let outcome = run(get!(
        raw.url("/"),
        retry: { attempts: 50 },
        timeout: 1,
        poll: { every: 1, until: text == "done", deadline: 5, cancel: delete!(raw.url("/job")) },
    ));
    assert_eq!(
        outcome.steps()[0].state_string(),
        "Status code: 503 (failure)"
    );
    assert_eq!(methods(&raw.received_requests()), ["GET", "DELETE"]);
}

#[test]
fn secrets_of_answers_that_others_follow_are_forgotten_in_the_long_run() {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let raw = Raw::with(move |_| {
        let nth = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let state = if nth == 1000 { "done" } else { "running" };
        response(
            200,
            &[],
            format!("{{\"state\": \"{state}\", \"token\": \"t0ken-{nth:040}\"}}"),
        )
    });
    let raw = raw.unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(
            raw.url("/"),
            poll: { every: 0.0001, until: json("$.state") == "done" },
            capture: { "token": json("$.token") as Secret },
        ))
        .add_step(get!(raw.url("/"), expect: [text.contains("t0ken-")]));
    let outcome = factory.build().run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success);
    let first = outcome.steps()[0].log("content").unwrap().text();
    assert_eq!(first, r#"{"state": "done", "token": "<token>"}"#);
}
