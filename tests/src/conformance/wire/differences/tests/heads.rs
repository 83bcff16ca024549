use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expect, Given, apply_with};

/// An answered request.
fn answered(method: &str, status: u16, fields: &[&str], content: &str) -> Expect {
    let mut log = vec![
        json!(["h", "Performing GET request to http://h/\n"]),
        json!(["h", "Request Headers:\n"]),
        json!(["o", "URL: http://h/\n"]),
        json!([
            if status == 200 { "o" } else { "e" },
            format!("Status: {status}\n")
        ]),
        json!(["h", "Response Headers:\n"]),
    ];
    log.extend(
        fields
            .iter()
            .map(|field| json!(["h", format!("\t{field}\n")])),
    );
    log.push(json!(["o", format!(" ------ Content ------\n{content}")]));
    let (result, state) = match status {
        400.. => (
            "FAILURE",
            format!("Status code: {status} to hook (failure)"),
        ),
        _ => ("SUCCESS", format!("Status code: {status} to hook")),
    };
    let expect = json!({
        "requests": [{"at": "origin", "method": method, "target": "/"}],
        "result": result, "state_string": state, "config_error": null,
        "logs": {"log": {"chunks": log}, "content": {"chunks": [["o", content]]}},
    });
    Expect::deserialize(expect).unwrap()
}

fn failed(method: &str, kind: &str) -> Expect {
    let mut expect = answered(method, 200, &[], "");
    let log = expect.logs.get_mut("log").unwrap();
    log.chunks.truncate(1);
    let error = json!(["e", "An exception occurred while performing the request: "]);
    log.chunks.push(serde_json::from_value(error).unwrap());
    expect.logs.remove("content");
    expect.result = Some("FAILURE".to_owned());
    expect.state_string = Some("Requested to hook (failure)".to_owned());
    expect.error_kind = Some(kind.to_owned());
    expect
}

fn apply(raw: &str, recorded: &Expect) -> (Expect, Vec<&'static str>) {
    let server = json!([{"raw_b64": STANDARD.encode(raw)}]);
    apply_with(&Given::default(), &json!({}), &server, recorded)
}

#[test]
fn interim_answers_are_skipped() {
    let raw = "HTTP/1.1 103 E\r\nLink: x\r\n\r\nHTTP/1.1 104 E\n\nHTTP/1.1 404 N\r\nContent-Length: 2\r\n\r\nnope";
    let recorded = answered("GET", 103, &["Link: x"], "");
    let ours = answered("GET", 404, &["Content-Length: 2"], "no");
    assert_eq!(
        apply(raw, &recorded),
        (ours.clone(), vec!["interim-responses-are-skipped"])
    );
    assert_eq!(apply(raw, &ours), (ours, Vec::new()));
}

#[test]
fn nobody_asked_for_another_protocol() {
    let raw = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
    let recorded = answered("GET", 101, &[], "");
    let ours = failed("GET", "malformed-response");
    assert_eq!(
        apply(raw, &recorded),
        (ours, vec!["unrequested-upgrades-fail"])
    );
}

#[test]
fn a_head_ends_with_a_blank_line() {
    let recorded = answered("GET", 200, &[], "");
    let ours = (
        failed("GET", "connection-closed"),
        vec!["incomplete-heads-fail"],
    );
    for raw in [
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nX-A: 1\r\n",
        "HTTP/1.1 200 OK\r\nX-A",
    ] {
        assert_eq!(apply(raw, &recorded), ours, "{raw:?}");
    }
    for raw in ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\nX-A: 1\n\n"] {
        assert_eq!(
            apply(raw, &recorded),
            (recorded.clone(), Vec::new()),
            "{raw:?}"
        );
    }
}

#[test]
fn a_head_holds_fields_only() {
    let recorded = answered("GET", 200, &[], "");
    let ours = (
        failed("GET", "malformed-response"),
        vec!["invalid-header-lines-fail"],
    );
    for line in [
        "broken",
        "X A: 1",
        ": 1",
        "X-É: 1",
        "X-A: a\0b",
        "X-A: a\rb",
    ] {
        let raw = format!("HTTP/1.1 200 OK\r\nX-B: 1\r\n{line}\r\n\r\n");
        assert_eq!(apply(&raw, &recorded), ours, "{line:?}");
    }
    for line in ["X-A:1", "X-A:", "X-A: 1\r\n folded"] {
        let raw = format!("HTTP/1.1 200 OK\r\n{line}\r\n\r\n");
        assert_eq!(
            apply(&raw, &recorded),
            (recorded.clone(), Vec::new()),
            "{line:?}"
        );
    }
    let failing = failed("GET", "malformed-response");
    let raw = "HTTP/1.1 200 OK\r\nbroken\r\n\r\n";
    assert_eq!(apply(raw, &failing), (failing.clone(), Vec::new()));
}

