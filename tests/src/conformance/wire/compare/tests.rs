use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::compare;
use super::fields::compare_request;
use crate::conformance::wire::case::{Expect, Given, Log, Loose, Request};
use crate::conformance::wire::differences::Played;
use crate::conformance::wire::play::{Ended, Outcome, Ran};

/// Compares requests and a log with what was recorded of them.
fn compared(recorded: &Value, requests: Value, log: Value) -> Result<(), String> {
    let logs = |log: &Value| json!({"log": {"chunks": log}});
    compared_logs(
        &recorded["requests"],
        requests,
        &logs(&recorded["log"]),
        logs(&log),
        &[],
    )
}

/// Compares requests and logs with what was recorded of them.
fn compared_logs(
    recorded: &Value,
    requests: Value,
    recorded_logs: &Value,
    logs: Value,
    loose: &[Loose],
) -> Result<(), String> {
    let expect = json!({
        "requests": recorded, "result": "SUCCESS", "state_string": "", "logs": recorded_logs,
        "config_error": null,
    });
    let outcome = Outcome {
        requests: Vec::<Request>::deserialize(requests).unwrap(),
        ended: Ended::Ran(Ran {
            result: "SUCCESS".to_owned(),
            state_string: String::new(),
            logs: BTreeMap::<String, Log>::deserialize(logs).unwrap(),
            failure: None,
            cause: None,
        }),
    };
    let expect = Expect::deserialize(expect).unwrap();
    with_step(&json!({}), |played| {
        compare(&expect, &outcome, loose, played)
    })
}

