//! How a request gets to its server, and what happens with the answer.

use std::fs;

use http_step::HttpStep;
use http_step::prelude::*;
use http_step_tests::raw::{Raw, ReceivedRequest, redirect, response};
use http_step_tests::service::Service;
use http_step_tests::sockets::Sockets;
use http_step_tests::tls::Certificates;

use super::curl::{build, line, run};

/// Method, target, fields in some order, and body of the last request.
fn last(server: &Raw) -> (String, String, Vec<(String, String)>, Vec<u8>) {
    let asked = server.received_requests().pop().unwrap();
    let fields = asked.fields.into_iter();
    let fields = fields.map(|(name, value)| (name.to_ascii_lowercase(), value));
    let mut fields: Vec<_> = fields.collect();
    fields.sort();
    (asked.method, asked.target, fields, asked.body)
}

#[test]
fn through_a_proxy_whose_user_is_known() {
    let proxy = Raw::with(|_| response(200, &[], "fine")).unwrap();
    let to_proxy = proxy.origin().replace("//", "//ci:p%40ss@");
    for step in [
        get!("http://127.0.0.1:1/a?b=c", proxies: { "http": proxy.origin() }),
        get!("http://127.0.0.1:1/a?b=c", proxies: { "all": to_proxy }),
    ] {
        let outcome = build(step.clone()).run_blocking();
        assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
        let sent = last(&proxy);
        assert_eq!(sent.1, "http://127.0.0.1:1/a?b=c");
        assert_eq!(run("sh", &line(&build(step))), b"fine");
        assert_eq!(last(&proxy), sent);
    }
}

#[test]
fn the_port_of_a_proxy_is_always_said() {
    for (proxy, word) in [
        ("http://127.0.0.1:80", "http://127.0.0.1:80/"),
        ("http://p.example.com", "http://p.example.com:80/"),
        ("p.example.com", "http://p.example.com:80/"),
        ("https://[::1]:443", "'https://[::1]:443/'"),
        (
            "http://ci:pw@p.example.com:3128",
            "http://p.example.com:3128/",
        ),
    ] {
        let line = line(&build(
            get!("http://h.example.com/", proxies: { "all": proxy }),
        ));
        // Where none is said, curl takes 1080.
        assert!(line.contains(&format!(" --proxy {word} ")), "{line}");
    }
}

#[test]
fn with_certificates_as_the_step_says() {
    let certificates = Certificates::new().unwrap();
    let server = Sockets::tls(certificates.server_for_clients().unwrap()).unwrap();
    let path = |name: &str| certificates.path(name).to_str().unwrap().to_owned();
    let with_colon = path("a:b.pem");
    fs::copy(path("client-both.pem"), &with_colon).unwrap();
    let pair = (path("client.pem"), path("client-key.pem"));
    for step in [
        get!(server.url("/"), verify: path("ca.pem"), cert: pair.clone()),
        get!(server.url("/"), verify: path("ca.pem"), cert: with_colon),
        get!(server.url("/"), verify: Insecure, cert: path("client-both.pem")),
    ] {
        let outcome = build(step.clone()).run_blocking();
        assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
        assert_eq!(run("sh", &line(&build(step))), b"fine\n");
    }
}

#[test]
fn redirects_are_followed_where_nothing_is_taken_along() {
    let server = Raw::with(|asked| match asked.target.as_str() {
        "/" => redirect(302, "/there"),
        _ => response(200, &[], "there"),
    });
    let server = server.unwrap();
    let url = server.url("/");
    let to = |step: HttpStep| String::from_utf8(run("sh", &line(&build(step)))).unwrap();
    assert_eq!(to(get!(&url)), "there");
    for step in [
        get!(&url, allow_redirects: false),
        get!(&url, headers: { "X-Token": "4711-4711" }),
        get!(&url, headers: { "X": Secret("token") }),
        get!(&url, headers: { "Referer": "http://127.0.0.1/from" }),
        get!(&url, cookies: { "a": "1" }),
        get!(&url, auth: ("ci", Secret("pw"))),
        post!(&url, data: "a body"),
    ] {
        assert_eq!(to(step), "moved");
    }
}

