use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expect, Played, apply as apply_to};
use crate::conformance::wire::case::{Given, Reply, Step};

mod codings;
mod cookies;
mod fields;
mod heads;
mod origins;
mod redirects;
mod urls;

fn apply(recorded: &Expect) -> (Expect, Vec<&'static str>) {
    apply_with(&Given::default(), &json!({}), &json!([]), recorded)
}

/// The recording as the differences change it, for a step with these arguments and replies.
fn apply_with(
    given: &Given,
    step: &Value,
    server: &Value,
    recorded: &Expect,
) -> (Expect, Vec<&'static str>) {
    let played = Played {
        given,
        step: &Step::deserialize(step).unwrap(),
        server: &Vec::<Reply>::deserialize(server).unwrap(),
        earlier: &[],
    };
    apply_to(&played, recorded, |_| true)
}

fn expect(log: &Value) -> Expect {
    let expect = json!({
        "requests": [], "result": "SUCCESS", "state_string": "Status code: 200",
        "logs": {"log": {"chunks": log}, "content": {"chunks": [["o", "\tCookie: a=1\n"]]}}, "config_error": null,
    });
    Expect::deserialize(expect).unwrap()
}

#[test]
fn credentials_are_hidden_where_a_log_names_them() {
    let recorded = json!([
        [
            "h",
            "Performing GET request to http://u:p@h/p@q?token=t&a=1#f\n"
        ],
        ["h", "Parameters:\n"],
        ["h", "\tapi_key: k\n"],
        ["h", "\ta: 1\n"],
        ["h", "Data:\n"],
        ["h", "\tpassword: p\n"],
        ["h", "Request Headers:\n"],
        ["h", "\tX-Auth-Token: t\n"],
        ["h", "\tAuthority: a\n"],
        ["o", "URL: http://u@h\n"],
        ["h", "Response Headers:\n"],
        ["h", "\tset-cookie: a=1, b=2\n"],
        ["o", " ------ Content ------\n\tCookie: a=1\n"],
    ]);
    let changed = json!([
        [
            "h",
            "Performing GET request to http://<HIDDEN>@h/p@q?token=<HIDDEN>&a=1#f\n"
        ],
        ["h", "Parameters:\n"],
        ["h", "\tapi_key: <HIDDEN>\n"],
        ["h", "\ta: 1\n"],
        ["h", "Data:\n"],
        ["h", "\tpassword: p\n"],
        ["h", "Request Headers:\n"],
        ["h", "\tX-Auth-Token: <HIDDEN>\n"],
        ["h", "\tAuthority: a\n"],
        ["o", "URL: http://<HIDDEN>@h\n"],
        ["h", "Response Headers:\n"],
        ["h", "\tset-cookie: <HIDDEN>\n"],
        ["o", " ------ Content ------\n\tCookie: a=1\n"],
    ]);
    let (hidden, changed_by) = apply(&expect(&recorded));
    assert_eq!(hidden, expect(&changed));
    assert_eq!(changed_by, ["credentials-are-hidden"]);
}

#[test]
fn credentials_are_hidden_in_what_a_redirect_names() {
    let log = |location: &str| {
        expect(&json!([
            ["h", "Response Headers:\n"],
            ["h", format!("\tLocation: {location}\n")]
        ]))
    };
    for (location, shown) in [
        (
            "http://u:p@h/b?token=t",
            "http://<HIDDEN>@h/b?token=<HIDDEN>",
        ),
        ("/b?a=1", "/b?a=1"),
        ("<HIDDEN>", "<HIDDEN>"),
    ] {
        assert_eq!(apply(&log(location)).0, log(shown));
    }
}

