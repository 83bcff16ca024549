//! Right steps, and the same in the macros' language.

use http_step::{HttpStep, Lock, delete, get, http_step, post};

type Pair = (&'static str, fn() -> HttpStep);

pub(super) const STEPS: &[Pair] = &[
    (
        r#"{"url": "http://ci.example.com/builds",
            "data": {"builder": {"$property": "buildername"}, "n": 1.5, "tags": ["a", null, true], "file": {"$bytes_b64": "AP8="}}}"#,
        || {
            post!(
                "http://ci.example.com/builds",
                data: { "builder": Property("buildername"), "n": 1.5, "tags": ["a", null, true], "file": b"\x00\xff" }
            )
        },
    ),
    (
        r#"{"method": "PUT", "url": {"$interpolate": "https://api.example.com/%(prop:repository)s?r=%(kw:r)s", "kwargs": {"r": {"$raw": {"$property": "r"}}}},
            "params": [["a", 1], {"$tuple": ["b", {"$property": "b"}]}],
            "headers": {"Accept": null, "X-Build": {"$property": "n", "default": {"$op": "+", "left": 1, "right": {"$property": "m"}}, "default_when_false": false}},
            "json": [{"$interpolate": "%s of %d", "args": ["a", {"$property": "n"}]}, {"$flatten": [[1], [2, [3]]]}, {"$tuple": [1, 2]}],
            "timeout": {"$tuple": [5, 0.5]}, "deadline": 30}"#,
        || {
            http_step!(
                method: PUT,
                url: Interpolate("https://api.example.com/%(prop:repository)s?r=%(kw:r)s", r: Raw(Property("r"))),
                params: [["a", 1], ("b", Property("b"))],
                headers: { "Accept": null, "X-Build": Property("n", default: 1 + Property("m"), default_when_false: false) },
                json: [Interpolate("%s of %d", "a", Property("n")), FlattenList([[1], [2, [3]]]), (1, 2)],
                timeout: (5, 0.5),
                deadline: 30,
            )
        },
    ),
    (
        r#"{"url": "https://example.com/", "data": {"a": "b"}, "files": {
                "log": {"$file": {"path": {"$property": "path"}, "filename": "log.txt", "content_type": "text/plain", "headers": {"X-A": 1}}},
                "raw": {"$file": {"content_b64": "eA==", "filename": "x"}}},
            "auth": {"$tuple": ["user", {"$secret": "password"}]}, "cookies": {"theme": "dark mode", "gone": null},
            "proxies": {"https": "http://bot@proxy.example.com:3128", "all": null, "no_proxy": "a.example.com"},
            "verify": "/etc/ca.pem", "cert": {"$tuple": ["/cert.pem", {"$property": "key"}]}}"#,
        || {
            post!(
                "https://example.com/",
                data: { "a": "b" },
                files: {
                    "log": File(Property("path"), filename: "log.txt", content_type: "text/plain", headers: { "X-A": 1 }),
                    "raw": File(bytes: b"x", filename: "x"),
                },
                auth: ("user", Secret("password")),
                cookies: { "theme": "dark mode", "gone": null },
                proxies: { "https": "http://bot@proxy.example.com:3128", "all": null, "no_proxy": "a.example.com" },
                verify: "/etc/ca.pem",
                cert: ("/cert.pem", Property("key")),
            )
        },
    ),
    (
        r#"{"method": "GET", "url": "http://example.com/", "auth": {"$bearer": {"$secret": "token"}}, "verify": {"$insecure": true},
            "allow_redirects": {"$op": "==", "left": {"$property": "r"}, "right": 1}, "redirects": 3, "stream": true, "max_response": 1024,
            "save_to": "file", "session": "build", "hide": ["X-A"], "hide_request_headers": ["X-B"], "hide_response_headers": []}"#,
        || {
            get!(
                "http://example.com/",
                auth: Bearer(Secret("token")),
                verify: Insecure,
                allow_redirects: Property("r") == 1,
                redirects: 3,
                stream: true,
                max_response: 1024,
                save_to: "file",
                session: "build",
                hide: ["X-A"],
                hide_request_headers: ["X-B"],
                hide_response_headers: [],
            )
        },
    ),
    (
        r#"{"method": "DELETE", "url": {"$secret": "hook"}, "auth": {"$digest": ["user", {"$property": "password"}]},
            "name": {"$interpolate": "a %(prop:n:-b)s"}, "description": ["a", {"$property": "d"}], "description_done": "done", "description_suffix": "!",
            "do_step_if": {"$op": "in", "left": {"$property": "branch"}, "right": ["main", "next"]}, "hide_step_if": false,
            "halt_on_failure": true, "flunk_on_failure": false, "flunk_on_warnings": true, "warn_on_failure": true, "warn_on_warnings": true, "always_run": true,
            "update_build_summary_policy": ["FAILURE", "EXCEPTION"]}"#,
        || {
            http_step!(
                method: DELETE,
                url: Secret("hook"),
                auth: Digest("user", Property("password")),
                name: Interpolate("a %(prop:n:-b)s"),
                description: ["a", Property("d")],
                description_done: "done",
                description_suffix: "!",
                do_step_if: Property("branch").in_(["main", "next"]),
                hide_step_if: false,
                halt_on_failure: true,
                flunk_on_failure: false,
                flunk_on_warnings: true,
                warn_on_failure: true,
                warn_on_warnings: true,
                always_run: true,
                update_build_summary_policy: [FAILURE, EXCEPTION],
            )
        },
    ),
    (
        r#"{"url": "https://example.com/", "results": [{"on": "200..=299", "result": "SUCCESS"}, {"on": 409, "result": "WARNINGS"}, {"on": "timeout", "result": "RETRY"}, {"on": "_", "result": "FAILURE"}],
            "retry": {"attempts": 5, "on": [429, "502..=504", "connect"], "deadline": 120, "delay": 0.5, "max_delay": 9, "idempotent": true},
            "idempotency_key": {"$interpolate": "%(prop:buildername)s"}, "update_build_summary_policy": true,
            "probe": {"method": "GET", "url": "https://example.com/state", "expect": [{"$op": "==", "left": {"$response": "status"}, "right": 200}]}}"#,
        || {
            post!(
                "https://example.com/",
                results: { 200..=299 => SUCCESS, 409 => WARNINGS, timeout => RETRY, _ => FAILURE },
                retry: { attempts: 5, on: [429, 502..=504, connect], deadline: 120, delay: 0.5, max_delay: 9, idempotent: true },
                idempotency_key: Interpolate("%(prop:buildername)s"),
                update_build_summary_policy: true,
                probe: get!("https://example.com/state", expect: [status == 200]),
            )
        },
    ),
    (
        r#"{"method": "GET", "url": "https://example.com/",
            "poll": {"every": {"$property": "pace"}, "until": {"$op": "==", "left": {"$json": "$.state"}, "right": "done"},
                     "fail_if": {"$op": ">=", "left": {"$response": "status"}, "right": 500}, "deadline": 600,
                     "cancel": {"method": "DELETE", "url": "https://example.com/"}},
            "expect": [{"$op": "contains", "left": {"$header": "content-type"}, "right": "json"}, {"$op": "matches", "left": {"$response": "text"}, "right": "a+"},
                       {"$op": "in", "left": {"$response": "status"}, "right": [200, {"$property": "status"}]}, {"$op": "!=", "left": {"$cookie": "a"}, "right": null}],
            "capture": {"id": {"from": {"$json": "$.id"}, "as": "u64"}, "etag": {"$header": "etag"}, "m": {"$matches": "id=(.*)"}, "s": {"$response": "status"}}}"#,
        || {
            get!(
                "https://example.com/",
                poll: {
                    every: Property("pace"),
                    until: json("$.state") == "done",
                    fail_if: status >= 500,
                    deadline: 600,
                    cancel: delete!("https://example.com/"),
                },
                expect: [
                    header("content-type").contains("json"),
                    text.matches("a+"),
                    status.in_([200, Property("status")]),
                    cookie("a") != null,
                ],
                capture: { "id": json("$.id") as u64, "etag": header("etag"), "m": matches("id=(.*)"), "s": status },
            )
        },
    ),
    (
        r#"{"url": {"$property": "url", "default": "https://example.com/"}, "method": {"$property": "method"}, "data": {"$file": {"path": "a"}},
            "params": {"$map": [["$a", 1], [{"b": 2}], [{"$property": "c"}, 3]]},
            "locks": ["a", {"name": "b"}, {"name": "c", "counting": 3}, {"name": "d", "exclusive": true}]}"#,
        || {
            http_step!(
                url: Property("url", default: "https://example.com/"),
                method: Property("method"),
                data: File("a"),
                params: { "$a": 1, "b": 2, (Property("c")): 3 },
                locks: ["a", "b", Lock::counting("c", 3), Lock::exclusive("d")],
            )
        },
    ),
];