#[test]
fn a_challenge_is_answered() {
    let knows = |asked: &ReceivedRequest| {
        let answer = asked.field("authorization").unwrap_or_default();
        answer.starts_with("Digest ") && answer.contains("username=\"ci\"")
    };
    let server = Raw::with(move |asked| match knows(asked) {
        true => response(200, &[], "come in"),
        false => {
            let challenge = r#"WWW-Authenticate: Digest realm="r", nonce="n", qop="auth""#;
            response(401, &[challenge], "who are you?")
        }
    });
    let server = server.unwrap();
    let step = post!(server.url("/in"), auth: Digest("ci", Secret("pw")), data: { "a": "it's" });
    let outcome = build(step.clone()).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    let (method, target, _, body) = last(&server);
    assert_eq!(run("sh", &line(&build(step))), b"come in");
    let again = last(&server);
    assert_eq!((again.0, again.1, again.3), (method, target, body));
}

#[test]
fn the_body_goes_into_the_file() {
    let service = Service::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it's here");
    let path = path.to_str().unwrap();
    let printed = run("sh", &line(&build(get!(service.url("/"), save_to: path))));
    assert_eq!(printed, b"");
    assert_eq!(fs::read(path).unwrap(), b"fine\n");
}

#[test]
fn what_is_compressed_is_read() {
    let service = Service::start().unwrap();
    let line = line(&build(get!(service.url("/"))));
    assert!(line.contains(" --compressed "), "{line}");
    assert_eq!(run("sh", &line), b"fine\n");
}

#[test]
fn nothing_is_sent_where_a_file_is_missing() {
    let service = Service::start().unwrap();
    for step in [
        put!(service.url("/"), data: File("/nonexistent/it's")),
        post!(service.url("/"), files: { "a": File("/nonexistent/it's") }),
    ] {
        let line = line(&build(step));
        let status = std::process::Command::new("sh")
            .args(["-c", &line])
            .status();
        assert!(!status.unwrap().success(), "{line}");
    }
    assert!(service.received_requests().is_empty());
}

#[test]
fn a_path_that_begins_with_a_dash_is_one() {
    let service = Service::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().to_str().unwrap();
    let in_folder = |line: &str| run("sh", &format!("cd {text} && {line}"));
    for (name, content) in [("-", "dash"), ("-n", "option")] {
        fs::write(folder.path().join(name), content).unwrap();
        let whole = put!(service.url("/"), data: File(name));
        in_folder(&line(&build(whole)));
        assert_eq!(service.received_requests().pop().unwrap().body, content);
        let form = post!(service.url("/"), files: { "a": File(name, filename: "a") });
        in_folder(&line(&build(form)));
        let body = service.received_requests().pop().unwrap().body;
        assert!(String::from_utf8_lossy(&body).contains(content), "{body:?}");
        let saved = line(&build(get!(service.url("/"), save_to: name)));
        assert_eq!(in_folder(&saved), b"");
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), b"fine\n");
    }
    let step = get!("https://h.example.com/", verify: "-ca", cert: ("-c:1", "-k"));
    let line = line(&build(step));
    let words = r"--cacert ./-ca --cert './-c\:1' --key ./-k";
    assert!(line.contains(words), "{line}");
}

#[test]
fn there_is_no_line_where_a_value_fits_into_none() {
    for step in [
        put!("https://h.example.com/", data: File("a\0b")),
        get!("https://h.example.com/", save_to: "a\0b"),
        get!("https://h.example.com/", save_to: "a\n"),
    ] {
        let dry = build(step).dry_run();
        assert_eq!(dry.steps()[0].request().unwrap().curl(), None);
    }
}
