use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::compare;
use crate::conformance::wire::case::{Chunk, Expect, Request};
use crate::conformance::wire::play::{Ended, Outcome, Ran};

/// Compares requests and a log with what was recorded of them.
fn compared(recorded: &Value, requests: Value, log: Value) -> Result<(), String> {
    let expect = json!({
        "requests": recorded["requests"], "result": "SUCCESS", "state_string": "",
        "logs": {"log": {"chunks": recorded["log"]}}, "config_error": null,
    });
    let outcome = Outcome {
        requests: Vec::<Request>::deserialize(requests).unwrap(),
        ended: Ended::Ran(Ran {
            result: "SUCCESS".to_owned(),
            state_string: String::new(),
            logs: BTreeMap::from([("log".to_owned(), Vec::<Chunk>::deserialize(log).unwrap())]),
            failure: None,
            cause: None,
        }),
    };
    compare(&Expect::deserialize(expect).unwrap(), &outcome, &[], &[])
}

fn base64(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}

fn request(headers: Value, body: &str) -> Value {
    json!({"at": "origin", "method": "POST", "target": "/", "headers": headers, "body_b64": base64(body)})
}

#[test]
fn order_and_case_of_header_names_do_not_count() {
    let recorded = json!({
        "requests": [request(json!([["Host", "h"], ["X-A", "1"], ["Content-Length", "0"]]), "")],
        "log": [["h", "Request Headers:\n"], ["h", "\tX-A: 1\n"], ["h", "\tContent-Length: 0\n"], ["o", "\tend\n"]],
    });
    let requests = |x_a: &str, length: &str| {
        json!([request(
            json!([["content-length", length], ["x-a", x_a], ["host", "h"]]),
            ""
        )])
    };
    let log = |x_a: &str, length: &str| {
        json!([
            ["h", "Request Headers:\n"],
            ["h", format!("\tcontent-length: {length}\n")],
            ["h", format!("\tx-a: {x_a}\n")],
            ["h", "\tuser-agent: ours\n"],
            ["o", "\tend\n"],
        ])
    };
    assert_eq!(
        compared(&recorded, requests("1", "0"), log("1", "0")),
        Ok(())
    );
    assert!(compared(&recorded, requests("2", "0"), log("1", "0")).is_err());
    assert!(compared(&recorded, requests("1", "1"), log("1", "0")).is_err());
    assert!(compared(&recorded, requests("1", "0"), log("2", "0")).is_err());
    assert!(compared(&recorded, requests("1", "0"), log("1", "1")).is_err());
}

#[test]
fn a_length_is_that_of_the_body_sent() {
    let fields = |length: &str| {
        json!([
            ["Content-Type", "application/json"],
            ["Content-Length", length]
        ])
    };
    let log = |length: &str| {
        json!([
            ["h", "Request Headers:\n"],
            ["h", "\tContent-Type: application/json\n"],
            ["h", format!("\tContent-Length: {length}\n")]
        ])
    };
    let recorded = json!({"requests": [request(fields("8"), r#"{"a": 1}"#)], "log": log("8")});
    let sent = |length: &str| json!([request(fields(length), r#"{"a":1}"#)]);
    assert_eq!(compared(&recorded, sent("7"), log("7")), Ok(()));
    assert!(compared(&recorded, sent("8"), log("7")).is_err());
    assert!(compared(&recorded, sent("7"), log("8")).is_err());
}

#[test]
fn multipart_is_compared_by_its_parts_and_with_any_boundary() {
    let body = |boundary: &str, fields: [&str; 2], content: &str| {
        let [one, other] = fields;
        format!("--{boundary}\r\n{one}\r\n{other}\r\n\r\n{content}\r\n--{boundary}--\r\n")
    };
    let sent = |boundary: &str, body: String| {
        let content_type = format!("multipart/form-data; boundary={boundary}");
        json!([request(json!([["Content-Type", content_type]]), &body)])
    };
    let log = |boundary: &str| {
        let field = format!("\tContent-Type: multipart/form-data; boundary={boundary}\n");
        json!([["h", "Request Headers:\n"], ["h", field]])
    };
    let (name, kind) = (
        "Content-Disposition: form-data; name=\"f\"",
        "Content-Type: text/plain",
    );
    let recorded = json!({
        "requests": sent("{boundary}", body("{boundary}", [name, kind], "x")),
        "log": log("{boundary}"),
    });
    let ours = |body: String, logged: &str| compared(&recorded, sent("b-1", body), log(logged));
    assert_eq!(ours(body("b-1", [name, kind], "x"), "b-1"), Ok(()));
    assert_eq!(ours(body("b-1", [kind, name], "x"), "b-1"), Ok(()));
    assert!(ours(body("b-1", [name, kind], "y"), "b-1").is_err());
    assert!(ours(body("b-1", [name, "Content-Type: text/html"], "x"), "b-1").is_err());
    assert!(ours(body("b-1", [name, kind], "x"), "b-2").is_err());
    assert!(ours(body("b-2", [name, kind], "x"), "b-1").is_err());
    assert!(ours("x".to_owned(), "b-1").is_err());
}

#[test]
fn forms_are_compared_by_their_pairs() {
    let form = |body: &str| {
        json!([request(
            json!([["Content-Type", "application/x-www-form-urlencoded"]]),
            body
        )])
    };
    let recorded = json!({"requests": form("a+b=%7E&c="), "log": []});
    assert_eq!(compared(&recorded, form("a%20b=~&c="), json!([])), Ok(()));
    for other in [
        "a+b=~&c",
        "a+b=~&c=1",
        "c=&a+b=~",
        "a+b=~&c=&c=",
        "a%2Bb=~&c=",
    ] {
        let differs = compared(&recorded, form(other), json!([])).is_err();
        // A field without `=` is one with an empty value.
        assert_eq!(differs, other != "a+b=~&c", "{other}");
    }
}
