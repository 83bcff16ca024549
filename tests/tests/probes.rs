//! Steps that find out whether a request was applied.
#![cfg(test)]

use std::thread;

use http_step::prelude::*;
use http_step::{Delivery, FailureKind};
use http_step_tests::raw::{Raw, ReceivedRequest, response};

fn run(step: HttpStep) -> BuildOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step.name("ask"));
    factory.build().run_blocking()
}

fn log(outcome: &BuildOutcome) -> &str {
    outcome.steps()[0].log("log").unwrap().text()
}

fn methods(asked: &[ReceivedRequest]) -> Vec<&str> {
    asked.iter().map(|asked| asked.method.as_str()).collect()
}

/// A server that applies a POST and says nothing of it; what has been applied can be asked for.
fn mute(finds: &'static str) -> Raw {
    Raw::start(move |asked, stream| {
        use std::io::Write as _;
        match asked.method.as_str() {
            "POST" => Err(std::io::ErrorKind::ConnectionReset.into()),
            _ if finds.is_empty() => stream.write_all(&response(404, &[], "none")),
            _ => stream.write_all(&response(200, &[], finds)),
        }
    })
    .unwrap()
}

#[test]
fn a_probe_finds_out_whether_a_request_was_applied() {
    let raw = mute(r#"{"id": 9}"#);
    let outcome = run(post!(
        raw.url("/"),
        data: "x",
        idempotency_key: "k",
        retry: { attempts: 3, delay: 0.001 },
        probe: get!(raw.url("/known"), capture: { "id": json("$.id") }),
        capture: { "id": json("$.id") },
    ));
    let step = &outcome.steps()[0];
    assert_eq!(step.result(), BuildResult::Success, "{:?}", step.log("log"));
    assert_eq!(step.state_string(), "Requested");
    assert_eq!(step.captured(), ["id"]);
    assert_eq!(step.delivery(), Some(Delivery::Unknown));
    assert_eq!(methods(&raw.received_requests()), ["POST", "GET"]);
    let log = log(&outcome);
    assert!(log.contains("\nNo complete response: reset: "), "{log}");
    assert!(
        log.contains("\nThe probe ended with success: Status code: 200\n"),
        "{log}"
    );
}

#[test]
fn what_a_probe_does_not_find_is_sent_again_or_fails() {
    let raw = mute("");
    let outcome = run(post!(raw.url("/"), data: "x", probe: get!(raw.url("/known"))));
    let failure = outcome.steps()[0].failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::Reset);
    assert_eq!(methods(&raw.received_requests()), ["POST", "GET"]);

    let raw = mute("");
    run(post!(
        raw.url("/"),
        idempotency_key: "k",
        retry: { attempts: 2, delay: 0.001 },
        probe: get!(raw.url("/known")),
    ));
    assert_eq!(
        methods(&raw.received_requests()),
        ["POST", "GET", "POST", "GET"]
    );
}

#[test]
fn what_was_applied_without_an_answer_leaves_nothing_to_take() {
    let raw = mute("yes");
    let outcome = run(post!(
        raw.url("/"),
        probe: get!(raw.url("/known")),
        capture: { "id": json("$.id") },
    ));
    let step = &outcome.steps()[0];
    assert_eq!(step.result(), BuildResult::Failure);
    let expected = "no response to capture `id` from";
    assert_eq!(step.unmet(), [expected]);
}

#[test]
fn what_was_not_sent_or_was_answered_is_not_probed() {
    let raw = mute("yes");
    let outcome = run(post!("http://127.0.0.1:9/", probe: get!(raw.url("/known"))));
    assert_eq!(outcome.steps()[0].delivery(), Some(Delivery::NotSent));
    let refusing = Raw::in_turn(vec![response(500, &[], "")]).unwrap();
    run(post!(refusing.url("/"), probe: get!(raw.url("/known"))));
    assert!(raw.received_requests().is_empty());
}

#[test]
fn what_steps_within_a_probe_send_says_nothing_of_the_request() {
    let raw = Raw::start(move |asked, stream| {
        use std::io::Write as _;
        match asked.target.as_str() {
            "/lost" => Err(std::io::ErrorKind::ConnectionReset.into()),
            _ => stream.write_all(&response(404, &[], "none")),
        }
    })
    .unwrap();
    let outcome = run(post!(
        raw.url("/lost"),
        probe: get!(
            raw.url("/lost"),
            retry: { attempts: 2, delay: 0.001 },
            probe: get!(raw.url("/none")),
        ),
    ));
    let step = &outcome.steps()[0];
    assert_eq!(step.delivery(), Some(Delivery::Unknown));
    assert_eq!(step.failure().unwrap().delivery(), Delivery::Unknown);
}

#[test]
fn what_may_have_arrived_stays_so_where_later_attempts_find_nobody() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let serving = thread::spawn(move || {
        use std::io::Read as _;
        let (mut stream, _) = listener.accept().unwrap();
        // Once the request is here nobody listens any more.
        let read = stream.read(&mut [0; 64]).unwrap();
        assert!(read > 0);
    });
    let raw = mute("");
    let outcome = run(post!(
        url,
        idempotency_key: "k",
        retry: { attempts: 3, delay: 0.05 },
        probe: get!(raw.url("/known")),
    ));
    serving.join().unwrap();
    let step = &outcome.steps()[0];
    let failure = step.failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::Connect);
    assert!(failure.answer_unknown());
    assert_eq!(step.delivery(), Some(Delivery::Unknown));
    assert!(log(&outcome).contains("request answer unknown)"));
    assert_eq!(
        raw.received_requests().len(),
        3,
        "the probe is asked after each attempt"
    );
}

#[test]
fn a_probe_has_a_minute_and_its_logs_are_bounded() {
    let raw = Raw::start(|asked, stream| {
        use std::io::Write as _;
        match asked.target.as_str() {
            "/known" => stream.write_all(&response(404, &[], "x".repeat(10_000))),
            _ => Err(std::io::ErrorKind::ConnectionReset.into()),
        }
    })
    .unwrap();
    let outcome = run(get!(
        raw.url("/"),
        retry: { attempts: 150, delay: 0.0001, max_delay: 0.0001 },
        probe: get!(raw.url("/known")),
    ));
    assert_eq!(raw.received_requests().len(), 300);
    let step = &outcome.steps()[0];
    let contents = step.logs().iter().filter(|log| log.name() == "content");
    assert_eq!(contents.count(), 10);
    let told = log(&outcome)
        .lines()
        .filter(|line| line.starts_with("Attempt "));
    assert_eq!(told.count(), 100);
    assert!(
        log(&outcome).contains("An exception occurred"),
        "the last one is told"
    );
}

#[test]
fn a_probe_takes_as_a_secret_what_the_step_takes_as_one() {
    let raw = mute(r#"{"token": "s3cr3t-t0ken-9"}"#);
    let outcome = run(post!(
        raw.url("/"),
        capture: { "token": json("$.token") as Secret },
        probe: get!(raw.url("/known"), capture: { "token": json("$.token") }),
    ));
    let error = outcome.steps()[0].render_error().unwrap().to_string();
    assert!(
        error.contains("`capture.token`: the step and its probe disagree"),
        "{error}"
    );
    assert!(raw.received_requests().is_empty());

    let outcome = run(post!(
        raw.url("/"),
        capture: { "token": json("$.token") as Secret },
        probe: get!(raw.url("/known"), capture: { "token": json("$.token") as Secret }),
    ));
    assert_eq!(outcome.result(), BuildResult::Success);
    assert!(!log(&outcome).contains("s3cr3t"));
}