#[test]
fn credentials_of_the_proxy_are_not_shown() {
    let log = |lines: &[&str]| {
        let mut log = vec![json!(["h", "Request Headers:\n"])];
        log.extend(lines.iter().map(|line| json!(["h", format!("\t{line}\n")])));
        log.push(json!(["h", "Response Headers:\n"]));
        log.push(json!(["h", "\tProxy-Authorization: <HIDDEN>\n"]));
        expect(&json!(log))
    };
    let recorded = log(&["X-A: 1", "Proxy-Authorization: <HIDDEN>"]);
    let ours = (log(&["X-A: 1"]), vec!["proxy-credentials-are-not-logged"]);
    assert_eq!(apply(&recorded), ours);
    let of_the_user = applied(
        &json!({"headers": {"proxy-authorization": "x"}}),
        &json!({}),
        &recorded,
    );
    assert_eq!(of_the_user, (recorded, Vec::new()));
}

/// The recording as the differences change it for a step with secrets.
fn applied(step: &Value, secrets: &Value, recorded: &Expect) -> (Expect, Vec<&'static str>) {
    let given = Given {
        secrets: Some(serde_json::from_value(secrets.clone()).unwrap()),
        ..Given::default()
    };
    apply_with(&given, step, &json!([]), recorded)
}

#[test]
fn credentials_of_a_form_are_hidden_where_it_is_shown_by_its_fields() {
    let log = |password: &str| {
        expect(&json!([
            ["h", "Data:\n"],
            ["h", format!("\tpassword: {password}\n")]
        ]))
    };
    for (data, shown) in [
        (json!({"password": "p"}), "<HIDDEN>"),
        (json!({"$dict": [["password", "p"]]}), "<HIDDEN>"),
        (json!("password: p"), "p"),
        (json!([["password", "p"]]), "p"),
        (json!({"$property": "password"}), "p"),
    ] {
        let (changed, _) = applied(&json!({"data": data}), &json!({}), &log("p"));
        assert_eq!(changed, log(shown), "{data}");
    }
}

#[test]
fn secrets_of_the_step_are_hidden_in_the_forms_of_a_log() {
    let secrets = json!({"a": "s3 cr", "b": "s3 cr/t", "c": "other", "d": "200"});
    let step = json!({
        "url": {"$interpolate": "http://h/%(secret:a)s?%(secret:b)s"}, "headers": {"X": {"$secret": "d"}},
    });
    let log = |texts: [&str; 2]| expect(&json!([["h", texts[0]], ["o", texts[1]]]));
    let recorded = log(["s3 cr s3 cr/t other 200\n", "s3+cr s3%20cr%2Ft s3%20cr\n"]);
    let (hidden, changed_by) = applied(&step, &secrets, &recorded);
    assert_eq!(hidden, log(["<a> <b> other 200\n", "<a> <b> <a>\n"]));
    assert_eq!(changed_by, ["secrets-are-hidden"]);

    let mut recorded = expect(&json!([]));
    recorded.state_string = Some("Status code: <d> <a>".to_owned());
    let (shown, changed_by) = applied(&step, &secrets, &recorded);
    assert_eq!(shown.state_string.as_deref(), Some("Status code: 200 <a>"));
    assert_eq!(changed_by, ["short-secrets-are-not-masked"]);
}

#[test]
fn a_request_is_as_long_as_its_body() {
    let sent = |method: &str, fields: Value, body: &str, stalled: bool| {
        let lines = fields.as_array().unwrap().iter();
        let line = |field: &Value| {
            format!(
                "\t{}: {}\n",
                field[0].as_str().unwrap(),
                field[1].as_str().unwrap()
            )
        };
        let lines = lines.map(|field| json!(["h", line(field)]));
        let mut log = vec![json!(["h", "Request Headers:\n"])];
        log.extend(lines);
        log.push(json!(["h", "Response Headers:\n"]));
        log.push(json!(["h", "\tTransfer-Encoding: chunked\n"]));
        let mut expect = expect(&json!(log));
        let request = json!([{
            "at": "origin", "method": method, "headers": fields, "body_b64": body, "stalled": stalled,
        }]);
        expect.requests = serde_json::from_value(request).unwrap();
        expect
    };
    let given = |fields: Value, recorded: &Expect| {
        let (changed, changed_by) = applied(&json!({"headers": fields}), &json!({}), recorded);
        (changed, !changed_by.is_empty())
    };
    let chunked = json!({"transfer-encoding": "chunked"});
    let mut recorded = sent(
        "POST",
        json!([["Transfer-Encoding", "chunked"], ["Content-Length", "3"]]),
        "",
        true,
    );
    let raw = sent("POST", json!([]), "YWJj", false).requests[0]
        .body_b64
        .clone();
    recorded.requests[0].raw_body_b64 = Some(raw);
    let right = sent("POST", json!([["Content-Length", "3"]]), "YWJj", false);
    assert_eq!(given(chunked, &recorded), (right, true));

    let length = json!({"Content-Length": "5"});
    let fields = json!([["Content-Length", "5"]]);
    let posted = |stalled| sent("POST", fields.clone(), "", stalled);
    let right = sent("POST", json!([["Content-Length", "0"]]), "", false);
    assert_eq!(given(length.clone(), &posted(true)), (right, true));
    let got = sent("GET", fields.clone(), "", true);
    let right = sent("GET", json!([]), "", false);
    assert_eq!(given(length, &got), (right, true));
    assert_eq!(
        given(json!({"X-A": "1"}), &posted(true)),
        (posted(true), false)
    );
}

