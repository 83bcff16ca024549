//! User names, missing hosts, ports.

use http_step_syntax::url;

use super::{AUTH, PORT, SEPARATOR, USERINFO, rejects};

const NO_HOST: &str = "missing host";
const HOST: &str = "write the host after `//`, as in `https://example.com/path`";

#[test]
fn missing_hosts() {
    rejects(&[
        ("https:", &[("", NO_HOST, HOST)]),
        ("https://", &[("", NO_HOST, HOST)]),
        ("https:///x", &[("", NO_HOST, HOST)]),
        ("https://?x", &[("", NO_HOST, HOST)]),
        ("https://:80/x", &[("", NO_HOST, HOST)]),
        (
            "https://u@/x",
            &[("u@", USERINFO, AUTH), ("", NO_HOST, HOST)],
        ),
    ]);
}

#[test]
fn userinfo_is_never_quoted() {
    rejects(&[
        ("https://u:hunter2@a/", &[("u:hunter2@", USERINFO, AUTH)]),
        ("https://u@a/", &[("u@", USERINFO, AUTH)]),
        ("https://@a/", &[("@", USERINFO, AUTH)]),
        ("https://u:p@b@a/", &[("u:p@b@", USERINFO, AUTH)]),
        (
            "https:/u:hunter2@a/",
            &[
                (":/", SEPARATOR, "write `https://`"),
                ("u:hunter2@", USERINFO, AUTH),
            ],
        ),
    ]);
    for text in [
        "https://u:hunter2#@a/",
        "https://u:hunter2/@a/",
        "u.v:hunter2@a/",
        "//u:hunter2@a",
    ] {
        let problems = url::check(text).unwrap_err();
        assert!(!format!("{problems:?}").contains("hunter2"), "{problems:?}");
    }
}

#[test]
fn ports() {
    let empty = "write a number after the `:`, or remove the `:`";
    rejects(&[
        ("https://a:/", &[(":", "invalid port: empty", empty)]),
        ("https://a:b/", &[("b", "invalid port: not a number", PORT)]),
        (
            "https://a:+80/",
            &[("+80", "invalid port: not a number", PORT)],
        ),
        (
            "https://a:80:80/",
            &[("80:80", "invalid port: not a number", PORT)],
        ),
        (
            "https://a:65536/",
            &[("65536", "invalid port: above 65535", PORT)],
        ),
        (
            "https://a:99999999999/",
            &[("99999999999", "invalid port: above 65535", PORT)],
        ),
        ("https://a:0/", &[("0", "invalid port: zero", PORT)]),
    ]);
}