/// Calls a comparison for a step with these arguments.
fn with_step<T>(step: &Value, compared: impl FnOnce(&Played<'_>) -> T) -> T {
    compared(&Played {
        given: &Given::default(),
        step: step.as_object().unwrap(),
        server: &[],
        earlier: &[],
    })
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
fn a_length_is_the_one_that_was_recorded_and_that_of_the_body() {
    let fields = |length: &str| json!([["Content-Type", "text/plain"], ["Content-Length", length]]);
    let log = |length: &str| {
        json!([
            ["h", "Request Headers:\n"],
            ["h", "\tContent-Type: text/plain\n"],
            ["h", format!("\tContent-Length: {length}\n")]
        ])
    };
    let recorded = json!({"requests": [request(fields("2"), "ok")], "log": log("2")});
    let sent = |length: &str| json!([request(fields(length), "ok")]);
    assert_eq!(compared(&recorded, sent("2"), log("2")), Ok(()));
    assert!(compared(&recorded, sent("3"), log("2")).is_err());
    assert!(compared(&recorded, sent("2"), log("3")).is_err());
    let wrong = json!({"requests": [request(fields("3"), "ok")], "log": log("3")});
    assert!(compared(&wrong, sent("3"), log("3")).is_err());
}

#[test]
fn fields_of_the_client_count_where_the_step_has_them() {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let ours = [field("accept-encoding", "br"), field("user-agent", "ours")];
    let recorded = |encoding: &str| {
        [
            field("Host", "h"),
            field("User-Agent", "python-requests/{requests_version}"),
            field("Accept-Encoding", encoding),
        ]
    };
    let compared = |step: &Value, recorded: &[(String, String)]| {
        let mut ours = ours.to_vec();
        ours.push(field("host", "h"));
        with_step(step, |played| compare_request(recorded, &ours, played)).is_ok()
    };
    assert!(compared(&json!({}), &recorded("gzip, deflate")));
    assert!(!compared(&json!({}), &recorded("identity")));
    let given = json!({"headers": {"accept-encoding": "x"}});
    assert!(compared(&given, &recorded("br")));
    for other in ["gzip, deflate", "identity"] {
        assert!(!compared(&given, &recorded(other)), "{other}");
    }
    // What Python sends where the step removes the field stands before all others.
    let [host, agent, identity] = recorded("identity");
    assert!(compared(&given, &[host.clone(), identity, agent.clone()]));
    assert!(!compared(&given, &[host, agent]));
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
fn forms_and_json_are_compared_byte_by_byte() {
    let body = |content_type: &str, body: &str| {
        json!([request(json!([["Content-Type", content_type]]), body)])
    };
    for (content_type, recorded, others) in [
        (
            "application/x-www-form-urlencoded",
            "a+b=%7E&c=",
            ["a%20b=%7E&c=", "a+b=%7e&c=", "a+b=%7E&c"],
        ),
        (
            "application/json",
            r#"{"a": 1.0}"#,
            [r#"{"a":1.0}"#, r#"{"a": 1}"#, r#"{"a": 1.0} "#],
        ),
    ] {
        let expect = json!({"requests": body(content_type, recorded), "log": []});
        let ours = |text: &str| compared(&expect, body(content_type, text), json!([]));
        assert_eq!(ours(recorded), Ok(()));
        for other in others {
            assert!(ours(other).is_err(), "{other}");
        }
    }
}

#[test]
fn requests_reach_their_listener_in_their_version() {
    let at = |at: &str, method: &str, version: Value| {
        json!([{
            "at": at, "method": method, "target": "h:443", "headers": [["Host", at]],
            "version": version,
        }])
    };
    let compared = |recorded: &Value, requests: Value| {
        compared(
            &json!({"requests": recorded, "log": []}),
            requests,
            json!([]),
        )
    };
    let (old, new) = (json!("HTTP/1.0"), json!(null));
    let tunnel = at("tunnel", "GET", new.clone());
    assert_eq!(compared(&tunnel, tunnel.clone()), Ok(()));
    for other in [
        at("tls", "GET", new.clone()),
        at("tunnel", "GET", old.clone()),
    ] {
        assert!(compared(&tunnel, other).is_err());
    }
    // How a tunnel is asked for is the client's business, but not of whom, and what for.
    let asked = at("proxy", "CONNECT", old);
    let mut ours = at("proxy", "CONNECT", new);
    ours[0]["headers"] = json!([["Host", "h:443"], ["X-A", "1"]]);
    assert_eq!(compared(&asked, ours.clone()), Ok(()));
    let mut elsewhere = ours.clone();
    elsewhere[0]["target"] = json!("other:443");
    assert!(compared(&asked, elsewhere).is_err());
    ours[0]["at"] = json!("origin");
    assert!(compared(&asked, ours).is_err());
}

#[test]
fn the_log_of_a_chain_is_compared_with_each_of_its_requests() {
    // As long as the placeholder.
    const ONE: &str = "boundary-1";
    const OTHER: &str = "boundary-2";
    let body = |boundary: &str, content: &str| {
        let field = "Content-Disposition: form-data; name=\"f\"";
        format!("--{boundary}\r\n{field}\r\n\r\n{content}\r\n--{boundary}--\r\n")
    };
    let sent = |boundary: &str, content: &str| {
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let body = body(boundary, content);
        request(
            json!([
                ["Content-Type", content_type],
                ["Content-Length", body.len().to_string()]
            ]),
            &body,
        )
    };
    let block = |boundary: &str, length: usize| {
        let field = format!("\tContent-Type: multipart/form-data; boundary={boundary}\n");
        [
            json!(["h", "Request Headers:\n"]),
            json!(["h", field]),
            json!(["h", format!("\tContent-Length: {length}\n")]),
            json!(["o", "URL: u\n"]),
        ]
    };
    let connect = json!({"at": "proxy", "method": "CONNECT", "target": "h:443"});
    let recorded_length = body("{boundary}", "x").len();
    let recorded = json!({
        "requests": [connect, sent("{boundary}", "x"), sent("{boundary}", "x")],
        "log": ([block("{boundary}", recorded_length), block("{boundary}", recorded_length)].concat()),
    });
    let ours = |second: Value, log: [&str; 2], lengths: [usize; 2]| {
        let log = [block(log[0], lengths[0]), block(log[1], lengths[1])].concat();
        compared(
            &recorded,
            json!([connect, sent(ONE, "x"), second]),
            json!(log),
        )
    };
    let lengths = [recorded_length; 2];
    assert_eq!(ours(sent(OTHER, "x"), [ONE, OTHER], lengths), Ok(()));
    assert!(ours(sent(OTHER, "y"), [ONE, OTHER], lengths).is_err());
    assert!(ours(sent(OTHER, "x"), [ONE, ONE], lengths).is_err());
    let wrong = [recorded_length, recorded_length + 1];
    assert!(ours(sent(OTHER, "x"), [ONE, OTHER], wrong).is_err());
}

#[test]
fn several_logs_have_one_name() {
    let logs = |second: &str, name: Value, text: &str| {
        let mut logs = json!({"content": {"chunks": [["o", "moved"]]}});
        logs[second] = json!({"chunks": [["o", text]]});
        if !name.is_null() {
            logs[second]["name"] = name;
        }
        logs
    };
    let recorded = logs("content_2", json!("content"), "OK");
    let compared =
        |logs: Value, loose: &[Loose]| compared_logs(&json!([]), json!([]), &recorded, logs, loose);
    assert_eq!(compared(recorded.clone(), &[]), Ok(()));
    let other_text = logs("content_2", json!("content"), "KO");
    assert!(compared(other_text.clone(), &[]).is_err());
    assert_eq!(compared(other_text, &[Loose::ContentText]), Ok(()));
    for other in [
        logs("content_2", json!(null), "OK"),
        logs("content_3", json!("content"), "OK"),
    ] {
        assert!(compared(other, &[Loose::ContentText]).is_err());
    }
}
