use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expect, Given, Played, Step, apply_to};
use crate::conformance::wire::case::Part;

/// A request to a host with these cookies, and its log.
fn with_cookies(host: &str, cookies: Option<&str>) -> Value {
    let mut headers = vec![json!(["Host", host])];
    let mut log = vec![json!(["h", "Request Headers:\n"])];
    if let Some(cookies) = cookies {
        headers.push(json!(["Cookie", cookies]));
        log.push(json!(["h", format!("\tCookie: {cookies}\n")]));
    }
    json!({
        "requests": [{"at": "origin", "method": "GET", "target": "/", "headers": headers}],
        "result": "SUCCESS", "state_string": "Status code: 200", "config_error": null,
        "logs": {"log": {"chunks": log}},
    })
}

/// What a request has left of its cookies where an earlier response from a host has set these.
fn kept(from: &str, set: &[&str], host: &str, cookies: &str) -> Option<String> {
    let fields: Vec<_> = set
        .iter()
        .map(|field| json!(["Set-Cookie", field]))
        .collect();
    let earlier = json!({
        "step": {}, "server": [{"status": 200, "headers": fields, "body_b64": ""}],
        "expect": with_cookies(from, None),
    });
    let recorded = Expect::deserialize(with_cookies(host, Some(cookies))).unwrap();
    let played = Played {
        given: &Given::default(),
        step: &Step::default(),
        server: &[],
        earlier: &[Part::deserialize(earlier).unwrap()],
    };
    let rule = "cookies-stay-at-their-domain";
    let (ours, by) = apply_to(&played, &recorded, |name| name == rule);
    let headers = &ours.requests[0].headers;
    let sent = headers.get(1).map(|(_, cookies)| cookies.clone());
    let expected = Expect::deserialize(with_cookies(host, sent.as_deref())).unwrap();
    assert_eq!(ours, expected);
    assert_eq!(by.is_empty(), sent.as_deref() == Some(cookies));
    sent
}

#[test]
fn cookies_stay_at_their_domain() {
    let table: [(&str, &[&str], &str, &str, &str); 8] = [
        (
            "127.0.0.1:1",
            &["a=1; Domain=.0.0.1", "b=1; Domain=127.0.0.1", "c=1"],
            "127.0.0.1:2",
            "a=1; b=1; c=1",
            "b=1; c=1",
        ),
        ("127.0.0.1", &["a=1; domain=.0.1"], "127.0.0.1", "a=1", ""),
        ("a.example.test", &["a=1"], "b.a.example.test", "a=1", ""),
        (
            "a.example.test",
            &["a=1; Domain=example.test", "b=1; Domain=.EXAMPLE.test"],
            "b.example.test:80",
            "a=1; b=1",
            "a=1; b=1",
        ),
        ("a.co.uk", &["a=1; Domain=.co.uk"], "b.co.uk", "a=1", ""),
        ("localhost", &["a=1; Domain=.local"], "localhost", "a=1", ""),
        ("h.test", &["a=1; Domain="], "h.test", "a=1", "a=1"),
        // A cookie that no response has set is the step's.
        ("h.test", &[], "other.test", "a=1", "a=1"),
    ];
    for (from, set, host, cookies, left) in table {
        let kept = kept(from, set, host, cookies);
        assert_eq!(kept.unwrap_or_default(), left, "{set:?}");
    }
}
