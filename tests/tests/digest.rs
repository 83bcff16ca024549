//! `auth: Digest(…)`: the answer to a challenge.
#![cfg(test)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use http_step::prelude::*;
use http_step::{MapSecrets, Session};
use http_step_tests::raw::{Raw, ReceivedRequest, redirect, response};
use sha2::{Digest as _, Sha256};

const SHA: &str =
    r#"Digest realm="r", nonce="n1", algorithm=SHA-256, qop="auth, auth-int", opaque="o""#;
const MD5: &str = r#"Digest realm="r", nonce="n0", qop="auth""#;

fn run(step: HttpStep) -> StepOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let secrets = MapSecrets::from([("pw", "canary-4f1e9b7a")]);
    let build = factory.build().session(Session::new()).secrets(secrets);
    build.run_blocking().steps()[0].clone()
}

fn challenge(lines: &[&str]) -> Vec<u8> {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| format!("WWW-Authenticate: {line}"))
        .collect();
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    response(401, &lines, "who are you?")
}

/// The parameters of an answer.
fn parameters(asked: &ReceivedRequest) -> Option<BTreeMap<String, String>> {
    let answer = asked.field("authorization")?.strip_prefix("Digest ")?;
    let pairs = answer.split(", ").filter_map(|pair| pair.split_once('='));
    Some(
        pairs
            .map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned()))
            .collect(),
    )
}

fn sha(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Holds an answer to RFC 7616, section 3.4.
#[track_caller]
fn assert_answers(asked: &ReceivedRequest, nonce: &str, count: &str) {
    let answer = parameters(asked).unwrap_or_else(|| panic!("no answer: {asked:?}"));
    let of = |name: &str| answer[name].as_str();
    assert_eq!(
        (of("username"), of("realm"), of("opaque")),
        ("builder", "r", "o")
    );
    assert_eq!((of("algorithm"), of("qop")), ("SHA-256", "auth"));
    assert_eq!(
        (of("nonce"), of("nc"), of("uri")),
        (nonce, count, asked.target.as_str())
    );
    let who = sha("builder:r:canary-4f1e9b7a");
    let what = sha(&format!("{}:{}", asked.method, asked.target));
    let expected = sha(&format!(
        "{who}:{nonce}:{count}:{}:auth:{what}",
        of("cnonce")
    ));
    assert_eq!(of("response"), expected);
    assert!(!asked.holds("canary"));
}

fn step(url: String) -> HttpStep {
    post!(url, data: "body", auth: Digest("builder", Secret("pw")))
}

#[test]
fn the_best_challenge_is_answered_once() {
    for lines in [
        &[MD5, SHA][..],
        &[SHA, "Basic realm=\"r\""],
        &["Negotiate", &format!("Basic realm=\"r\", {MD5}, {SHA}")],
        &["Negotiate abcd==", SHA],
        &[
            r#"Digest realm="r", nonce="x", algorithm=klingon, qop="auth""#,
            SHA,
        ],
    ] {
        let answer = challenge(lines);
        let server = Raw::with(move |asked| match parameters(asked) {
            Some(_) => response(200, &[], "welcome"),
            None => answer.clone(),
        })
        .unwrap();
        let outcome = run(step(server.url("/a?q=1")));
        assert_eq!(outcome.state_string(), "Status code: 200", "{lines:?}");
        let asked = server.received_requests();
        let [first, second] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        assert_eq!(first.field("authorization"), None);
        assert_answers(second, "n1", "00000001");
        assert_eq!(
            (&first.body[..], &second.body[..]),
            (&b"body"[..], &b"body"[..])
        );
        assert!(!format!("{outcome:?}").contains(&parameters(second).unwrap()["response"]));
    }
}

#[test]
fn an_answer_that_is_not_taken_is_not_repeated() {
    let server = Raw::with(|_| challenge(&[SHA])).unwrap();
    let outcome = run(step(server.url("/")));
    assert_eq!(outcome.state_string(), "Status code: 401 (failure)");
    assert_eq!(outcome.log("content").unwrap().text(), "who are you?");
    assert_eq!(server.received_requests().len(), 2);
}

#[test]
fn a_stale_challenge_is_answered_once_more() {
    let server = Raw::with(|asked| match parameters(asked) {
        None => challenge(&[SHA]),
        Some(answer) if answer["nonce"] == "n1" => {
            challenge(&[&format!("{}, stale=TRUE", SHA.replace("n1", "n2"))])
        }
        Some(_) => response(200, &[], "welcome"),
    })
    .unwrap();
    let outcome = run(step(server.url("/")));
    assert_eq!(outcome.state_string(), "Status code: 200");
    assert_eq!(server.received_requests().len(), 3);
    assert_answers(&server.received_requests()[2], "n2", "00000001");

    let always = Raw::with(|_| challenge(&[&format!("{SHA}, stale=true")])).unwrap();
    let outcome = run(step(always.url("/")));
    assert_eq!(outcome.state_string(), "Status code: 401 (failure)");
    assert_eq!(always.received_requests().len(), 3);
}

#[test]
fn what_we_cannot_answer_is_the_answer() {
    for line in [
        "Basic realm=\"r\"",
        r#"Digest realm="r", nonce="n", qop="auth-int""#,
        r#"Digest realm="r", nonce="n", algorithm=SHA-3, qop="auth""#,
        r#"Digest realm="r""#,
        "Digest \u{1}",
    ] {
        let answer = challenge(&[line]);
        let server = Raw::with(move |_| answer.clone()).unwrap();
        let outcome = run(step(server.url("/")));
        if line.is_ascii() && !line.contains('\u{1}') {
            assert_eq!(outcome.state_string(), "Status code: 401 (failure)");
        }
        assert_eq!(server.received_requests().len(), 1, "{line}");
    }
}

#[test]
fn within_the_origin_the_next_request_answers_at_once() {
    let server = Raw::with(|asked| match (parameters(asked), asked.target.as_str()) {
        (None, _) => challenge(&[SHA]),
        (Some(_), "/") => redirect(307, "/on"),
        (Some(_), _) => response(200, &[], "welcome"),
    })
    .unwrap();
    let outcome = run(step(server.url("/")));
    assert_eq!(outcome.state_string(), "Status code: 200");
    assert_eq!(server.received_requests().len(), 3);
    assert_answers(&server.received_requests()[2], "n1", "00000002");
    let log = outcome.log("log").unwrap().text();
    assert!(log.contains("Redirected 1 times"), "{log}");
}

#[test]
fn no_other_origin_gets_an_answer() {
    let there = Raw::with(|_| challenge(&[SHA])).unwrap();
    let location = there.url("/");
    let count = AtomicUsize::new(0);
    let here = Raw::with(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => challenge(&[SHA]),
        _ => redirect(302, &location),
    })
    .unwrap();
    let outcome = run(step(here.url("/")));
    assert_eq!(outcome.state_string(), "Status code: 401 (failure)");
    assert_eq!(there.received_requests().len(), 1);
    assert_eq!(there.received_requests()[0].field("authorization"), None);
}
