//! What a session takes from its environment.

use std::fs;

use http_step::prelude::*;
use http_step::{Dialect, Environment, FailureKind, Session, Verify};
use http_step_tests::raw::{Raw, redirect, response};
use http_step_tests::sockets::Sockets;

use super::{assert_success, failure, step_to};

fn session(variables: &[(&str, &str)]) -> Session {
    let environment = Environment::new(variables.iter().copied());
    Session::builder().environment(environment).build()
}

#[test]
fn proxies_of_the_environment_are_used_in_both_dialects() {
    let (server, proxy) = (Sockets::plain().unwrap(), Sockets::plain().unwrap());
    let address = proxy.url("");
    let with_credentials = address.replace("http://", "http://pu:p%40@");
    let through = session(&[("HTTP_PROXY", &with_credentials)]);
    for dialect in [Dialect::Native, Dialect::Buildbot] {
        let build = step_to("http://ci.example.test/x?y=1");
        assert_success(
            &build
                .dialect(dialect)
                .session(through.clone())
                .run_blocking(),
        );
    }
    for head in proxy.heads() {
        assert!(
            head.starts_with("GET http://ci.example.test/x?y=1 HTTP/1.1\r\n"),
            "{head}"
        );
        assert!(
            head.to_lowercase()
                .contains("\r\nproxy-authorization: basic chu6cea=\r\n"),
            "{head}"
        );
    }
    assert_eq!(proxy.heads().len(), 2);

    let direct = session(&[
        ("http_proxy", &address),
        ("NO_PROXY", "localhost,127.0.0.1"),
    ]);
    assert_success(&step_to(&server.url("/")).session(direct).run_blocking());
    assert!(server.heads()[0].starts_with("GET / HTTP/1.1\r\n"));
}

