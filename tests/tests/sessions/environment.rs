//! What a session takes from its environment.

use http_step::{Dialect, Environment, FailureKind, Session};
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
