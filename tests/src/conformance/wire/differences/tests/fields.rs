use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expect, apply};

/// A request that was answered, or with `kind` none, because the step is wrong.
fn asked(request: Option<Value>, kind: Option<&str>) -> Expect {
    let mut log = vec![json!(["h", "Performing GET request to http://h/\n"])];
    let (mut result, mut state) = ("EXCEPTION", "Requested (exception)");
    if request.is_some() {
        log.push(json!(["h", "Request Headers:\n"]));
        (result, state) = ("SUCCESS", "Status code: 200");
    }
    let expect = json!({
        "requests": Vec::from_iter(request), "result": result, "state_string": state,
        "logs": {"log": {"chunks": log}}, "config_error": null, "error_kind": kind,
    });
    Expect::deserialize(expect).unwrap()
}

fn with_field(method: &str, name: &str, value: &str) -> Expect {
    let headers = json!([["Host", "h:1"], [name, value]]);
    let request = json!({"at": "origin", "method": method, "target": "/", "headers": headers});
    asked(Some(request), None)
}

#[test]
fn header_fields_and_methods_are_valid() {
    let ours = (
        asked(None, Some("invalid-header")),
        vec!["header-fields-are-valid"],
    );
    for (method, name, value) in [
        ("GET", "X A", "1"),
        ("GET", "X(A)", "1"),
        ("GET", "X\tA", "1"),
        ("GET", "X-A", "a\u{1}b"),
        ("GET", "X-A", "a\u{7f}"),
        ("GET", "Cookie", "a=\0"),
        ("", "X-A", "1"),
    ] {
        let recorded = with_field(method, name, value);
        assert_eq!(apply(&recorded), ours, "{method} {name:?}: {value:?}");
    }
    for (name, value) in [("X-A", "a\tb"), ("X_A.!", "é "), ("x", "")] {
        let recorded = with_field("PURGE", name, value);
        assert_eq!(apply(&recorded), (recorded.clone(), Vec::new()), "{name}");
    }
}

#[test]
fn hosts_are_valid() {
    let ours = (asked(None, Some("invalid-url")), vec!["hosts-are-valid"]);
    let to = |target: &str, host: &str| {
        let headers = json!([["Host", host]]);
        let request = json!({"at": "proxy", "method": "GET", "target": target, "headers": headers});
        asked(Some(request), None)
    };
    for host in ["xn--zz.xn--tda.example", "xn--tda.1", "1.2.3.4.5"] {
        let target = format!("http://{host}/");
        assert_eq!(apply(&to(&target, host)), ours, "{host}");
        assert_eq!(apply(&to("/", host)), ours, "{host}");
    }
    for host in ["xn--bcher-kva.example", "a_b.example:1", "[::1]:81"] {
        let recorded = to("/", host);
        assert_eq!(apply(&recorded), (recorded.clone(), Vec::new()), "{host}");
    }
}
