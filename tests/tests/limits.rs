//! What is too large, too much or no result at all.
#![cfg(test)]

use std::io::Write as _;

use http_step::prelude::*;
use http_step::{FailureKind, Phase, Session};
use http_step_tests::raw::{Raw, response};
use sha2::{Digest as _, Sha256};

fn run(step: HttpStep) -> StepOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let build = factory.build().session(Session::new());
    build.run_blocking().steps()[0].clone()
}

#[track_caller]
fn assert_failure(outcome: &StepOutcome, kind: FailureKind, status: u16) {
    assert_eq!(outcome.result(), BuildResult::Failure, "{outcome:?}");
    let failure = outcome.failure().unwrap();
    assert_eq!(
        (failure.kind(), failure.phase()),
        (kind, Phase::Body),
        "{failure}"
    );
    // A failure is no status, but the status that came stays visible.
    assert_eq!(failure.status(), Some(status));
    assert_eq!(outcome.state_string(), "Requested (failure)");
    assert!(failure.answer_unknown());
}

#[test]
fn a_declared_length_above_the_limit_is_refused_unread() {
    let server = Raw::start(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5368709120\r\n\r\n")?;
        // The peer hangs up; nothing of the body is ever sent.
        std::io::Read::read(stream, &mut [0]).map(drop)
    })
    .unwrap();
    assert_failure(&run(get!(server.url("/"))), FailureKind::TooLarge, 200);
    let larger = get!(server.url("/"), max_response: 5_368_709_119_u64);
    assert_failure(&run(larger), FailureKind::TooLarge, 200);
    // Of a body that isn't there the length may be anything.
    let outcome = run(head!(server.url("/"), timeout: 5));
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
}

#[test]
fn what_is_not_declared_is_counted() {
    let server = Raw::start(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
        loop {
            stream.write_all(&[b'x'; 4096])?;
        }
    })
    .unwrap();
    let outcome = run(get!(server.url("/"), max_response: 1_000_000));
    assert_failure(&outcome, FailureKind::TooLarge, 200);
}

#[test]
fn a_limit_is_the_most_that_is_taken() {
    let server = Raw::with(|_| response(200, &[], "12345")).unwrap();
    let within = run(get!(server.url("/"), max_response: 5));
    assert_eq!(within.result(), BuildResult::Success);
    assert_failure(
        &run(get!(server.url("/"), max_response: 4)),
        FailureKind::TooLarge,
        200,
    );
}

#[test]
fn a_head_has_a_limit_too() {
    let field = format!("X-A: {}", "a".repeat(8000));
    let fields = |count| vec![field.as_str(); count];
    for (answer, is_refused) in [
        (response(200, &fields(8), ""), false),
        (response(200, &fields(9), ""), true),
        (
            format!(
                "HTTP/1.1 200 {}\r\nContent-Length: 0\r\n\r\n",
                "b".repeat(70_000)
            )
            .into(),
            true,
        ),
    ] {
        let server = Raw::with(move |_| answer.clone()).unwrap();
        let outcome = run(get!(server.url("/")));
        if is_refused {
            assert_failure(&outcome, FailureKind::TooLarge, 200);
        } else {
            assert_eq!(outcome.result(), BuildResult::Success);
        }
    }
}

#[test]
fn what_nobody_asked_for_is_no_result() {
    for (head, kind, status) in [
        (
            "101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade",
            FailureKind::Protocol,
            101,
        ),
        ("407 Who\r\nContent-Length: 0", FailureKind::Proxy, 407),
        (
            "200 OK\r\nTransfer-Encoding: x, chunked",
            FailureKind::Protocol,
            200,
        ),
    ] {
        let server = Raw::with(move |_| format!("HTTP/1.1 {head}\r\n\r\n").into()).unwrap();
        assert_failure(&run(get!(server.url("/"))), kind, status);
    }
}

#[test]
fn interim_answers_are_passed_over() {
    let server = Raw::with(|_| {
        let early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3);
        [early, response(200, &[], "late")].concat()
    })
    .unwrap();
    let outcome = run(get!(server.url("/")));
    assert_eq!(outcome.state_string(), "Status code: 200");
    assert_eq!(outcome.log("content").unwrap().text(), "late");
}

#[test]
fn a_long_body_is_cut_in_the_middle_of_the_log() {
    let lines = (0..100_000).map(|line| format!("line {line}\n"));
    let body: String = lines.collect();
    let digest = Sha256::digest(&body);
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let length = body.len();
    let server = Raw::with(move |_| response(200, &[], &body)).unwrap();
    let outcome = run(get!(server.url("/")));
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    let content = outcome.log("content").unwrap().text();
    assert!(content.starts_with("line 0\n") && content.ends_with("line 99999\n"));
    assert!(content.len() < 321 << 10);
    let left_out = length - (320 << 10);
    let line = format!(
        "\n[{left_out} bytes left out; the whole body has {length} bytes, SHA-256 {digest}]\n"
    );
    assert!(content.contains(&line), "{line}");
}

#[test]
fn a_body_whose_end_nobody_knows_is_no_result() {
    for coding in [
        "identity",
        "",
        "chunked, identity",
        "chunked, chunked",
        "identity, chunked",
        "gzip, chunked",
    ] {
        let head = format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: {coding}\r\nContent-Length: 100\r\n\r\n0123456789"
        );
        let server = Raw::with(move |_| head.clone().into_bytes()).unwrap();
        let outcome = run(get!(server.url("/")));
        assert_eq!(
            outcome.result(),
            BuildResult::Failure,
            "{coding}: {outcome:?}"
        );
        let kind = outcome.failure().unwrap().kind();
        assert_eq!(kind, FailureKind::Protocol, "{coding}");
    }
}
