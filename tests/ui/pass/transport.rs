//! Every key that says how a request travels, in all its shapes.
#![deny(warnings)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_step::prelude::*;

const TRACE: &str = "X-Trace";

fn user() -> String {
    "bot".to_owned()
}

fn bodies() -> Vec<HttpStep> {
    let path = String::from("target/app.tar");
    let parts: BTreeMap<String, String> = BTreeMap::new();
    vec![
        post!("https://example.com/", files: { "log": File("build.log") }),
        post!("https://example.com/", files: {}),
        post!(
            "https://example.com/",
            data: { "note": Property("note", default: null), "tags": ["a", "b"] },
            files: {
                "log": File("build.log", filename: "log.txt", content_type: "text/plain; charset=utf-8"),
                "raw": File(bytes: b"\x00\xff", filename: "raw.bin",),
                "text": File(filename: Property("name"), bytes: "text", headers: { "X-Part": 1 }),
                "made": File(path.clone(), headers: parts.clone(), content_type: Property("type")),
                "known": File(Interpolate("%(prop:builddir)s/log"), filename: user()),
                "secret": File(bytes: Secret("key"), filename: "key"),
                "late": Property("late"),
                (Property("field")): File(bytes: Property("patch"), filename: format!("{path}.patch")),
                ..parts
            },
        ),
        post!("https://example.com/", data: data(), files: Property("files")),
        post!("https://example.com/", data: Property("data"), files: { "a": File("a") }),
        post!(
            "https://example.com/",
            files: { "a": File("a") },
            headers: { "Content-Type": "multipart/form-data" },
        ),
        put!("https://example.com/", data: File("target/app.tar", content_type: "application/x-tar")),
        put!("https://example.com/", data: File(bytes: b"bytes")),
    ]
}

fn data() -> HashMap<&'static str, u8> {
    HashMap::new()
}

fn callers() -> Vec<HttpStep> {
    let token = String::from("from the environment");
    vec![
        get!("https://example.com/", auth: ("bot", Secret("password"))),
        get!("https://example.com/", auth: (user(), token.clone())),
        get!("https://example.com/", auth: ("", Property("password"))),
        get!("https://example.com/", auth: (Property("user"), Interpolate("%(secret:password)s"))),
        get!("https://example.com/", auth: Bearer(Secret("token"))),
        get!("https://example.com/", auth: (Bearer(Property("token", default: Secret("token"))))),
        get!("https://example.com/", auth: Bearer(token)),
        get!("https://example.com/", auth: Digest("bot", Secret("password"))),
        get!("https://example.com/", auth: Property("auth")),
        get!("https://example.com/", auth: ("bot", Secret("password")), headers: { "Authorization": null }),
        get!("http://localhost/", auth: Bearer(Secret("token"))),
        get!("http://example.com/", auth: Bearer(Secret("token")), verify: Insecure),
        get!("https://example.com/", cookies: { "sid": 7, "theme": "dark mode", "Theme": "\"x\"", "old": null }),
        get!("https://example.com/", cookies: { "t": Secret("t"), (user()): true, ..data() }),
        get!("https://example.com/", cookies: data()),
        get!("https://example.com/", cookies: Property("cookies")),
    ]
}

fn trust() -> Vec<HttpStep> {
    let ca = String::from("ca.pem");
    vec![
        get!("https://example.com/", verify: true),
        get!("https://example.com/", verify: "ca.pem"),
        get!("https://example.com/", verify: ca.clone()),
        get!("https://example.com/", verify: Property("ca")),
        get!("https://example.com/", verify: (Insecure)),
        get!("https://example.com/", cert: "client.pem"),
        get!("https://example.com/", cert: ("client.pem", "client.key")),
        get!("https://example.com/", cert: (ca, Property("key"))),
        get!("https://example.com/", cert: Property("cert")),
        get!("https://example.com/", proxies: {
            "http": "http://proxy.example.com:3128",
            "https": "https://bot@proxy.example.com/",
            "all": Property("proxy"),
            "no_proxy": "localhost, .example.com",
            "https://ci.example.com": null,
            "all://b.example.com": Interpolate("http://bot:%(secret:pw)s@proxy.example.com:3128"),
            "http://c.example.com": format!("http://{}@proxy.example.com", user()),
        }),
        get!("http://example.com/", proxies: { "http": Secret("proxy") }),
        get!("https://example.com/", proxies: HashMap::<String, String>::new()),
        get!("https://example.com/", proxies: Property("proxies")),
    ]
}

fn bounds() -> Vec<HttpStep> {
    let n = 5_usize;
    vec![
        get!("https://example.com/", timeout: 30, deadline: 30),
        get!("https://example.com/", deadline: 30.0, timeout: (5, 30)),
        get!("https://example.com/", deadline: Duration::from_secs(60), timeout: 30),
        get!("https://example.com/", deadline: n * 60, timeout: Property("timeout")),
        get!("https://example.com/", deadline: 0.5),
        get!("https://example.com/", redirects: 0, max_response: 1_048_576),
        get!("https://example.com/", redirects: n, max_response: 64 << 20),
        get!("https://example.com/", redirects: Property("n"), max_response: Property("n") * 1024),
        get!("https://example.com/", allow_redirects: false, stream: true),
        get!("https://example.com/", allow_redirects: n > 3, stream: n.is_power_of_two()),
        get!("https://example.com/", allow_redirects: Property("follow") == "yes", stream: Property("s")),
        get!("https://example.com/", session: "build", save_to: "target/answer.json"),
        get!("https://example.com/", session: "step", save_to: Interpolate("%(prop:builddir)s/answer")),
        get!("https://example.com/", session: user(), save_to: user()),
        get!("https://example.com/", session: Property("session")),
        get!("https://example.com/", hide: ["X-Token", TRACE], hide_request_headers: [], hide_response_headers: ["a"]),
        get!("https://example.com/", hide: vec!["X-Token"], hide_request_headers: [TRACE; 1]),
    ]
}

fn hooks() -> Vec<HttpStep> {
    fn seen(_: &http_step::ResponseView<'_>) {}
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let made = |_: &http_step::ResponseView<'_>| {};
    vec![
        get!("https://example.com/", hooks: { "response": |_| {} }),
        get!("https://example.com/", hooks: { "response": move |response| {
            counted.fetch_add(1, Ordering::Relaxed);
            let _ = format!("{response:?}");
        } }, name: "after"),
        get!("https://example.com/", hooks: { "response": seen, }),
        get!("https://example.com/", hooks: { ("response"): made }),
        get!("https://example.com/", hooks: { "response": (|response| drop(format!("{response:?}"))) }),
        get!("https://example.com/", hooks: {}),
    ]
}

pub(crate) fn steps() -> Vec<HttpStep> {
    [bodies(), callers(), trust(), bounds(), hooks()].into_iter().flatten().collect()
}

pub(crate) fn main() {
    assert_eq!(steps().len(), 60);
}