#[test]
fn a_proxy_that_shows_what_it_was_told_does_not_show_it_in_a_log() {
    for dialect in [Dialect::Native, Dialect::Buildbot] {
        let proxy = Raw::with(|asked| {
            let told = asked.field("proxy-authorization").unwrap_or_default();
            let told = format!("{told} canary-p%40w canary-p@w");
            let field = format!("X-Told: {told}");
            response(200, &["Content-Type: text/plain", &field], told)
        })
        .unwrap();
        let address = proxy
            .url("")
            .replace("http://", "http://user:canary-p%40w@");
        let outcome = step_to("http://ci.example.test/")
            .dialect(dialect)
            .session(session(&[("http_proxy", &address)]))
            .run_blocking();
        assert_success(&outcome);
        let told = proxy.received_requests().remove(0);
        let told = told.field("proxy-authorization").unwrap();
        assert_eq!(told, "Basic dXNlcjpjYW5hcnktcEB3");
        for log in outcome.steps()[0].logs() {
            let text = log.text();
            for secret in ["canary", "dXNlcjpjYW5hcnktcEB3", "Y2FuYXJ5"] {
                assert!(!text.contains(secret), "{text}");
            }
        }
        let shown = format!("{outcome:?}");
        assert!(
            !shown.contains("canary") && !shown.contains("dXNlcjpj"),
            "{shown}"
        );
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_exception_without_its_credentials() {
    let session = session(&[("http_proxy", "socks5://u:hunter2@127.0.0.1:9")]);
    let outcome = step_to("http://ci.example.test/")
        .session(session.clone())
        .run_blocking();
    let error = outcome.steps()[0].render_error().unwrap();
    assert_eq!(error.field(), "proxies");
    let shown = format!("{outcome:?} {session:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_name_that_does_not_resolve_is_a_failure_of_the_resolver() {
    let session = session(&[]);
    let outcome = step_to("http://ci.invalid/")
        .session(session)
        .run_blocking();
    let failure = failure(&outcome);
    assert_eq!(failure.kind(), FailureKind::Dns, "{failure}");
    assert!(!failure.answer_unknown());
}

/// A `.netrc` of its own, gone with the value.
struct Netrc(std::path::PathBuf);

impl Netrc {
    fn new(name: &str, text: &str) -> Self {
        let name = format!("http-step-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, text).unwrap();
        Self(path)
    }

    fn session(&self) -> Session {
        session(&[("NETRC", self.0.to_str().unwrap())])
    }
}

impl Drop for Netrc {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn what_was_sent_is_hidden_however_much_came_since() {
    // `/0` sets a cookie; `/1` and on have many credentials of their own; the last shows the first request.
    let netrc = Netrc::new("sent", "machine 127.0.0.1 login user password canary-pw\n");
    let server = Raw::with(|asked| {
        let number: usize = asked.target.trim_start_matches('/').parse().unwrap();
        let next = format!("Location: /{}", number + 1);
        match number {
            0 => response(302, &[&next, "Set-Cookie: sid=canary-c00kie; Path=/1"], ""),
            6 => response(
                200,
                &["Content-Type: text/plain"],
                "Basic dXNlcjpjYW5hcnktcHc= canary-pw canary-c00kie",
            ),
            _ => {
                let many = |n| format!("X-Token-{n}: t0ken-{number}-{n}");
                let many: Vec<String> = (0..90).map(many).collect();
                let fields: Vec<_> = many.iter().map(String::as_str).chain([&*next]).collect();
                response(302, &fields, "")
            }
        }
    })
    .unwrap();
    let outcome = step_to(&server.url("/0"))
        .session(netrc.session())
        .run_blocking();
    assert_success(&outcome);
    let asked = server.received_requests();
    assert_eq!(
        asked[0].field("authorization"),
        Some("Basic dXNlcjpjYW5hcnktcHc=")
    );
    assert_eq!(asked[1].field("cookie"), Some("sid=canary-c00kie"));
    assert_eq!(asked.len(), 7);
    for log in outcome.steps()[0].logs() {
        let text = log.text();
        for secret in ["canary", "dXNlcjpjYW5hcnktcHc=", "t0ken"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

fn run(step: HttpStep, dialect: Dialect, session: Session) {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let build = factory.build().dialect(dialect).session(session);
    assert_success(&build.run_blocking());
}

#[test]
fn netrc_is_for_the_origin_that_the_step_names() {
    let netrc = Netrc::new("origins", "default login user password canary-pw\n");
    let sent = Some("Basic dXNlcjpjYW5hcnktcHc=");
    // `auth` of the step is for the first origin; the other has nothing of either.
    for (dialect, has_auth, at_home, elsewhere) in [
        (Dialect::Native, false, sent, None),
        (Dialect::Native, true, Some("Basic dTpw"), None),
        (Dialect::Buildbot, false, sent, sent),
    ] {
        let there = Raw::with(|_| response(200, &[], "landed")).unwrap();
        let target = there.url("/");
        let here = Raw::with(move |asked| match asked.target.as_str() {
            "/on" => redirect(302, &target),
            _ => redirect(302, "/on"),
        })
        .unwrap();
        let password = "p";
        let step = match has_auth {
            true => get!(here.url("/"), auth: ("u", password)),
            false => get!(here.url("/")),
        };
        run(step, dialect, netrc.session());
        let asked: Vec<_> = here
            .received_requests()
            .into_iter()
            .chain(there.received_requests())
            .collect();
        let who: Vec<_> = asked
            .iter()
            .map(|asked| asked.field("authorization"))
            .collect();
        assert_eq!(who, [at_home, at_home, elsewhere], "{dialect:?} {has_auth}");
    }
}

#[test]
fn netrc_does_not_travel_in_the_open() {
    let netrc = Netrc::new("open", "default login user password canary-pw\n");
    let sent = Some("Basic dXNlcjpjYW5hcnktcHc=");
    for (dialect, is_insecure, expected) in [
        (Dialect::Native, false, None),
        (Dialect::Native, true, sent),
        (Dialect::Buildbot, false, sent),
    ] {
        let proxy = Raw::with(|_| response(200, &[], "fine")).unwrap();
        let address = proxy.url("");
        let path = netrc.0.to_str().unwrap();
        let session = session(&[("http_proxy", &address), ("NETRC", path)]);
        let step = HttpStep::get("http://ci.example.test/");
        let step = if is_insecure {
            step.verify(Verify::Insecure)
        } else {
            step
        };
        run(step, dialect, session);
        assert_eq!(
            proxy.received_requests()[0].field("authorization"),
            expected,
            "{dialect:?}"
        );
    }
}
