//! What goes over the wire, as a real server sees it.
#![cfg(test)]

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use http_step::prelude::*;
use http_step::{Dialect, HttpStep};
use http_step_tests::service::{ReceivedRequest, Service};

/// Runs one step with the properties of a usual build and gives what the service saw.
fn ask(service: &Service, step: HttpStep) -> ReceivedRequest {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let outcome = factory
        .build()
        .property("buildername", "run tests")
        .property("buildnumber", 7)
        .property("empty", "")
        .property("flags", vec!["a b", "c&d"])
        .property("nothing", None::<String>)
        .run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    service.received_requests().pop().expect("one request")
}

#[test]
fn every_macro_sends_its_method() {
    let service = Service::start().unwrap();
    let url = service.url("/builds");
    let steps = [
        ("POST", post!(&url)),
        ("GET", get!(&url)),
        ("PUT", put!(&url)),
        ("DELETE", delete!(&url)),
        ("HEAD", head!(&url)),
        ("OPTIONS", options!(&url)),
        ("PATCH", patch!(&url)),
        ("POST", http_step! { url: &url }),
        ("DELETE", http_step! { url: &url, method: DELETE }),
        ("PATCH", http_step! { url: &url, method: "PATCH" }),
        ("PUT", http_step! { url: &url, method: "PUT".to_owned() }),
    ];
    for (method, step) in steps {
        assert_eq!(ask(&service, step).method, method);
    }
}

#[test]
fn a_form_carries_properties() {
    let service = Service::start().unwrap();
    let asked = ask(
        &service,
        post!(
            service.url("/builds"),
            data: {
                "builder": Property("buildername"),
                "number": Property("buildnumber"),
                "branch": Property("branch", default: "main"),
                "empty": Property("empty"),
                "replaced": Property("empty", default: "x", default_when_false: true),
                "gone": Property("nothing"),
                "flag": Property("flags"),
                "ok": true,
                "ratio": 1.0,
            },
        ),
    );
    assert_eq!(
        asked.text(),
        "builder=run+tests&number=7&branch=main&empty=&replaced=x&flag=a+b&flag=c%26d&ok=true&ratio=1.0"
    );
    assert_eq!(
        asked.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        asked.header("content-length"),
        Some(asked.body.len().to_string().as_str())
    );
}

#[test]
fn rust_values_and_maps_made_at_run_time_take_part() {
    let service = Service::start().unwrap();
    let one = HashMap::from([("b", 2), ("a", 1)]);
    let two = BTreeMap::from([("b".to_owned(), "two")]);
    let name = String::from("computed");
    let asked = ask(
        &service,
        post!(
            service.url("/builds"),
            data: { "first": [1, 2].len(), ..one, (name): [Some(1), None::<u8>], "last": null, ..two },
        ),
    );
    assert_eq!(asked.text(), "first=2&a=1&b=two&computed=1");
}

#[test]
fn pairs_keep_their_order_and_repeat() {
    let service = Service::start().unwrap();
    let asked = ask(
        &service,
        post!(
            service.url("/builds?own=1"),
            params: [("z", 1), ("a", Property("buildnumber")), ("z", "~*")],
            data: [("k", 1), ("k", 2)],
        ),
    );
    assert_eq!(asked.target, "/builds?own=1&z=1&a=7&z=~%2A");
    assert_eq!(asked.text(), "k=1&k=2");
}

#[test]
fn rust_lists_of_pairs_repeat_too() {
    let service = Service::start().unwrap();
    let array = [("k", 1), ("k", 2)];
    let vec = vec![("k".to_owned(), "1"), ("k".to_owned(), "2")];
    for step in [
        post!(service.url("/"), data: array),
        post!(service.url("/"), data: vec),
        post!(service.url("/"), data: &array[..]),
        HttpStep::post(service.url("/")).data(array),
    ] {
        assert_eq!(ask(&service, step).text(), "k=1&k=2");
    }
}

