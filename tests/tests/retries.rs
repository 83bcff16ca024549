//! Requests that are made again, and those that are not.
#![cfg(test)]

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use http_step::prelude::*;
use http_step::{Delivery, Dialect, Event, FailureKind, Retry};
use http_step_tests::raw::{Raw, response};
use http_step_tests::service::Service;

fn run(step: HttpStep) -> BuildOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step.name("ask"));
    factory.build().run_blocking()
}

fn log(outcome: &BuildOutcome) -> &str {
    outcome.steps()[0].log("log").unwrap().text()
}

/// Waits that a test can bear.
fn quick(attempts: u32) -> Retry {
    Retry::new(attempts).delay(0.001)
}

fn unavailable() -> Vec<u8> {
    response(503, &[], "come back\nlater")
}

#[test]
fn a_request_is_made_again_until_it_is_answered_well() {
    let raw = Raw::in_turn(vec![
        unavailable(),
        Vec::new(),
        response(200, &[], "fine\n"),
    ]);
    let raw = raw.unwrap();
    let outcome = run(get!(raw.url("/")).retry(quick(5)));
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(raw.received_requests().len(), 3);
    let log = log(&outcome);
    let first = "Attempt 1 of 5: Status: 503 come back\\nlater\nNext attempt in ";
    assert!(log.contains(first), "{log}");
    assert!(log.contains("Attempt 2 of 5: reset: "), "{log}");
    assert!(log.contains("\nStatus: 200\n"), "{log}");
    assert_eq!(outcome.steps()[0].log("content").unwrap().text(), "fine\n");
    assert_eq!(outcome.steps()[0].delivery(), Some(Delivery::Answered));
}

#[test]
fn the_last_answer_is_the_result() {
    let raw = Raw::in_turn(vec![unavailable()]).unwrap();
    let outcome = run(get!(raw.url("/")).retry(quick(3)));
    assert_eq!(raw.received_requests().len(), 3);
    let state = outcome.steps()[0].state_string();
    assert_eq!(state, "Status code: 503 (failure)");
    assert!(outcome.steps()[0].failure().is_none());
}

#[test]
fn only_what_is_named_leads_to_another_attempt() {
    let table = [
        (503, quick(3).on(500), 1),
        (500, quick(3).on(500), 3),
        (500, quick(3), 1),
        (404, quick(3).on(400..=499), 3),
        (503, quick(3).on(FailureKind::Reset), 1),
        (429, quick(3), 3),
        (200, quick(3), 1),
    ];
    for (status, retry, asked) in table {
        let raw = Raw::in_turn(vec![response(status, &[], "")]).unwrap();
        let shown = format!("{status} {retry:?}");
        run(get!(raw.url("/")).retry(retry));
        assert_eq!(raw.received_requests().len(), asked, "{shown}");
    }
    for (retry, asked) in [(quick(2).on(503), 1), (quick(2).on(FailureKind::Reset), 2)] {
        let raw = Raw::in_turn(vec![Vec::new()]).unwrap();
        let outcome = run(get!(raw.url("/")).retry(retry));
        assert_eq!(raw.received_requests().len(), asked);
        let failure = outcome.steps()[0].failure().unwrap();
        assert_eq!(failure.kind(), FailureKind::Reset);
        assert_eq!(outcome.steps()[0].delivery(), Some(Delivery::Unknown));
    }
}

#[test]
fn what_may_do_its_work_twice_needs_a_key_that_stays_the_same() {
    let raw = Raw::in_turn(vec![Vec::new(), unavailable(), response(200, &[], "")]).unwrap();
    let outcome = run(post!(
        raw.url("/"),
        data: "x=1",
        idempotency_key: Interpolate("%(kw:n)s-7", n: 1 + 1),
        retry: { attempts: 3, delay: 0.001 },
    ));
    assert_eq!(outcome.result(), BuildResult::Success);
    assert!(
        log(&outcome).contains("\tIdempotency-Key: 2-7\n"),
        "it is no credential"
    );
    let asked = raw.received_requests();
    assert_eq!(asked.len(), 3);
    for asked in asked {
        assert_eq!(asked.field("idempotency-key"), Some("2-7"));
        assert_eq!(asked.body, b"x=1");
    }

    let twice = run(HttpStep::post(raw.url("/")).retry(quick(2)));
    let error = twice.steps()[0].render_error().unwrap().to_string();
    assert!(error.contains("a retry may apply it twice"), "{error}");
    assert_eq!(raw.received_requests().len(), 3);
}

#[test]
fn without_rules_what_may_have_arrived_is_still_not_sent_twice() {
    let raw = Raw::in_turn(vec![Vec::new()]).unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(HttpStep::post(raw.url("/")).retry(quick(3)))
        .add_step(HttpStep::post(raw.url("/")).retry(quick(3).idempotent()))
        .add_step(HttpStep::post("http://127.0.0.1:9/").retry(quick(3)));
    let outcome = factory.build().dialect(Dialect::Buildbot).run_blocking();
    assert_eq!(raw.received_requests().len(), 1 + 3);
    let never_sent = &outcome.steps()[2];
    assert_eq!(never_sent.delivery(), Some(Delivery::NotSent));
    let log = never_sent.log("log").unwrap().text();
    assert!(log.contains("Attempt 2 of 3: connect: "), "{log}");
}

