//! Link-local addresses, where clouds keep the credentials of a machine.

use http_step::prelude::*;
use http_step::{Dialect, Environment, FailureKind, Session};
use http_step_tests::sockets::Sockets;

use super::{assert_success, failure, step_to};

fn kind(url: &str, session: &Session) -> FailureKind {
    let mut factory = BuildFactory::new();
    factory.add_step(get!(url));
    let build = factory
        .build()
        .dialect(Dialect::Buildbot)
        .session(session.clone());
    failure(&build.run_blocking()).kind()
}

#[test]
fn link_local_addresses_are_refused_in_every_spelling() {
    let session = Session::builder()
        .environment(Environment::default())
        .build();
    for host in [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.43518",
        "[fe80::1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
    ] {
        let url = format!("http://{host}/latest/meta-data/");
        assert_eq!(kind(&url, &session), FailureKind::RefusedByPolicy, "{host}");
    }
}

#[test]
fn a_proxy_is_no_way_around_and_no_link_local_address_itself() {
    for (proxy, url) in [
        ("http://127.0.0.1:9", "http://169.254.169.254/"),
        ("http://169.254.169.254:3128", "http://ci.example.test/"),
    ] {
        let environment = Environment::new([("all_proxy", proxy)]);
        let session = Session::builder().environment(environment).build();
        assert_eq!(
            kind(url, &session),
            FailureKind::RefusedByPolicy,
            "{proxy} {url}"
        );
    }
}

#[test]
fn a_session_may_allow_them() {
    let proxy = Sockets::plain().unwrap();
    let environment = Environment::new([("http_proxy", proxy.url(""))]);
    let session = Session::builder()
        .environment(environment)
        .allow_link_local(true)
        .build();
    let build = step_to("http://169.254.169.254/latest/");
    assert_success(&build.session(session).run_blocking());
    assert!(proxy.heads()[0].starts_with("GET http://169.254.169.254/latest/ "));
}