#[test]
fn a_length_is_a_number() {
    let raw = |fields: &str| format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\nok");
    let recorded = answered("GET", 200, &[], "ok");
    let ours = (
        failed("GET", "invalid-response-header"),
        vec!["invalid-lengths-fail"],
    );
    for length in ["x", "-1", "+2", "", "2, x"] {
        let raw = raw(&format!("Content-Length: {length}"));
        assert_eq!(apply(&raw, &recorded), ours, "{length:?}");
    }
    for fields in [
        "Content-Length: 2",
        "Content-Length: 2, 2",
        "Content-Length: x\r\nTransfer-Encoding: chunked",
    ] {
        assert_eq!(
            apply(&raw(fields), &recorded),
            (recorded.clone(), Vec::new()),
            "{fields}"
        );
    }
    let of_head = answered("HEAD", 200, &[], "");
    assert_eq!(
        apply(&raw("Content-Length: x"), &of_head),
        (of_head.clone(), Vec::new())
    );
}

#[test]
fn blanks_around_a_value_are_not_part_of_it() {
    let raw = "HTTP/1.1 200 OK\r\n\r\n";
    let recorded = answered("GET", 200, &["X-A: a: \t", "X-B: ", "X-C:  c"], "\tX: x ");
    let ours = answered("GET", 200, &["X-A: a:", "X-B: ", "X-C: c"], "\tX: x ");
    assert_eq!(
        apply(raw, &recorded),
        (ours, vec!["blanks-around-values-are-dropped"])
    );
}

fn ended(result: &str, kind: &str, requests: Value) -> Expect {
    let mut expect = failed("GET", kind);
    expect.requests = Vec::deserialize(requests).unwrap();
    expect.result = Some(result.to_owned());
    expect.state_string = Some(format!("Requested to hook ({})", result.to_lowercase()));
    if result == "EXCEPTION" {
        expect.logs.get_mut("log").unwrap().chunks.pop();
    }
    expect
}

#[test]
fn whose_fault_it_is() {
    let none = json!([]);
    let apply = |recorded: &Expect| apply_with(&Given::default(), &json!({}), &none, recorded);
    for kind in [
        "read-timeout",
        "connection-reset",
        "incomplete-body",
        "tls-expired",
        "proxy-tunnel",
    ] {
        let recorded = ended("EXCEPTION", kind, none.clone());
        let ours = ended("FAILURE", kind, none.clone());
        assert_eq!(
            apply(&recorded),
            (ours, vec!["transport-failures-fail"]),
            "{kind}"
        );
    }
    for kind in ["tls-client-key", "tls-missing-cert"] {
        let recorded = ended("FAILURE", kind, none.clone());
        let ours = ended("EXCEPTION", kind, none.clone());
        assert_eq!(
            apply(&recorded),
            (ours, vec!["unusable-files-are-mistakes"]),
            "{kind}"
        );
    }
    for recorded in [
        ended("EXCEPTION", "invalid-url", none.clone()),
        ended("EXCEPTION", "rendering", none.clone()),
        ended("EXCEPTION", "no such kind", none.clone()),
        ended("FAILURE", "read-timeout-body", none.clone()),
    ] {
        assert_eq!(apply(&recorded), (recorded.clone(), Vec::new()));
    }
}

#[test]
fn half_a_log_is_none() {
    let mut recorded = answered("GET", 200, &["X-A: 1"], "");
    recorded.logs.get_mut("log").unwrap().chunks.pop();
    recorded.logs.remove("content");
    recorded.result = Some("EXCEPTION".to_owned());
    recorded.state_string = Some("Requested to hook (exception)".to_owned());
    recorded.error_kind = Some("content-decoding".to_owned());
    let (changed, by) = apply("HTTP/1.1 200 OK\r\n\r\n", &recorded);
    assert_eq!(changed, failed("GET", "content-decoding"));
    assert_eq!(by, ["transport-failures-fail"]);
}