#[test]
fn a_key_that_can_be_no_field_is_a_mistake() {
    let table = [
        ("", "`idempotency_key`: the key comes out empty"),
        (
            "a\nb",
            "`idempotency_key`: the key has characters that no header field can hold",
        ),
    ];
    for (key, expected) in table {
        let outcome = run(HttpStep::post("http://127.0.0.1:9/").idempotency_key(key));
        let error = outcome.steps()[0].render_error().unwrap().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let step = HttpStep::post("http://127.0.0.1:9/").idempotency_key("a");
    let outcome = run(step.headers([("idempotency-Key", "b")]));
    let error = outcome.steps()[0].render_error().unwrap().to_string();
    assert!(error.contains("an `Idempotency-Key` as well"), "{error}");
}

#[test]
fn a_server_says_how_long_it_wants_to_be_left_alone() {
    let busy = |after: &str| response(429, &[&format!("Retry-After: {after}")], "");
    let raw = Raw::in_turn(vec![busy("1"), busy("-5"), response(200, &[], "")]).unwrap();
    let outcome = run(get!(raw.url("/")).retry(quick(3)));
    assert_eq!(outcome.result(), BuildResult::Success);
    let log = log(&outcome);
    assert!(log.contains("Next attempt in 1.0s"), "{log}");

    // Nobody waits for what the deadline does not allow.
    for after in [
        "31536000",
        "9999999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        let raw = Raw::in_turn(vec![busy(after)]).unwrap();
        let outcome = run(get!(raw.url("/")).retry(quick(3).deadline(600)));
        assert_eq!(raw.received_requests().len(), 1);
        let state = outcome.steps()[0].state_string();
        assert_eq!(state, "Status code: 429 (failure)");
    }
}

#[test]
fn all_attempts_together_have_one_deadline() {
    let raw = Raw::start(|_, _| {
        thread::park_timeout(Duration::from_secs(60));
        Ok(())
    })
    .unwrap();
    let step = get!(raw.url("/"), timeout: 0.2);
    let outcome = run(step.retry(quick(1000).on(FailureKind::Timeout).deadline(0.5)));
    let failure = outcome.steps()[0].failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::Timeout);
    assert!((2..=4).contains(&raw.received_requests().len()));
}

#[test]
fn a_file_is_opened_for_each_attempt() {
    let path = std::env::temp_dir().join(format!("http-step-retries-{}", std::process::id()));
    std::fs::write(&path, "0123456789").unwrap();
    let raw = Raw::in_turn(vec![unavailable(), response(200, &[], "")]).unwrap();
    let step = put!(raw.url("/"), data: File(path.to_string_lossy().into_owned()));
    let outcome = run(step.retry(quick(2)));
    assert_eq!(outcome.result(), BuildResult::Success);
    let bodies: Vec<_> = raw
        .received_requests()
        .into_iter()
        .map(|asked| asked.body)
        .collect();
    assert_eq!(bodies, [b"0123456789", b"0123456789"]);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn numbers_are_checked_before_anything_is_sent() {
    let retry = |retry: Retry| HttpStep::get("http://127.0.0.1:9/").retry(retry);
    let table = [
        (
            retry(quick(0)),
            "`retry.attempts`: this is a number of attempts, from 1",
        ),
        (
            retry(Retry::new("two")),
            "`retry.attempts`: this is a number of attempts, from 1",
        ),
        (
            retry(Retry::new(2).delay(0)),
            "`retry.delay`: a time is more than zero seconds, not 0",
        ),
        (
            retry(Retry::new(2).max_delay(f64::NAN)),
            "`retry.max_delay`: a time is more than zero seconds, not NaN",
        ),
        (
            retry(Retry::new(2).deadline(-1)),
            "`retry.deadline`: a time is more than zero seconds, not -1",
        ),
    ];
    for (step, expected) in table {
        let outcome = run(step);
        let error = outcome.steps()[0].render_error().unwrap().to_string();
        assert!(error.contains(expected), "{error}");
        assert_eq!(outcome.steps()[0].delivery(), None);
    }
}

#[test]
fn a_build_is_cancelled_between_two_attempts() {
    let raw = Raw::in_turn(vec![unavailable()]).unwrap();
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(raw.url("/")).retry(Retry::new(9).delay(600).max_delay(600)))
        .add_step(get!(service.url("/clean"), always_run: true));
    let (tell, told) = channel();
    let build = factory.build().observer(move |event: &Event| {
        if matches!(event, Event::LogChunk { text, .. } if text.starts_with("Next attempt")) {
            tell.send(()).unwrap();
        }
    });
    let cancellation = build.cancellation();
    let running = thread::spawn(|| build.run_blocking());
    told.recv().unwrap();
    cancellation.cancel("enough");
    let outcome = running.join().unwrap();
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    assert_eq!(outcome.steps()[0].delivery(), Some(Delivery::Answered));
    assert_eq!(raw.received_requests().len(), 1);
    assert_eq!(service.received_requests().len(), 1);
}