#[test]
fn numbers_arrive_to_the_last_digit() {
    let service = Service::start().unwrap();
    let asked = ask(
        &service,
        post!(
            service.url("/"),
            json: [31.245270191439438, 3.0e-44, 9007199254740993, -9223372036854775808],
        ),
    );
    assert_eq!(
        asked.text(),
        "[31.245270191439438,3e-44,9007199254740993,-9223372036854775808]"
    );
}

#[test]
fn json_keeps_kinds_and_order() {
    let service = Service::start().unwrap();
    let asked = ask(
        &service,
        put!(
            service.url("/builds"),
            json: {
                "z": [1, -2, 1.5, true, null, "é\n"],
                "a": { "$ref": Property("buildnumber"), "flags": Property("flags") },
                "big": 18446744073709551615,
            },
        ),
    );
    assert_eq!(
        asked.text(),
        r#"{"z":[1,-2,1.5,true,null,"é\n"],"a":{"$ref":7,"flags":["a b","c&d"]},"big":18446744073709551615}"#
    );
    assert_eq!(asked.header("content-type"), Some("application/json"));
}

#[test]
fn null_is_a_json_document_where_it_is_written() {
    let service = Service::start().unwrap();
    assert_eq!(
        ask(&service, post!(service.url("/"), json: null)).text(),
        "null"
    );
    assert_eq!(
        ask(&service, post!(service.url("/"), json: Property("nothing"))).text(),
        ""
    );
}

#[test]
fn headers_are_set_replaced_and_removed() {
    let service = Service::start().unwrap();
    let asked = ask(
        &service,
        post!(
            service.url("/"),
            headers: {
                "X-Build": Property("buildnumber"),
                "X-Dry-Run": false,
                "User-Agent": null,
                "accept": "application/json",
                "Content-Type": "application/vnd.ci+json",
            },
            json: [],
        ),
    );
    assert_eq!(asked.header("x-build"), Some("7"));
    assert_eq!(asked.header("x-dry-run"), Some("false"));
    assert_eq!(asked.header("user-agent"), None);
    assert_eq!(asked.header("accept"), Some("application/json"));
    assert_eq!(
        asked.header("content-type"),
        Some("application/vnd.ci+json")
    );
}

#[test]
fn text_and_bytes_are_bodies_as_they_are() {
    let service = Service::start().unwrap();
    let text = ask(&service, put!(service.url("/"), data: "a=b&é"));
    assert_eq!(text.text(), "a=b&é");
    assert_eq!(text.header("content-type"), None);
    let bytes = ask(&service, put!(service.url("/"), data: b"\x00\xff"));
    assert_eq!(&bytes.body[..], b"\x00\xff");
}

#[test]
fn a_timeout_can_be_written_in_every_form() {
    let service = Service::start().unwrap();
    let limit = 5_u8;
    for step in [
        get!(service.url("/"), timeout: 5),
        get!(service.url("/"), timeout: 2.5),
        get!(service.url("/"), timeout: (5, 30)),
        get!(service.url("/"), timeout: (limit, Duration::from_secs(30))),
        get!(service.url("/"), timeout: Duration::MAX),
        get!(service.url("/"), timeout: Property("limit", default: 5)),
    ] {
        ask(&service, step);
    }
}

#[test]
fn the_buildbot_dialect_reads_values_as_python() {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(post!(
        service.url("/"),
        params: { "b": true, "a": 1e16 },
        data: { "zero": Property("zero"), "none": Property("unset"), "list": { "k": 1 } },
    ));
    let build = factory
        .build()
        .dialect(Dialect::Buildbot)
        .property("zero", 0);
    assert_eq!(build.run_blocking().result(), BuildResult::Success);
    let asked = service.received_requests().pop().unwrap();
    assert_eq!(asked.target, "/?a=1e%2B16&b=True");
    assert_eq!(
        asked.text(),
        "list=k",
        "a falsy property is None, a dict sends its keys"
    );
}
