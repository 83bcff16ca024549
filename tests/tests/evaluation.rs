//! What a step makes of an answer: results by status and failure, conditions, and what is taken.
#![cfg(test)]

#[path = "evaluation/secrets.rs"]
mod secrets;

use http_step::prelude::*;
use http_step::{
    CaptureType, Channel, Condition, Dialect, Expr, FailureKind, IntoValue, Operator, ResponsePart,
    StatusMatcher,
};
use http_step_tests::raw::{Raw, response};
use http_step_tests::service::Service;
use serde_json::{Value as Json, json};

const BODY: &str = r#"{"id": 42, "state": "queued", "tags": ["a", "b"], "none": null,
 "ratio": 0.5, "big": 18446744073709551615, "token": "s3cr3t-t0ken-1", "ok": true, "text": "17"}"#;

/// A server that always gives the same answer, and echoes at `/echo` what it was asked.
fn server() -> Raw {
    Raw::with(|asked| {
        if asked.target == "/echo" {
            return response(200, &[], format!("{asked:?}"));
        }
        let fields = [
            "Content-Type: application/json",
            "X-Count: 12",
            "X-Tag: a",
            "X-Tag: b",
            "Set-Cookie: id=c00kie-77; Path=/",
        ];
        response(200, &fields, BODY)
    })
    .unwrap()
}

fn run(step: HttpStep) -> BuildOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step.name("ask"));
    factory.build().run_blocking()
}

fn operator(spelling: &str) -> Operator {
    Operator::parse(spelling).unwrap()
}

