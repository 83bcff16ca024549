use serde::Deserialize;
use serde_json::{Value, json};

use super::super::credentials;
use super::{Expect, Given, Played, Step, apply_with};

/// A request of a chain, with header fields.
fn request(at: &str, host: &str, fields: Value) -> Value {
    let mut headers = vec![json!(["Host", host])];
    headers.extend(fields.as_array().unwrap().iter().cloned());
    json!({"at": at, "method": "GET", "target": "/", "headers": headers})
}

/// A chain of these requests, whose log shows all their fields but `Host`, and that of the user.
fn chain(requests: &[Value], shows_host: bool) -> Expect {
    let mut log = vec![json!(["h", "Performing GET request to http://h/\n"])];
    for request in requests
        .iter()
        .filter(|request| request["method"] != "CONNECT")
    {
        log.push(json!(["h", "Request Headers:\n"]));
        for field in request["headers"].as_array().unwrap() {
            if shows_host || field[0] != "Host" {
                let (name, value) = (field[0].as_str().unwrap(), field[1].as_str().unwrap());
                log.push(json!(["h", format!("\t{name}: {value}\n")]));
            }
        }
        log.push(json!(["o", "URL: http://other:2/\n"]));
    }
    let expect = json!({
        "requests": requests, "result": "SUCCESS", "state_string": "Status code: 200 done",
        "logs": {"log": {"chunks": log}, "content": {"chunks": []}}, "config_error": null,
    });
    Expect::deserialize(expect).unwrap()
}

fn given(netrc: bool) -> Given {
    let mut given = Given::default();
    if netrc {
        given
            .environment
            .insert("NETRC".to_owned(), "/netrc".to_owned());
    }
    given
}

const ORIGIN: (&str, &str) = ("origin", "h:1");

/// The fields of the requests as the rule leaves them, and whether their lines in the log are the same.
#[track_caller]
fn assert_kept(step: &Value, netrc: bool, hops: &[(&str, &str, Value)], kept: &[Value]) {
    const RULE: &str = "credentials-stay-at-their-origin";
    let requests: Vec<_> = hops
        .iter()
        .map(|(at, host, fields)| request(at, host, fields.clone()))
        .collect();
    let recorded = chain(&requests, false);
    let (ours, by) = apply_with(&given(netrc), step, &json!([]), &recorded);
    let requests: Vec<_> = hops
        .iter()
        .zip(kept)
        .map(|((at, host, _), fields)| request(at, host, fields.clone()))
        .collect();
    let expected = chain(&requests, false);
    assert_eq!(ours.requests, expected.requests);
    let mut hidden = expected.clone();
    let played = Played {
        given: &Given::default(),
        step: &Step::default(),
        server: &[],
        earlier: &[],
    };
    credentials::hide(&played, &mut hidden);
    assert_eq!(ours.logs, hidden.logs);
    assert_eq!(by.contains(&RULE), recorded.requests != expected.requests);
}

#[test]
fn credentials_do_not_go_to_another_origin_and_do_not_come_back() {
    let (at, host) = ORIGIN;
    let fields = json!([
        ["Authorization", "Basic eA=="],
        ["X-Token", "t"],
        ["X-B", "s"],
        ["X-A", "1"]
    ]);
    let kept = json!([["X-A", "1"]]);
    let step = json!({"auth": {"$tuple": ["u", "p"]}, "headers": {"X-B": {"$interpolate": "%(secret:b)s"}}});
    for (other, other_host) in [
        ("origin2", "h:2"),
        ("origin", "other:1"),
        ("origin6", "h:1"),
    ] {
        assert_kept(
            &step,
            false,
            &[
                (at, host, fields.clone()),
                (other, other_host, fields.clone()),
                (at, host, fields.clone()),
            ],
            &[fields.clone(), kept.clone(), kept.clone()],
        );
    }
    assert_kept(
        &step,
        false,
        &[(at, host, fields.clone()), (at, host, fields.clone())],
        &[fields.clone(), fields],
    );
}

#[test]
fn what_netrc_has_is_declared_for_each_host() {
    let (at, host) = ORIGIN;
    let fields = json!([["Authorization", "Basic eA=="]]);
    let hops = [
        (at, host, fields.clone()),
        ("origin2", "h:2", fields.clone()),
    ];
    assert_kept(&json!({}), true, &hops, &[fields.clone(), fields.clone()]);
    assert_kept(&json!({}), false, &hops, &[fields.clone(), json!([])]);
    assert_kept(
        &json!({"auth": 1}),
        true,
        &hops,
        &[fields.clone(), json!([])],
    );
    let other = json!([["Authorization", "Basic eQ=="]]);
    let hops = [
        (at, host, fields.clone()),
        ("origin2", "h:2", other.clone()),
    ];
    assert_kept(&json!({"auth": 1}), true, &hops, &[fields, other]);
}

