//! A valid step gives no warning.
#![deny(warnings)]

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use http_step::prelude::*;

const NAME: &str = "step";

/// What is nested as deep as can be, with one `x` for each time.
macro_rules! deepest {
    ($kind:ident $value:tt) => { put!("http://example.com", json: $value) };
    (list $value:tt x $($more:tt)*) => { deepest!(list [$value] $($more)*) };
    (pair $value:tt x $($more:tt)*) => { deepest!(pair ($value, 1) $($more)*) };
    (map $value:tt x $($more:tt)*) => {
        deepest!(map { ..BTreeMap::<String, u8>::new(), "$a": $value } $($more)*)
    };
    (property $value:tt x $($more:tt)*) => {
        deepest!(property (Property("a", default: $value)) $($more)*)
    };
}

pub(crate) fn steps() -> Vec<HttpStep> {
    let name = "step";
    let extra: HashMap<String, u8> = HashMap::new();
    let labels = BTreeMap::from([("a", Some(1.5)), ("b", None)]);
    vec![
        post!("http://example.com/"),
        post!("http://example.com/",),
        post! { "http://example.com/builds?own=1" },
        post!(url: "https://EXAMPLE.com:8443/a%20b/%7Ec"),
        post!(format!("http://example.com/{name}")),
        http_step!(url: Property("url"), method: Property("method", default: "PUT")),
        http_step!(method: GET, url: "http://[::1]:80/"),
        get!("http://example.com", params: [("a", 1), ("a", 2)]),
        get!("http://example.com", params: { "a": [1, 2], "b": null }),
        put!("http://example.com", data: "text"),
        put!("http://example.com", data: b"bytes"),
        put!("http://example.com", data: bytes()),
        put!("http://example.com", data: [("k", "v"), (name, Property("v"))]),
        patch!("http://example.com", json: { "$ref": { (name): [1, [2], -3, 1e3, 1_000u16, 0xff] }, ..extra }),
        patch!("http://example.com", json: ({ let x = 1; x + 1 })),
        patch!("http://example.com", json: [1, 2][0] + 5),
        patch!("http://example.com", json: (1, 2).1),
        patch!("http://example.com", json: if name.is_empty() { 1 } else { 2 }),
        patch!("http://example.com", json: |x: u8, y: u8| -> u8 { x + y }(1, 2)),
        patch!("http://example.com", json: Vec::<Option<bool>>::new()),
        patch!("http://example.com", json: labels),
        patch!("http://example.com", json: (Property("x"))),
        delete!("http://example.com", headers: { "X-A": 1, "X-B": true, "Accept": null, "X-C": "" }),
        delete!("http://example.com", headers: headers()),
        head!("http://example.com", timeout: 30, name: name, description: ["a", name]),
        head!("http://example.com", timeout: Duration::from_secs(1), description_suffix: "b"),
        options!("http://example.com", timeout: (1, 2.5), halt_on_failure: name.is_empty()),
        options!("http://example.com", name: r#"raw"#, always_run: true, flunk_on_failure: false),
        patch!("http://example.com", json: [[0; 3], ([NAME; 2]), (null), ("a"), ("b", null)]),
        patch!("http://example.com", json: { ("a"): -0, ("A"): 1f32, ((name)): -128i8, (Property("n")): 0.5f64 }),
        patch!("http://example.com", json: ({ drop(post!("http://example.com", json: Property("x"))); 1 })),
        patch!("http://example.com", timeout: (5), name: ("a")),
        deepest!(list 1 x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x),
        deepest!(pair 1 x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x),
        deepest!(map 1 x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x),
        deepest!(property 1 x x x x x x x x x x x x x x x x),
        post!("http://example.com", data: {
            "a": Property("a", default: Property("b", default: { "c": [null] }), default_when_false: true),
            " ": Property(r"raw",),
        }),
    ]
}

pub(crate) fn main() {
    assert_eq!(steps().len(), 37);
}

fn bytes() -> &'static str {
    "bytes"
}

fn headers() -> BTreeMap<String, String> {
    BTreeMap::new()
}