#[test]
fn every_operator_looks_at_every_part() {
    let raw = server();
    let (status, text) = (ResponsePart::STATUS, ResponsePart::TEXT);
    let json = |path: &str| ResponsePart::json(path);
    let header = |name: &str| ResponsePart::header(name);
    let cookie = || ResponsePart::cookie("id");
    let group = || ResponsePart::matches(r#""state": "(\w+)""#);
    let table: Vec<(ResponsePart, &str, Json, bool)> = vec![
        (status.clone(), "==", json!(200), true),
        (status.clone(), "!=", json!(200), false),
        (status.clone(), "<", json!(300), true),
        (status.clone(), "<=", json!(199), false),
        (status.clone(), ">", json!(199), true),
        (status.clone(), ">=", json!(201), false),
        (status.clone(), "in", json!([200, 201]), true),
        (status, "in", json!([404]), false),
        (ResponsePart::SIZE, "==", json!(BODY.len()), true),
        (ResponsePart::SIZE, ">", json!(BODY.len()), false),
        (ResponsePart::DURATION, "<", json!(60), true),
        (ResponsePart::DURATION, "<=", json!(0.0), false),
        (text.clone(), "contains", json!("queued"), true),
        (text.clone(), "contains", json!("done"), false),
        (text.clone(), "matches", json!(r#""id": \d+"#), true),
        (text.clone(), "!=", json!(""), true),
        (text, "==", json!(BODY), true),
        (json("$.state"), "==", json!("queued"), true),
        (json("$.state"), "!=", json!("queued"), false),
        (json("$.state"), "in", json!(["queued", "done"]), true),
        (json("$.state"), "matches", json!("^que"), true),
        (json("$.state"), "contains", json!("eue"), true),
        (json("$.state"), "<", json!("r"), true),
        (json("$.id"), ">=", json!(42.0), true),
        (json("$.id"), "==", json!("42"), false),
        (json("$.ratio"), "<", json!(1), true),
        (json("$.tags"), "contains", json!("b"), true),
        (json("$.tags"), "==", json!(["a", "b"]), true),
        (json("$.tags[1]"), "==", json!("b"), true),
        (json("$.none"), "==", json!(null), true),
        (json("$.gone"), "==", json!(null), true),
        (json("$.gone"), "!=", json!(null), false),
        (json("$.gone"), "!=", json!(1), false),
        (json("$.id"), "!=", json!(null), true),
        (json("$.ok"), "==", json!(true), true),
        // Text of JSON is no number.
        (json("$.text"), ">", json!(10), false),
        (header("x-count"), "==", json!("12"), true),
        (header("X-Count"), "==", json!(12), true),
        (header("x-count"), ">", json!(9.5), true),
        (header("x-count"), "<", json!(2), false),
        (header("x-count"), "in", json!([11, 12]), true),
        (header("x-count"), "contains", json!(2), true),
        (header("x-tag"), "==", json!("a, b"), true),
        (header("x-tag"), ">", json!(1), false),
        (header("x-tag"), "!=", json!(1), false),
        (header("x-gone"), "==", json!(null), true),
        (header("content-type"), "contains", json!("json"), true),
        (cookie(), "==", json!("c00kie-77"), true),
        (cookie(), "matches", json!("^c"), true),
        (cookie(), "in", json!(["a"]), false),
        (group(), "==", json!("queued"), true),
        (group(), "!=", json!("queued"), false),
    ];
    for (part, spelling, operand, holds) in table {
        let condition = Condition::new(part.clone(), operator(spelling), operand.clone());
        let outcome = run(HttpStep::get(raw.url("/")).expect(condition));
        let expected = if holds {
            BuildResult::Success
        } else {
            BuildResult::Failure
        };
        let step = outcome.step("ask").unwrap();
        let case = format!("{part} {spelling} {operand}: {:?}", step.unmet());
        assert_eq!(outcome.result(), expected, "{case}");
        assert_eq!(step.unmet().len(), usize::from(!holds), "{case}");
    }
}

#[test]
fn what_is_not_so_is_said_with_what_is_found() {
    let raw = server();
    let table = [
        (
            get!(raw.url("/"), expect: [json("$.state") == "accepted"]),
            r#"expected `json("$.state") == "accepted"`, found "queued""#,
        ),
        (
            get!(raw.url("/"), expect: [json("$.stat") == "accepted"]),
            r#"expected `json("$.stat") == "accepted"`, found nothing at `$.stat`; there are: id, state, tags, none, ratio, big, token, ok, text; did you mean `state`?"#,
        ),
        (
            get!(raw.url("/"), expect: [header("x-counts") == "1"]),
            r#"expected `header("x-counts") == "1"`, found no header `x-counts`; there are: content-type, x-count, x-tag, set-cookie, content-length; did you mean `x-count`?"#,
        ),
        (
            get!(raw.url("/"), expect: [header("x-tag") > 10]),
            r#"expected `header("x-tag") > 10`, found "a, b", and it is not a number"#,
        ),
        (
            get!(raw.url("/"), expect: [json("$.text") > 10]),
            r#"expected `json("$.text") > 10`, found "17", and `>` cannot be applied to text and integer"#,
        ),
        (
            get!(raw.url("/"), expect: [cookie("sid") == "1"]),
            r#"expected `cookie("sid") == "1"`, found no cookie `sid`; there are: id"#,
        ),
        (
            get!(raw.url("/"), expect: [status.in_([201, 202])]),
            "expected `status.in_([201,202])`, found 200",
        ),
        (
            get!(raw.url("/echo"), expect: [json("$.a") == 1]),
            r#"expected `json("$.a") == 1`, found no JSON: expected value at line 1 column 1"#,
        ),
        (
            get!(raw.url("/"), expect: [json("$.state") == Property("wanted", default: "done")]),
            r#"expected `json("$.state") == "done"`, found "queued""#,
        ),
    ];
    for (step, expected) in table {
        let outcome = run(step);
        let step = outcome.step("ask").unwrap();
        assert_eq!(step.state_string(), "Status code: 200 (failure)");
        assert_eq!(step.unmet(), [expected]);
        let log = step.log("log").unwrap();
        let last = log.chunks().last().unwrap();
        assert_eq!(last.channel, Channel::Stderr);
        assert_eq!(last.text, format!("{expected}\n"));
    }
}

#[test]
fn each_that_fails_is_said_and_long_values_are_cut() {
    let raw = Raw::with(|_| response(200, &[], "x".repeat(10_000))).unwrap();
    let outcome = run(get!(raw.url("/"), expect: [text == "", size < 10, size > 10]));
    let unmet = outcome.step("ask").unwrap().unmet();
    assert_eq!(unmet.len(), 2);
    let cut = format!("found \"{}…", "x".repeat(199));
    assert!(unmet[0].ends_with(&cut), "{}", unmet[0]);
    assert_eq!(unmet[1], "expected `size < 10`, found 10000");
}

#[test]
fn arms_of_results_decide_by_status_and_by_failure() {
    let service = Service::start().unwrap();
    let refused = "http://127.0.0.1:9/".to_owned();
    for (url, expected, state) in [
        (
            service.url("/status/200"),
            BuildResult::Success,
            "Status code: 200",
        ),
        (
            service.url("/status/404"),
            BuildResult::Failure,
            "Status code: 404 (failure)",
        ),
        (refused.clone(), BuildResult::Failure, "Requested (failure)"),
    ] {
        let outcome = run(HttpStep::get(url));
        let step = outcome.step("ask").unwrap();
        assert_eq!((step.result(), step.state_string()), (expected, state));
    }
    let arms = |url: String| {
        get!(
            url,
            results: { 200..=201 => SKIPPED, 404 => WARNINGS, 409 => RETRY, 500..=599 => EXCEPTION,
                connect => WARNINGS, timeout => CANCELLED, _ => SUCCESS },
        )
    };
    for (url, expected, state) in [
        (
            service.url("/status/201"),
            BuildResult::Skipped,
            "Status code: 201 (skipped)",
        ),
        (
            service.url("/status/404"),
            BuildResult::Warnings,
            "Status code: 404 (warnings)",
        ),
        (
            service.url("/status/409"),
            BuildResult::Retry,
            "Status code: 409 (retry)",
        ),
        (
            service.url("/status/503"),
            BuildResult::Exception,
            "Status code: 503 (exception)",
        ),
        (
            service.url("/status/418"),
            BuildResult::Success,
            "Status code: 418",
        ),
        (refused, BuildResult::Warnings, "Requested (warnings)"),
    ] {
        let outcome = run(arms(url));
        let step = outcome.step("ask").unwrap();
        assert_eq!((step.result(), step.state_string()), (expected, state));
    }
    let silent = Raw::start(|_, _| {
        loop {
            std::thread::park();
        }
    })
    .unwrap();
    let outcome = run(arms(silent.url("/")).timeout(0.2));
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    let failure = outcome.step("ask").unwrap().failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::Timeout);
}

#[test]
fn only_success_and_warnings_are_looked_into() {
    let raw = server();
    for (result, is_set) in [
        (BuildResult::Success, true),
        (BuildResult::Warnings, true),
        (BuildResult::Failure, false),
        (BuildResult::Skipped, false),
    ] {
        let step = HttpStep::get(raw.url("/"))
            .result(StatusMatcher::REST, result)
            .capture("id", ResponsePart::json("$.id"));
        let outcome = run(step);
        assert_eq!(outcome.step("ask").unwrap().result(), result);
        assert_eq!(outcome.properties().get("id").is_some(), is_set);
    }
}

#[test]
fn captures_have_the_type_that_is_asked_for() {
    use CaptureType as T;
    let raw = server();
    let json = |path: &str| ResponsePart::json(path);
    let header = || ResponsePart::header("x-count");
    let table: Vec<(ResponsePart, Option<T>, Json)> = vec![
        (json("$.id"), None, json!(42)),
        (json("$.tags"), None, json!(["a", "b"])),
        (json("$.none"), None, json!(null)),
        (json("$.id"), Some(T::U64), json!(42)),
        (json("$.id"), Some(T::String), json!("42")),
        (json("$.id"), Some(T::F64), json!(42.0)),
        (json("$.big"), Some(T::U64), json!(u64::MAX)),
        (json("$.text"), Some(T::I64), json!(17)),
        (json("$.ok"), Some(T::Bool), json!(true)),
        (json("$.ok"), Some(T::String), json!("true")),
        (json("$.ratio"), Some(T::F64), json!(0.5)),
        (header(), None, json!("12")),
        (header(), Some(T::U64), json!(12)),
        (header(), Some(T::F64), json!(12.0)),
        (ResponsePart::STATUS, None, json!(200)),
        (ResponsePart::STATUS, Some(T::String), json!("200")),
        (ResponsePart::cookie("id"), None, json!("c00kie-77")),
        (ResponsePart::matches(r#"id": (\d+)"#), None, json!("42")),
        (
            ResponsePart::matches(r#"id": (\d+)"#),
            Some(T::I64),
            json!(42),
        ),
        (ResponsePart::TEXT, None, json!(BODY)),
    ];
    for (part, as_type, expected) in table {
        let step = HttpStep::get(raw.url("/"));
        let step = match as_type {
            Some(as_type) => step.capture_as("taken", part.clone(), as_type),
            None => step.capture("taken", part.clone()),
        };
        let outcome = run(step);
        let step = outcome.step("ask").unwrap();
        let case = format!("{part} as {as_type:?}: {:?}", step.unmet());
        assert_eq!(outcome.result(), BuildResult::Success, "{case}");
        assert_eq!(step.captured(), ["taken"], "{case}");
        let taken = outcome.properties().get("taken").unwrap();
        assert_eq!(*taken, expected.into_value(), "{case}");
        assert_eq!(outcome.properties().source("taken"), Some("step ask"));
    }
}

#[test]
fn what_does_not_convert_says_why_and_sets_nothing() {
    let raw = server();
    let table = [
        (
            get!(raw.url("/"), capture: { "a": json("$.id"), "b": json("$.state") as u64 }),
            r#"expected `json("$.state") as u64` for `b`, found "queued""#,
        ),
        (
            get!(raw.url("/"), capture: { "a": json("$.id"), "b": json("$.none") as String }),
            r#"expected `json("$.none") as String` for `b`, found null"#,
        ),
        (
            get!(raw.url("/"), capture: { "a": json("$.id"), "b": json("$.big") as i64 }),
            r#"expected `json("$.big") as i64` for `b`, found 18446744073709551615"#,
        ),
        (
            get!(raw.url("/"), capture: { "a": json("$.id"), "b": json("$.ratio") as u64 }),
            r#"expected `json("$.ratio") as u64` for `b`, found 0.5"#,
        ),
        (
            get!(raw.url("/"), capture: { "a": json("$.id"), "b": json("$.text") as bool }),
            r#"expected `json("$.text") as bool` for `b`, found "17""#,
        ),
        (
            get!(raw.url("/"), capture: { "a": json("$.id"), "b": json("$.tags[2]") }),
            r#"expected `json("$.tags[2]")` for `b`, found nothing at `$.tags[2]`; there are 2 items"#,
        ),
        (
            get!(raw.url("/"), capture: { "a": json("$.id"), "b": json("$.tags") as Secret }),
            r#"expected `json("$.tags") as Secret` for `b`, found list"#,
        ),
        (
            get!(
                raw.url("/"),
                expect: [json("$.id") == 1],
                capture: { "a": json("$.id"), "b": json("$.token") as Secret },
            ),
            r#"expected `json("$.id") == 1`, found 42"#,
        ),
    ];
    for (step, expected) in table {
        let outcome = run(step);
        let step = outcome.step("ask").unwrap();
        assert_eq!(step.unmet(), [expected]);
        assert_eq!(step.state_string(), "Status code: 200 (failure)");
        assert!(step.captured().is_empty());
        assert_eq!(outcome.properties().iter().count(), 0);
    }
}

#[test]
fn text_is_read_in_its_charset_and_json_is_utf_8() {
    let raw = Raw::with(|asked| match asked.target.as_str() {
        "/latin" => response(
            200,
            &["Content-Type: text/plain; charset=latin-1"],
            b"caf\xe9",
        ),
        _ => response(200, &["Content-Type: text/json"], r#"{"name": "café"}"#),
    })
    .unwrap();
    let latin = || get!(raw.url("/latin"), expect: [text == "café", size == 4]);
    let utf8 = || get!(raw.url("/"), expect: [json("$.name") == "café"]);
    for dialect in [Dialect::Native, Dialect::Buildbot] {
        for step in [latin(), utf8()] {
            let mut factory = BuildFactory::new();
            factory.add_step(step);
            let outcome = factory.build().dialect(dialect).run_blocking();
            assert_eq!(outcome.result(), BuildResult::Success);
        }
    }
}

#[test]
fn all_that_can_not_be_captured_is_said() {
    let raw =
        Raw::with(|_| response(200, &[], format!(r#"{{"t": "{}"}}"#, "t".repeat(20_000)))).unwrap();
    let outcome = run(get!(
        raw.url("/"),
        capture: { "a": json("$.t") as Secret, "b": header("x") as u64, "c": status },
    ));
    let unmet = outcome.step("ask").unwrap().unmet();
    assert_eq!(unmet.len(), 2);
    assert!(unmet[0].ends_with("found more than 16 KiB"), "{}", unmet[0]);
    assert!(unmet[1].contains("found no header `x`"), "{}", unmet[1]);
}

#[test]
fn a_mistake_in_what_is_expected_is_known_before_anything_is_sent() {
    let raw = server();
    let broken = |condition: Condition| HttpStep::get(raw.url("/")).expect(condition);
    let json = ResponsePart::json;
    let equal = |part, operand: Expr| Condition::new(part, operator("=="), operand);
    for (step, field) in [
        (broken(equal(json("state"), 1.into_expr())), "expect.0"),
        (
            broken(equal(ResponsePart::matches("("), 1.into_expr())),
            "expect.0",
        ),
        (
            broken(equal(ResponsePart::matches("a"), 1.into_expr())),
            "expect.0",
        ),
        (
            broken(Condition::new(json("$"), operator("matches"), "(")),
            "expect.0",
        ),
        (
            broken(Condition::new(json("$"), operator("+"), 1)),
            "expect.0",
        ),
        (
            broken(equal(json("$"), property("gone").into_expr())),
            "expect.0",
        ),
        (
            HttpStep::get(raw.url("/")).capture("a", json("$.")),
            "capture.a",
        ),
    ] {
        let outcome = run(step);
        assert_eq!(outcome.result(), BuildResult::Exception);
        let step = outcome.step("ask").unwrap();
        assert_eq!(step.render_error().unwrap().field(), field);
    }
    assert!(raw.received_requests().is_empty());
}

#[test]
fn captured_properties_count_as_set() {
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!("http://ci.example.com/", capture: { "id": json("$.id") as u64 }))
        .add_step(post!("http://ci.example.com/", data: { "id": Property("id") }));
    assert_eq!(factory.build().check(), Ok(()));
}

#[test]
fn a_body_that_is_looked_into_is_bounded_though_it_is_saved() {
    let raw = Raw::with(|_| response(200, &[], "0123456789")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("saved").to_str().unwrap().to_owned();
    let step = || get!(raw.url("/"), save_to: path.clone(), expect: [text.contains("789")]);
    assert_eq!(run(step()).result(), BuildResult::Success);
    let outcome = run(step().max_response(9));
    let failure = outcome.step("ask").unwrap().failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::TooLarge);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "0123456789");
}
