//! The line, run by a shell.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use bytes::Bytes;
use http_step::prelude::*;
use http_step::{Build, Dialect, HttpStep, Session, file, file_of};
use http_step_tests::service::{ReceivedRequest, Service};

type Pairs = std::collections::BTreeMap<&'static str, &'static str>;

/// Every secret is what stands for it.
fn stand_ins(name: &str) -> Option<String> {
    Some(format!("<{name}>"))
}

pub(super) fn build(step: HttpStep) -> Build {
    let build = super::build(step)
        .session(Session::new())
        .secrets(stand_ins);
    build
        .property("hard", HARD)
        .property("empty", "")
        .property("blanks", "  ")
        .property("before", " a")
}

/// What a shell, curl and a terminal could take for something else.
const HARD: &str = "'; $(id) `id` \"$HOME\" \\ %s %41 !! ##[x] é\u{202e} a&b=c [1-2] {a,b} @x ~ *";

pub(super) fn line(build: &Build) -> String {
    let dry = build.dry_run();
    let request = dry.steps()[0].request();
    let request = request.unwrap_or_else(|| panic!("{dry}"));
    request.curl().unwrap().to_owned()
}

/// Runs a line and gives what it printed.
pub(super) fn run(shell: &str, line: &str) -> Vec<u8> {
    assert!(!line.contains(['\n', '\t', '\u{202e}']), "{line}");
    assert!(!line.contains("##["), "{line}");
    let mut running = Command::new(shell)
        // No proxies, no `.curlrc`.
        .env("HOME", "/nonexistent")
        .env("http_proxy", "http://127.0.0.1:1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{shell} is needed: {error}"));
    // As if it were pasted; an argument could not be as long.
    let mut pasted = running.stdin.take().unwrap();
    pasted.write_all(format!("{line}\n").as_bytes()).unwrap();
    drop(pasted);
    let output = running.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "curl is needed: {line}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

type Fields = Vec<(String, Vec<u8>)>;

/// Method, target, fields and body of a request, with a word in place of a random boundary.
fn parts(asked: &ReceivedRequest) -> (String, String, Fields, Vec<u8>) {
    let content_type = asked.header("content-type").unwrap_or_default();
    let boundary = content_type.split_once("boundary=");
    let boundary = boundary.map_or("", |(_, boundary)| boundary);
    let replaced = |octets: &[u8]| match boundary {
        "" => octets.to_vec(),
        boundary => {
            let mut replaced = octets.to_vec();
            let found = |octets: &[u8]| {
                let mut places = octets.windows(boundary.len());
                places.position(|place| place == boundary.as_bytes())
            };
            while let Some(at) = found(&replaced) {
                replaced.splice(at..at + boundary.len(), *b"BOUNDARY");
            }
            replaced
        }
    };
    let fields = asked.headers.iter();
    let fields = fields.map(|(name, value)| (name.to_string(), replaced(value.as_bytes())));
    let mut fields: Vec<_> = fields.collect();
    fields.sort();
    (
        asked.method.to_string(),
        asked.target.clone(),
        fields,
        replaced(&asked.body),
    )
}

/// Holds the line to what the step sends.
#[track_caller]
fn assert_same(service: &Service, make: impl Fn() -> Build) {
    let _ = make().run_blocking();
    let Some(sent) = service.received_requests().pop() else {
        panic!("nothing was sent: {}", make().dry_run());
    };
    let line = line(&make());
    for shell in ["sh", "bash"] {
        let before = service.received_requests().len();
        run(shell, &line);
        let asked = service.received_requests();
        assert_eq!(asked.len(), before + 1, "{line}");
        assert_eq!(parts(&asked[before]), parts(&sent), "{shell}: {line}");
    }
}