#[test]
fn what_the_macros_take_is_read() {
    for (text, step) in STEPS {
        match HttpStep::from_json(text) {
            Ok(read) => assert_eq!(read, step()),
            Err(error) => panic!("{text}\n{error}"),
        }
    }
}

#[test]
fn what_is_read_the_schema_takes() {
    let validator = jsonschema::draft202012::new(&http_step::json_schema()).unwrap();
    for (text, _) in STEPS {
        let step: serde_json::Value = serde_json::from_str(text).unwrap();
        let factory = serde_json::json!({ "steps": [step] });
        let mistakes = validator.iter_errors(&factory).map(|it| it.to_string());
        assert_eq!(mistakes.collect::<Vec<_>>(), [""; 0], "{text}");
    }
}

/// Each field, so that none is forgotten above.
#[test]
fn each_field_is_read() {
    let fields = http_step_fields();
    for field in fields.iter().filter(|field| **field != "hooks") {
        let quoted = format!("\"{field}\":");
        assert!(
            STEPS.iter().any(|(text, _)| text.contains(&quoted)),
            "{field}"
        );
    }
}

/// The fields of the guide's table.
fn http_step_fields() -> Vec<&'static str> {
    let guide = include_str!("../../../docs/src/language.md");
    let lines = guide
        .lines()
        .skip_while(|line| !line.starts_with("| `url`"));
    let rows = lines.map_while(|line| line.strip_prefix("| "));
    let cells = rows.filter_map(|row| row.split_once('|'));
    let fields: Vec<_> = cells
        .flat_map(|(names, _)| names.split('`').skip(1).step_by(2))
        .collect();
    assert_eq!(fields.last(), Some(&"capture"));
    fields
}