#[test]
fn cookies_of_the_step_stay_and_those_of_the_session_go() {
    let (at, host) = ORIGIN;
    let cookie = |value: &str| json!([["Cookie", value]]);
    let step = json!({"cookies": {"mine": "1", "sid": "x"}});
    for (sent, kept) in [
        ("mine=1; hop=1", cookie("hop=1")),
        ("mine=1", json!([])),
        ("sid=other", cookie("sid=other")),
    ] {
        assert_kept(
            &step,
            false,
            &[
                (at, host, cookie("mine=1; sid=x")),
                ("origin2", "h:2", cookie(sent)),
            ],
            &[cookie("mine=1; sid=x"), kept],
        );
    }
}

#[test]
fn a_host_field_stays_at_its_origin() {
    let step = json!({"headers": {"Host": "v"}});
    let sent = |at: &str, host: &str| request(at, host, json!([]));
    let log = |hosts: &[Option<&str>]| {
        let lines = hosts
            .iter()
            .flatten()
            .map(|host| format!("\tHost: {host}\n"));
        Vec::from_iter(lines)
    };
    let lines = |expect: &Expect| -> Vec<String> {
        let chunks = expect.logs["log"].chunks.iter();
        let texts = chunks.filter_map(|chunk| match &chunk.1 {
            super::super::Text::Whole(text) => Some(text.clone()),
            super::super::Text::Large { .. } => None,
        });
        texts.filter(|text| text.starts_with("\tHost")).collect()
    };
    let recorded = chain(
        &[
            sent("origin", "v"),
            sent("origin2", "v"),
            sent("origin", "v"),
        ],
        true,
    );
    let (ours, by) = apply_with(&given(false), &step, &json!([]), &recorded);
    let hosts: Vec<_> = ours
        .requests
        .iter()
        .map(|request| request.headers[0].1.as_str())
        .collect();
    assert_eq!(hosts, ["v", "other:2", "other:2"]);
    assert_eq!(lines(&ours), log(&[Some("v"), None, None]));
    assert_eq!(by, ["host-fields-stay-at-their-origin"]);

    let recorded = chain(&[sent("origin", "v"), sent("origin", "v")], true);
    let unchanged = apply_with(&given(false), &step, &json!([]), &recorded);
    assert_eq!(unchanged, (recorded, Vec::new()));
}

/// The recording of requests of which only so many are made.
#[track_caller]
fn assert_refused(requests: &[Value], made: usize, rule: &str) {
    let recorded = chain(requests, false);
    let (ours, by) = apply_with(&given(false), &json!({}), &json!([]), &recorded);
    if made == requests.len() {
        assert_eq!((ours, by), (recorded, Vec::new()));
        return;
    }
    assert_eq!(by, [rule]);
    assert_eq!(ours.requests, recorded.requests[..made]);
    assert_eq!(ours.result.as_deref(), Some("FAILURE"));
    assert_eq!(
        ours.state_string.as_deref(),
        Some("Requested done (failure)")
    );
    assert_eq!(ours.error_kind.as_deref(), Some("redirect-refused"));
    assert_eq!(ours.logs.len(), 1);
    assert_eq!(ours.logs["log"].chunks.len(), 2);
}

#[test]
fn bodies_stay_at_their_origin() {
    let with_body = |at: &str, host: &str| {
        let mut request = request(at, host, json!([]));
        request["body_b64"] = json!("eA==");
        request
    };
    let rule = "bodies-stay-at-their-origin";
    let (first, tunnel) = (
        with_body("origin", "h:1"),
        json!({"at": "proxy", "method": "CONNECT"}),
    );
    assert_refused(&[first.clone(), with_body("origin2", "h:2")], 1, rule);
    assert_refused(&[first.clone(), with_body("origin", "other:1")], 1, rule);
    assert_refused(
        &[first.clone(), tunnel, with_body("tunnel", "h:1")],
        1,
        rule,
    );
    assert_refused(&[first.clone(), with_body("origin", "h:1")], 2, rule);
    assert_refused(&[first, request("origin2", "h:2", json!([]))], 2, rule);
}