#[test]
fn integers_end() {
    let recorded = answered("POST", 200, &[], "");
    let apply = |digits: &str| {
        let step = json!({"data": {"n": [{"$int": digits}]}});
        apply_with(&Given::default(), &step, &json!([]), &recorded)
    };
    let largest = i128::MAX.to_string();
    assert_eq!(apply(&largest), (recorded.clone(), Vec::new()));
    let (ours, by) = apply(&format!("{largest}0"));
    assert_eq!(by, ["integers-have-128-bits"]);
    assert!(ours.requests.is_empty() && ours.logs.is_empty());
    assert_eq!(ours.config_error.as_deref(), Some("integer out of range"));
}

#[test]
fn readable_heads_are_read() {
    let recorded = failed("GET", "malformed-response");
    let full: String = (0..99).map(|n| format!("X-{n}: 1\r\n")).collect();
    let fields: Vec<_> = (0..99).map(|n| format!("X-{n}: 1")).collect();
    let fields: Vec<_> = fields.iter().map(String::as_str).collect();
    let length = "Content-Length: 2";
    for (raw, ours) in [
        (
            "\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".to_owned(),
            answered("GET", 200, &[length], "ok"),
        ),
        (
            "\n\r\nHTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno".to_owned(),
            answered("GET", 404, &[length], "no"),
        ),
        (
            format!("HTTP/1.1 200 OK\r\n{full}Content-Length: 2\r\n\r\nok"),
            answered("GET", 200, &[&fields[..], &[length]].concat(), "ok"),
        ),
    ] {
        let (mut changed, by) = apply(&raw, &recorded);
        let url = &mut changed.logs.get_mut("log").unwrap().chunks[2];
        *url = serde_json::from_value(json!(["o", "URL: http://h/\n"])).unwrap();
        assert_eq!((changed, by), (ours, vec!["readable-heads-are-read"]));
    }
    for raw in [
        "\r\nHTTP/1.1 200 OK\r\nbroken\r\n\r\n",
        "\r\nHTTP/1.1 200 OK\r\n",
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
    ] {
        assert_eq!(
            apply(raw, &recorded),
            (recorded.clone(), Vec::new()),
            "{raw:?}"
        );
    }
}

#[test]
fn a_head_has_at_most_64_kib() {
    let raw = |length: usize| {
        let field = |n: usize| format!("X-{n}: {}\r\n", "a".repeat(length));
        let fields: String = (10..60).map(field).collect();
        format!("HTTP/1.1 200 OK\r\n{fields}\r\n")
    };
    let recorded = answered("GET", 200, &[], "");
    let ours = (
        failed("GET", "malformed-response"),
        vec!["large-heads-fail"],
    );
    assert_eq!(apply(&raw(1400), &recorded), ours);
    assert_eq!(apply(&raw(1200), &recorded), (recorded, Vec::new()));
}

#[test]
fn a_status_line_has_one_form() {
    let recorded = answered("GET", 200, &[], "");
    let ours = (
        failed("GET", "malformed-response"),
        vec!["invalid-status-lines-fail"],
    );
    for line in [
        "HTTP/1.1  200 OK",
        "HTTP/1.1\t200\tOK",
        "HTTP/1.2 200 OK",
        "HTTP/0.9 200 OK",
        " HTTP/1.1 200 OK",
        "HTTP/1.1 200 a\rb",
    ] {
        let raw = format!("{line}\r\n\r\n");
        assert_eq!(apply(&raw, &recorded), ours, "{line:?}");
    }
    for line in ["HTTP/1.1 200", "HTTP/1.0 200 ", "HTTP/1.1 200 é\tx"] {
        let raw = format!("{line}\r\n\r\n");
        assert_eq!(
            apply(&raw, &recorded),
            (recorded.clone(), Vec::new()),
            "{line:?}"
        );
    }
}

#[test]
fn no_transfer_coding_but_chunked_was_requested() {
    let recorded = answered("GET", 200, &[], "");
    let ours = (
        failed("GET", "malformed-response"),
        vec!["unrequested-transfer-codings-fail"],
    );
    let raw = |coding: &str| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: {coding}\r\n\r\n");
    for coding in ["gzip", "identity", "gzip, chunked", "chunked, chunked", ""] {
        assert_eq!(apply(&raw(coding), &recorded), ours, "{coding:?}");
    }
    for coding in ["chunked", " CHUNKED "] {
        assert_eq!(
            apply(&raw(coding), &recorded),
            (recorded.clone(), Vec::new()),
            "{coding:?}"
        );
    }
}
