//! Every word and operator, in every place where a value can stand.
#![deny(warnings)]

use http_step::prelude::*;

pub(crate) fn steps() -> Vec<HttpStep> {
    let n = 3;
    let names = vec!["a".to_owned()];
    vec![
        get!(Interpolate("https://%(prop:region)s.example.com/%(prop:branch:-main)s?n=%(kw:n)s", n: Property("n"))),
        get!(Interpolate("http://example.com/%(kw:path)s", path: Raw(Property("path")))),
        post!(Secret("slack-webhook"), json: { "text": Interpolate("%s: %05.1f%%", Property("name"), 97.5) }),
        post!(
            "https://example.com/",
            headers: { "Authorization": Interpolate("Bearer %(secret:token)s"), "X-Key": Secret("key") },
            data: { (Property("key")): Secret("pw"), "type": Interpolate("%(kw:type)s", type: 1,) },
        ),
        post!("http://localhost/", headers: { "X-Key": Secret("key") }),
        post!("http://example.com/", json: {
            "eq": Property("a") == "main",
            "ne": null != Property("a"),
            "lt": Property("a") < n + 1,
            "chain": Property("a") + 1 * Property("b") - 2 > 3 && !(Property("c") == null) || n == 3,
            "in": Property("branch").in_(["main", "release", Property("other")]),
            "in-values": Property("branch").in_(names),
            "contains": Property("branch").contains("release/"),
            "matches": Property("branch").matches(r"^v\d+"),
            "if": Property("n") == if n > 2 { 1 } else { 2 },
            "turbofish": Property("n") == Vec::<u8>::new().len(),
            "flat": FlattenList([Property("tags"), ["x", Property("y")]]),
            "default": Property("a", default: Property("b", default: Interpolate("%(prop:c)s"))),
        }),
        post!("http://example.com/", data: [("k", Property("v")), (Property("k"), 1)]),
        http_step!(url: Property("url"), method: Property("method"), timeout: (Property("connect"), 5)),
        get!("http://example.com/", name: Interpolate("build %(prop:n)s"), description: ["a", Property("b")]),
    ]
}

pub(crate) fn main() {
    assert_eq!(steps().len(), 9);
}