#[test]
fn methods_and_urls() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    for step in [
        get!(&url),
        head!(&url),
        options!(&url),
        delete!(&url),
        post!(&url),
        put!(&url),
        patch!(&url),
        get!(service.url("/a%20b/%5B1-2%5D/'$(id)?x=[1-2]&y={a,b}$HOME;z=%60id%60")),
        get!(&url, params: { "a b": Property("hard"), "n": 1, "empty": "" }),
        get!(service.url("/status/404")),
        get!(&url, params: { "list": [1, 2, "é"] }, allow_redirects: false, timeout: (0.5, 3)),
        post!(&url, params: { "q": "?" }, data: { "a": 1 }, redirects: 0, deadline: 1e300),
    ] {
        assert_same(&service, || build(step.clone()));
    }
}

#[test]
fn bodies() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let bytes: Vec<u8> = (0..=255).chain(*b"'%s\\n-\r\n\0").collect();
    let many = Bytes::from(bytes.repeat(2000));
    let bytes = Bytes::from(bytes);
    for step in [
        post!(&url, data: { "a": Property("hard"), "b": [1, 2], "c": Secret("s/ecret") }),
        put!(&url, data: Property("hard")),
        post!(&url, data: "@file"),
        post!(&url, data: ""),
        post!(&url, data: "-n\nline\twith\r\n\n", headers: { "Content-Type": "text/plain" }),
        patch!(&url, data: bytes),
        post!(&url, data: many),
        post!(&url, data: "x".repeat(300_000)),
        post!(&url, data: "%s\\0'".repeat(30_000)),
        delete!(&url, json: { "a": [Property("hard"), null, true, 1.5], "s": Secret("token") }),
        post!(&url, json: null),
        post!(&url, json: "é\u{0}"),
    ] {
        assert_same(&service, || build(step.clone()));
    }
}

#[test]
fn files() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it's a \"$(wheel)\".whl");
    fs::write(&path, b"wheel\0bytes\xff\n\n").unwrap();
    let path = path.to_str().unwrap();
    let form = |step: HttpStep| {
        step.files([
            ("whole", file(path).into_expr()),
            (
                "part",
                file_of(Bytes::from_static(b"\0\xff\n"))
                    .filename("a;b=\"c\".bin")
                    .content_type("text/x; a=b")
                    .headers(Pairs::from([("X-Part", "1")]))
                    .into_expr(),
            ),
        ])
    };
    for step in [
        put!(&url, data: File(path)),
        put!(&url, data: File(path, content_type: "application/zip")),
        form(post!(&url)),
        form(post!(&url, data: { "field": Property("hard"), "token": Secret("token") })),
        post!(&url, files: { "text": File(bytes: "only text", filename: "a.txt") }),
    ] {
        assert_same(&service, || build(step.clone()));
    }
}

#[test]
fn fields_cookies_and_credentials() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    for step in [
        get!(&url, headers: { "User-Agent": "me/1 (it's)", "Accept": "text/html", "X-Empty": "" }),
        get!(&url, headers: { "User-Agent": null, "Accept": null, "Accept-Encoding": null }),
        get!(&url, headers: { "X-Hard": "'; $(id) `id` \"$HOME\" \\ %s !!", "X-Tab": "a\tb" }),
        get!(&url, headers: { "X-Blanks": Property("blanks"), "X-Before": Property("before") }),
        get!(&url, cookies: { "a": "1", "b": Secret("cookie") }, headers: { "X-Token": Secret("token") }),
        get!(&url, auth: ("ci", Secret("pass/word"))),
        get!(&url, auth: ("it's", Property("hard"))),
        post!(&url, auth: Bearer(Secret("token")), data: { "a": 1 }),
        post!(&url, headers: { "Authorization": Interpolate("Token %(secret:token)s") }),
        post!(&url, data: { "a": 1 }, headers: { "Content-Type": "application/x-own" }),
    ] {
        assert_same(&service, || build(step.clone()));
    }
    let latin = || {
        let step = HttpStep::get(url.as_str())
            .headers(Pairs::from([("X-Latin", "é")]))
            .cookies(Pairs::from([("ä", "ö")]));
        build(step).dialect(Dialect::Buildbot)
    };
    assert_same(&service, latin);
}