#[test]
fn a_part_of_the_response_may_be_the_right_operand() {
    let step = |condition: &str| {
        let text = format!(r#"{{"url": "https://example.com/", "expect": [{condition}]}}"#);
        HttpStep::from_json(&text).unwrap()
    };
    let left = step(r#"{"$op": "<", "left": {"$response": "status"}, "right": 300}"#);
    let right = step(r#"{"$op": ">", "left": 300, "right": {"$response": "status"}}"#);
    assert_eq!(left, right);
}

#[test]
fn a_map_is_merged_with_the_expressions_in_it() {
    let text = r#"{"url": "https://example.com/", "json": {"$map": [["a", 1], ["b", 2], [{"b": {"$property": "b"}, "c": 3}]]}}"#;
    let step = post!("https://example.com/", json: { "a": 1, "b": Property("b"), "c": 3 });
    assert_eq!(HttpStep::from_json(text).unwrap(), step);
}

#[test]
fn what_only_the_run_knows_is_taken_by_retry() {
    let may_come_twice = true;
    let step = post!(
        "https://example.com/",
        retry: { attempts: 3, idempotent: may_come_twice },
    );
    let text = r#"{"url": "https://example.com/", "retry": {"attempts": 3, "idempotent": true}}"#;
    assert_eq!(HttpStep::from_json(text).unwrap(), step);
}