#[test]
fn an_empty_form_has_a_length() {
    let sent = |fields: Value, lines: &[&str], raw: Option<&str>| {
        let mut log = vec![json!(["h", "Request Headers:\n"])];
        log.extend(lines.iter().map(|line| json!(["h", format!("\t{line}\n")])));
        let mut expect = expect(&json!(log));
        let request = json!([{
            "at": "origin", "method": "POST", "headers": fields, "raw_body_b64": raw,
        }]);
        expect.requests = serde_json::from_value(request).unwrap();
        expect
    };
    let chunked = json!([["Transfer-Encoding", "chunked"], ["X-A", "1"]]);
    let recorded = sent(chunked.clone(), &["X-A: 1"], Some("MA0KDQo="));
    let measured = json!([["X-A", "1"], ["Content-Length", "0"]]);
    let ours = sent(measured, &["Content-Length: 0", "X-A: 1"], None);
    assert_eq!(apply(&recorded), (ours, vec!["empty-forms-have-a-length"]));
    let with_a_chunk = sent(chunked, &[], Some("MQ0KeA0KMA0KDQo="));
    assert_eq!(apply(&with_a_chunk), (with_a_chunk.clone(), Vec::new()));
}

#[test]
fn credentials_are_hidden_in_containers_but_not_in_texts_that_look_like_some() {
    let log = |lines: [&str; 2]| {
        expect(&json!([
            ["h", lines[0]],
            ["h", format!("\t{}\n", lines[1])]
        ]))
    };
    let pairs = "[['token', 'x'], ['a', 1]]";
    let hidden = "[['token', '<HIDDEN>'], ['a', 1]]";
    for (step, lines, shown) in [
        (
            json!({"data": [["token", "x"], ["a", 1]]}),
            ["Data:\n", pairs],
            hidden,
        ),
        (
            json!({"data": {"$tuple": [["token", "x"], ["a", 1]]}}),
            ["Data:\n", pairs],
            hidden,
        ),
        (json!({"data": pairs}), ["Data:\n", pairs], pairs),
        (
            json!({"data": {"d": {"key": 1}}}),
            ["Data:\n", "d: {'key': 1}"],
            "d: {'key': '<HIDDEN>'}",
        ),
        (
            json!({"params": {"d": "{'key': 1}"}}),
            ["Parameters:\n", "d: {'key': 1}"],
            "d: {'key': 1}",
        ),
    ] {
        let (changed, _) = applied(&step, &json!({}), &log(lines));
        assert_eq!(changed, log([lines[0], shown]), "{step}");
    }
    let bytes = expect(&json!([[
        "h",
        "Performing GET request to b'http://u@h?key=1'\n"
    ]]));
    let shown = expect(&json!([[
        "h",
        "Performing GET request to b'http://<HIDDEN>@h?key=<HIDDEN>'\n"
    ]]));
    assert_eq!(apply(&bytes).0, shown);
}
