//! What a server compressed is logged as it was before, or the step fails.
#![cfg(test)]

use std::io::Write as _;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step::prelude::*;
use http_step::{Dialect, FailureKind, Session};
use http_step_tests::raw::{Raw, response};

/// 50 times `hello world\n`, compressed.
const HELLO_GZIP: &str = "H4sIAAAAAAACA8tIzcnJVyjPL8pJ4coYZY+yqcQGABeA4VBYAgAA";

fn gzip() -> Vec<u8> {
    BASE64_STANDARD.decode(HELLO_GZIP).unwrap()
}

fn hello() -> String {
    "hello world\n".repeat(50)
}

fn run(step: HttpStep) -> StepOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let build = factory.build().session(Session::new());
    build.run_blocking().steps()[0].clone()
}

/// The outcome of asking a server that answers with these fields and this body.
fn answered(fields: &[&str], body: &[u8]) -> StepOutcome {
    let answer = response(200, fields, body);
    let server = Raw::with(move |_| answer.clone()).unwrap();
    run(get!(server.url("/")))
}

#[track_caller]
fn assert_content(outcome: &StepOutcome, content: &str) {
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    assert_eq!(outcome.log("content").unwrap().text(), content);
    assert!(outcome.log("log").unwrap().text().ends_with(content));
}

#[track_caller]
fn assert_failure(outcome: &StepOutcome, kind: FailureKind) {
    assert_eq!(outcome.result(), BuildResult::Failure, "{outcome:?}");
    let failure = outcome.failure().unwrap();
    assert_eq!(
        (failure.kind(), failure.status()),
        (kind, Some(200)),
        "{failure}"
    );
}

#[test]
fn we_say_what_we_decode() {
    let server = Raw::with(|_| response(200, &[], "")).unwrap();
    run(get!(server.url("/")));
    let asked = server.received_requests().pop().unwrap();
    assert_eq!(asked.field("accept-encoding"), Some("gzip, deflate"));
}

#[test]
fn a_compressed_body_is_logged_as_it_was() {
    let outcome = answered(&["Content-Encoding: gzip"], &gzip());
    assert_content(&outcome, &hello());
    // The fields stay as they came.
    let log = outcome.log("log").unwrap().text();
    assert!(log.contains("Content-Encoding: gzip\n"));

    let two = [gzip(), gzip()].concat();
    assert_content(
        &answered(&["Content-Encoding: X-GZIP"], &two),
        &hello().repeat(2),
    );
    assert_content(&answered(&["Content-Encoding: gzip"], b""), "");
}

#[test]
fn what_is_not_known_is_left_as_it_is() {
    assert_content(&answered(&["Content-Encoding: rot13"], b"uryyb"), "uryyb");
    let layers = ["Content-Encoding: gzip, gzip", "Content-Encoding: gzip"];
    assert_content(&answered(&layers, b"three"), "three");
}

#[test]
fn what_is_no_body_is_a_failure() {
    let fields = ["Content-Encoding: gzip"];
    assert_failure(&answered(&fields, b"plain text"), FailureKind::Decode);
    let mut corrupt = gzip();
    corrupt[20] ^= 0xff;
    assert_failure(&answered(&fields, &corrupt), FailureKind::Decode);
    let cut = &gzip()[..30];
    assert_failure(&answered(&fields, cut), FailureKind::Incomplete);
    let many = format!("Content-Encoding: {}", ["gzip"; 100].join(", "));
    assert_failure(&answered(&[&many], b""), FailureKind::Decode);
}

#[test]
fn a_limit_holds_after_decoding() {
    let answer = response(200, &["Content-Encoding: gzip"], gzip());
    let server = Raw::with(move |_| answer.clone()).unwrap();
    assert_failure(
        &run(get!(server.url("/"), max_response: 599)),
        FailureKind::TooLarge,
    );
    assert_content(&run(get!(server.url("/"), max_response: 600)), &hello());
}

#[test]
fn what_has_no_body_has_nothing_to_decode() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 39\r\n\r\n";
    let server = Raw::with(|_| answer.to_vec()).unwrap();
    assert_content(&run(head!(server.url("/"))), "");
    for status in [204, 304] {
        let head = format!("HTTP/1.1 {status} X\r\nContent-Encoding: gzip\r\n\r\n");
        let server = Raw::with(move |_| head.clone().into_bytes()).unwrap();
        assert_content(&run(get!(server.url("/"))), "");
    }
}

#[test]
fn a_body_may_come_byte_by_byte() {
    let server = Raw::start(|_, stream| {
        let fields = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked";
        let mut answer = format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").into_bytes();
        for byte in gzip() {
            answer.extend([&b"1\r\n"[..], &[byte], b"\r\n"].concat());
        }
        answer.extend(b"0\r\nSet-Cookie: evil=1\r\n\r\n");
        stream.write_all(&answer)
    })
    .unwrap();
    let outcome = run(get!(server.url("/")));
    assert_content(&outcome, &hello());
    // Trailers are nothing that anybody vouches for.
    assert!(!outcome.log("log").unwrap().text().contains("Cookie"));
}

#[test]
fn a_charset_is_what_the_server_or_the_dialect_says() {
    for (dialect, content_type, content) in [
        (Dialect::Native, "text/plain", "é"),
        (Dialect::Native, "text/plain; charset=latin-1", "Ã©"),
        (Dialect::Buildbot, "text/plain", "Ã©"),
        (Dialect::Buildbot, "application/json", "é"),
    ] {
        let answer = response(200, &[&format!("Content-Type: {content_type}")], "é");
        let server = Raw::with(move |_| answer.clone()).unwrap();
        let mut factory = BuildFactory::new();
        factory.add_step(get!(server.url("/")));
        let build = factory.build().session(Session::new()).dialect(dialect);
        assert_content(&build.run_blocking().steps()[0], content);
    }
}
