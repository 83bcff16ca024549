use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expect, Given, apply_with};

/// A request with its log.
fn asked(at: &str, host: &str, target: &str, url: &str) -> Expect {
    let expect = json!({
        "requests": [
            {"at": "proxy", "method": "CONNECT", "target": "127.1:443", "headers": [["Host", "127.1:443"]]},
            {"at": at, "method": "GET", "target": target, "headers": [["Host", host]]},
        ],
        "result": "SUCCESS", "state_string": "Status code: 200", "config_error": null,
        "logs": {"log": {"chunks": [
            ["h", format!("Performing GET request to {url}\n")],
            ["o", format!("URL: {url}\n")],
            ["o", format!(" ------ Content ------\n{url}")],
        ]}},
    });
    Expect::deserialize(expect).unwrap()
}

/// What stands there in place of what was recorded, and by what.
#[track_caller]
fn assert_changed(step: &Value, recorded: [&str; 4], changed: [&str; 3], rule: Option<&str>) {
    let [at, host, target, url] = recorded;
    let given = Given::default();
    let mut expect = asked(at, host, target, url);
    let (ours, by) = apply_with(&given, step, &json!([]), &expect);
    let [host, target, url] = changed;
    let request = &mut expect.requests[1];
    host.clone_into(&mut request.headers[0].1);
    target.clone_into(&mut request.target);
    let log = expect.logs.get_mut("log").unwrap();
    let line = json!(["o", format!("URL: {url}\n")]);
    log.chunks[1] = serde_json::from_value(line).unwrap();
    assert_eq!(ours, expect);
    assert_eq!(by, Vec::from_iter(rule));
}

#[test]
fn dots_are_resolved_in_paths_only() {
    for (path, resolved) in [
        ("/a/c/../d", "/a/d"),
        ("/../a", "/a"),
        ("/a/./b/.", "/a/b/"),
        ("/a/..", "/"),
        ("/a//../b?c/../d#/../", "/a/b?c/../d#/../"),
    ] {
        let url = |path: &str| format!("http://h:1{path}");
        assert_changed(
            &json!({}),
            ["origin", "h:1", path, &url(path)],
            ["h:1", resolved, &url(resolved)],
            Some("dots-are-resolved"),
        );
    }
    let kept = "/a/..b/.c/d..?../x";
    assert_changed(
        &json!({}),
        ["origin", "h:1", kept, &format!("http://h:1{kept}")],
        ["h:1", kept, &format!("http://h:1{kept}")],
        None,
    );
}

#[test]
fn quotes_are_escaped_in_queries_only() {
    assert_changed(
        &json!({}),
        ["origin", "h:1", "/it's?a='", "http://h:1/it's?a='#'"],
        ["h:1", "/it's?a=%27", "http://h:1/it's?a=%27#'"],
        Some("quotes-in-queries-are-escaped"),
    );
}

#[test]
fn addresses_have_four_parts() {
    let rule = Some("addresses-are-written-in-one-way");
    assert_changed(
        &json!({}),
        ["origin", "127.1:8080", "/127.1", "http://127.1:8080/127.1"],
        ["127.0.0.1:8080", "/127.1", "http://127.0.0.1:8080/127.1"],
        rule,
    );
    assert_changed(
        &json!({"headers": {"host": "127.1"}}),
        ["proxy", "127.1", "http://127.1/", "http://127.1/"],
        ["127.1", "http://127.0.0.1/", "http://127.0.0.1/"],
        rule,
    );
    for host in ["127.0.0.1:8080", "h1", "[::1]:8080", "h"] {
        let url = format!("http://{host}/");
        assert_changed(
            &json!({}),
            ["origin", host, "/", &url],
            [host, "/", &url],
            None,
        );
    }
}

#[test]
fn default_ports_are_not_said() {
    let rule = Some("default-ports-are-omitted");
    assert_changed(
        &json!({}),
        [
            "proxy",
            "h:80",
            "http://h:80/x:80",
            "http://<HIDDEN>@h:80/x:80",
        ],
        ["h", "http://h/x:80", "http://<HIDDEN>@h/x:80"],
        rule,
    );
    assert_changed(
        &json!({}),
        ["tunnel", "h:443", "/", "https://h:443/"],
        ["h", "/", "https://h/"],
        rule,
    );
    for (at, host, url) in [
        ("tls", "h:80", "https://h:80/"),
        ("origin", "h:443", "http://h:443/"),
        ("origin", "h:8080", "http://h:8080/"),
    ] {
        assert_changed(&json!({}), [at, host, "/", url], [host, "/", url], None);
    }
}

#[test]
fn a_location_ends_before_its_blanks() {
    let server = |location: &str| json!([{"status": 302, "headers": [["Location", location]]}]);
    let recorded = asked("origin", "h:1", "/b%20%20", "http://h:1/b%20%20");
    let apply =
        |location: &str| apply_with(&Given::default(), &json!({}), &server(location), &recorded);
    let (ours, by) = apply("/b  ");
    assert_eq!(by, ["blanks-after-locations-are-dropped"]);
    assert_eq!(ours.requests[1].target, "/b");
    for other in ["/b", "/c  ", "/b%20%20"] {
        assert_eq!(apply(other), (recorded.clone(), Vec::new()));
    }
}

#[test]
fn an_empty_userinfo_is_omitted() {
    let recorded = asked("origin", "h:1", "/", "http://:@h:1/");
    let (ours, by) = apply_with(&Given::default(), &json!({}), &json!([]), &recorded);
    let line = json!(["o", "URL: http://h:1/\n"]);
    let line = serde_json::from_value(line).unwrap();
    assert_eq!(ours.logs["log"].chunks[1], line);
    // It is hidden where it stays.
    assert_eq!(by, ["empty-userinfo-is-omitted", "credentials-are-hidden"]);
}
