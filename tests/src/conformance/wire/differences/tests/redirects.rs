use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expect, Given, apply_with};

fn expect(
    result: &str,
    kind: Option<&str>,
    requests: &Value,
    log: &[Value],
    contents: &[&str],
) -> Expect {
    let mut logs = json!({"log": {"chunks": log}});
    for (index, text) in contents.iter().enumerate() {
        let (slug, name) = match index {
            0 => ("content".to_owned(), Value::Null),
            _ => (format!("content_{}", index + 1), json!("content")),
        };
        logs[slug] = json!({"chunks": [["o", text]], "name": name});
    }
    let done = if result == "EXCEPTION" {
        "Requested (exception)"
    } else {
        "Status code: 200"
    };
    let expect = json!({
        "requests": requests, "result": result, "state_string": done, "error_kind": kind,
        "logs": logs, "config_error": null,
    });
    Expect::deserialize(expect).unwrap()
}

fn get(target: &str) -> Value {
    json!({"at": "origin", "method": "GET", "target": target, "headers": [["Host", "h:1"], ["X-A", "1"]]})
}

fn block(path: &str, status: u16, fields: &[&str], content: Option<&str>) -> Vec<Value> {
    let mut block = vec![
        json!(["h", "Request Headers:\n"]),
        json!(["h", "\tX-A: 1\n"]),
        json!(["o", format!("URL: http://h:1{path}\n")]),
        json!([
            if status == 200 { "o" } else { "e" },
            format!("Status: {status}\n")
        ]),
        json!(["h", "Response Headers:\n"]),
    ];
    block.extend(
        fields
            .iter()
            .map(|field| json!(["h", format!("\t{field}\n")])),
    );
    block.extend(content.map(|text| json!(["o", format!(" ------ Content ------\n{text}")])));
    block
}

fn performing() -> Value {
    json!(["h", "Performing GET request to http://h:1/a\n"])
}

fn redirected(count: usize) -> Value {
    json!(["o", format!("\nRedirected {count} times:\n\n")])
}

fn line() -> Value {
    json!(["o", format!("{}\n", "=".repeat(60))])
}

#[test]
fn a_redirect_that_is_not_followed_is_an_answer() {
    let server = json!([{
        "status": 302, "headers": [["Location", "http://h:99999/"], ["Content-Length", "1"]], "body_b64": "eA==",
    }]);
    let recorded = expect(
        "EXCEPTION",
        Some("invalid-url"),
        &json!([get("/a")]),
        &[performing()],
        &[],
    );
    let fields = ["Location: http://h:99999/", "Content-Length: 1"];
    let log = [vec![performing()], block("/a", 302, &fields, Some("x"))].concat();
    let mut ours = expect("SUCCESS", None, &json!([get("/a")]), &log, &["x"]);
    ours.state_string = Some("Status code: 302".to_owned());
    let apply =
        |step: &Value, recorded: &Expect| apply_with(&Given::default(), step, &server, recorded);
    let off = json!({"allow_redirects": false});
    let rule = "unfollowed-redirects-are-responses";
    assert_eq!(apply(&off, &recorded), (ours, vec![rule]));
    assert_eq!(apply(&json!({}), &recorded), (recorded.clone(), Vec::new()));
    // The URL of the step itself.
    let recorded = expect(
        "EXCEPTION",
        Some("invalid-url"),
        &json!([]),
        &[performing()],
        &[],
    );
    assert_eq!(apply(&off, &recorded), (recorded.clone(), Vec::new()));
}

#[test]
fn a_redirect_is_followed_whatever_its_body() {
    let location = [["Location", "/b"], ["Content-Length", "9"]];
    let server = json!([
        {"status": 302, "headers": location, "body_b64": "c2hvcnQ=", "fault": "close_mid_body"},
        {"status": 302, "headers": [["Transfer-Encoding", "chunked"]], "body_b64": "Mg0KeHkNCnp6", "fault": "close_mid_body"},
        {"status": 200, "headers": [["X-B", "1"], ["x-b", "2"]], "body_b64": "T0s="},
    ]);
    let requests = json!([get("/a"), get("/b"), get("/c")]);
    let fields = ["Location: /b", "Content-Length: 9"];
    let log = [
        vec![performing(), redirected(2)],
        block("/a", 302, &fields, None),
    ]
    .concat();
    let recorded = expect("EXCEPTION", Some("incomplete-body"), &requests, &log, &[]);
    let log = [
        vec![performing(), redirected(2)],
        block("/a", 302, &fields, Some("short")),
        vec![line()],
        block("/b", 302, &["Transfer-Encoding: chunked"], Some("xy")),
        vec![line()],
        block("/c", 200, &["X-B: 1, 2"], Some("OK")),
    ];
    let ours = expect(
        "SUCCESS",
        None,
        &requests,
        &log.concat(),
        &["short", "xy", "OK"],
    );
    let (changed, by) = apply_with(&Given::default(), &json!({}), &server, &recorded);
    assert_eq!(by, ["redirects-are-followed-whatever-their-body"]);
    assert_eq!(changed, ours);
    // The body of the last answer is what was asked for.
    let recorded = expect(
        "EXCEPTION",
        Some("incomplete-body"),
        &requests,
        &[performing()],
        &[],
    );
    let (changed, by) = apply_with(&Given::default(), &json!({}), &server, &recorded);
    assert_eq!(by, ["transport-failures-fail"]);
    assert_eq!(changed.result.as_deref(), Some("FAILURE"));
}

#[test]
fn bodies_of_redirects_are_not_decoded() {
    let server = |coding: &str| {
        json!([
            {"status": 302, "headers": [["Content-Encoding", coding]]},
            {"status": 200, "headers": [["Content-Encoding", coding]]},
        ])
    };
    let requests = json!([get("/a"), get("/b")]);
    let of = |first: &str| {
        let log = [
            vec![performing(), redirected(1)],
            block("/a", 302, &[], Some(first)),
            vec![line()],
            block("/b", 200, &[], Some("OK")),
        ];
        expect("SUCCESS", None, &requests, &log.concat(), &[first, "OK"])
    };
    let apply =
        |coding: &str| apply_with(&Given::default(), &json!({}), &server(coding), &of("moved"));
    for coding in ["gzip", "Deflate, x-gzip"] {
        assert_eq!(
            apply(coding),
            (of(""), vec!["bodies-of-redirects-are-not-decoded"])
        );
    }
    for coding in ["x-unknown", "gzip, br"] {
        assert_eq!(apply(coding), (of("moved"), Vec::new()));
    }
}

#[test]
fn redirects_are_logged_as_requested() {
    let log = |url: &str| {
        let mut second = block("/b", 200, &[], Some("OK"));
        second[2] = json!(["o", format!("URL: {url}\n")]);
        let log = [
            vec![performing(), redirected(1)],
            block("/A%2f", 302, &[], Some("")),
            vec![line()],
            second,
        ];
        let requests = json!([get("/a%2F"), get("/%C3%A9?x=%2F")]);
        expect("SUCCESS", None, &requests, &log.concat(), &["", "OK"])
    };
    let (ours, by) = apply_with(
        &Given::default(),
        &json!({}),
        &json!([]),
        &log("http://u@H:1/%c3%a9?x=%2f#F"),
    );
    let (expected, _) = apply_with(
        &Given::default(),
        &json!({}),
        &json!([]),
        &log("http://u@h:1/%C3%A9?x=%2F#F"),
    );
    assert_eq!(ours, expected);
    assert_eq!(
        by,
        [
            "redirects-are-logged-as-requested",
            "credentials-are-hidden"
        ]
    );
}
