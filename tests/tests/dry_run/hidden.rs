//! What the build shows of a dry run, and the methods give.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step::HttpStep;
use http_step::prelude::*;

/// Passwords that a shell line, a form, JSON and a field write each in another way.
/// No part that the test looks for is hexadecimal, as the random boundary of a form is.
const PASSWORDS: [&str; 9] = [
    "s3cr3t-47z1-abcd",
    "it's-s3cr3t-47z1",
    "s3cr3t 47z1 & co",
    "s3cr3t\"47z1\\x",
    "s3crét-47z1-é",
    "s3cr3t-47z1\nzwei",
    "s3cr3t%47z1-$(x)",
    "s3cr3t\u{1b}47z1x",
    "s3cr3t!47z1`x`",
];

fn steps() -> Vec<HttpStep> {
    let url = "https://h.example.com/";
    vec![
        get!(url, headers: { "X-Token": Property("v") }),
        get!(url, headers: { "Authorization": Interpolate("Bearer %(prop:v)s") }),
        get!(url, headers: { "X-Odd": Property("v") }, hide: ["x-odd"]),
        get!(url, headers: { "X-Odd": Property("v") }, hide_request_headers: ["X-ODD"]),
        get!(url, auth: ("u", Property("v"))),
        get!(url, auth: Digest("u", Property("v"))),
        get!(url, auth: Bearer(Property("v"))),
        get!(url, cookies: { "sid": Property("v") }),
        get!(url, params: { "access_token": Property("v") }),
        get!(url, proxies: { "all": Interpolate("http://u:%(prop:v)s@p:80") }),
        get!(url, auth: (Property("v"), Property("empty"))),
        get!(url, headers: { "X-Token": Interpolate("%(prop:v)s-%(secret:s)s") }),
        get!(url, cookies: { "sid": Interpolate("%(secret:s)s.%(prop:v)s") }),
        post!(url, data: { "password": Property("v") }),
        post!(url, json: { "password": Property("v") }),
        post!(url, json: { "password": Property("v"), "x": "\u{202e}" }),
        post!(url, files: { "a": File(bytes: "x", filename: "n") }, data: { "password": Property("v") }),
        post!(url, files: { "a": File(bytes: Property("bytes"), filename: "n") }, data: { "password": Property("v") }),
    ]
}

#[test]
fn no_escape_uncovers_a_credential() {
    let mut requests = 0;
    for password in PASSWORDS {
        for step in steps() {
            let dry = super::build(step)
                .property("v", password)
                .property("empty", "")
                .property("bytes", bytes::Bytes::from_static(b"\xff\0"))
                .dry_run();
            requests += usize::from(dry.steps()[0].request().is_some());
            let shown = format!("{dry} {dry:?}");
            let encoded = BASE64_STANDARD.encode(format!("u:{password}"));
            for part in ["47z1", "s3cr", &encoded] {
                assert!(!shown.contains(part), "{shown}");
            }
        }
    }
    assert!(requests > 100, "most can be sent: {requests}");
}

#[test]
fn short_credentials_are_hidden_in_their_places() {
    for step in steps()
        .into_iter()
        .take(8)
        .chain(steps().into_iter().skip(9).take(4))
    {
        let build = super::build(step).property("v", "zq").property("empty", "");
        let dry = build.dry_run();
        let shown = format!("{dry} {dry:?}");
        assert!(
            !shown.contains("zq") && shown.contains("<HIDDEN>"),
            "{shown}"
        );
    }
}

#[test]
fn names_of_secrets_can_be_read_in_basic() {
    let step = get!("https://h.example.com/", auth: (Secret("user"), Secret("pw")));
    let dry = super::build(step).dry_run();
    assert!(
        dry.to_string()
            .contains("authorization: Basic <user>:<pw>\n"),
        "{dry}"
    );
}
