//! What a step itself says about its way: `verify`, `cert`, `proxies`.

use std::collections::HashMap;
use std::fs;

use http_step::prelude::*;
use http_step::{FailureKind, Session, Verify};
use http_step_tests::sockets::Sockets;
use http_step_tests::tls::Certificates;

use super::{assert_success, failure};

fn run(step: HttpStep, session: &Session) -> BuildOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    factory.build().session(session.clone()).run_blocking()
}

/// The field at fault.
#[track_caller]
fn field(outcome: &BuildOutcome) -> &str {
    let error = outcome.steps()[0].render_error();
    error.unwrap_or_else(|| panic!("{outcome:?}")).field()
}

#[test]
fn settings_that_differ_never_share_a_connection() {
    let certificates = Certificates::new().unwrap();
    let server = Sockets::tls(certificates.server().unwrap()).unwrap();
    let session = Session::new();
    let step = || HttpStep::get(server.url("/"));
    let bundle = |name: &str| Verify::bundle(certificates.path(name).to_str().unwrap());
    let client = certificates
        .path("client-both.pem")
        .to_str()
        .unwrap()
        .to_owned();
    for _ in 0..3 {
        assert_success(&run(step().verify(bundle("ca.pem")), &session));
        assert_success(&run(step().verify(Verify::Insecure), &session));
        assert_success(&run(
            step().verify(Verify::Insecure).cert(client.clone()),
            &session,
        ));
        // Trusted by others, and still by nobody here.
        for step in [step(), step().verify(bundle("other.pem"))] {
            assert_eq!(failure(&run(step, &session)).kind(), FailureKind::Tls);
        }
    }
    assert_eq!(server.heads().len(), 9);
    // Three that are shared, and two that fail each time.
    assert_eq!(server.accepted(), 3 + 6);
}

#[test]
fn a_client_shows_its_certificate_where_the_step_has_one() {
    let certificates = Certificates::new().unwrap();
    let server = Sockets::tls(certificates.server_for_clients().unwrap()).unwrap();
    let session = Session::new();
    let path = |name: &str| certificates.path(name).to_str().unwrap().to_owned();
    let step = || HttpStep::get(server.url("/")).verify(Verify::bundle(path("ca.pem")));
    let pair = || (path("client.pem"), path("client-key.pem"));
    assert_success(&run(step().cert(path("client-both.pem")), &session));
    assert_success(&run(step().cert(pair()), &session));
    assert!(run(step(), &session).steps()[0].failure().is_some());
    assert_eq!(server.heads().len(), 2);
}

#[test]
fn a_certificate_that_cannot_be_used_is_an_exception_and_nothing_is_sent() {
    let certificates = Certificates::new().unwrap();
    let server = Sockets::tls(certificates.server_for_clients().unwrap()).unwrap();
    let session = Session::new();
    let path = |name: &str| certificates.path(name).to_str().unwrap().to_owned();
    // The key of another.
    let stranger = Certificates::new().unwrap();
    let mismatch = (
        path("client.pem"),
        stranger.path("client-key.pem").to_str().unwrap().to_owned(),
    );
    fs::write(certificates.path("text.pem"), "no PEM").unwrap();
    for verify in [Verify::Insecure, Verify::bundle(path("ca.pem"))] {
        let step = || HttpStep::get(server.url("/")).verify(verify.clone());
        for step in [
            step().cert(path("absent.pem")),
            step().cert(path("text.pem")),
            step().cert(path("client.pem")),
            step().cert((path("client.pem"), path("absent.pem"))),
            step().cert(mismatch.clone()),
        ] {
            assert_eq!(field(&run(step, &session)), "cert");
        }
    }
    let step = HttpStep::get(server.url("/")).cert(path("client-both.pem"));
    assert_eq!(
        field(&run(
            step.verify(Verify::bundle(path("text.pem"))),
            &session
        )),
        "verify"
    );
    assert_eq!(server.accepted(), 0);
}

#[test]
fn proxies_of_the_step_are_chosen_by_key_and_shared_by_setting() {
    let (server, proxy) = (Sockets::plain().unwrap(), Sockets::plain().unwrap());
    let session = Session::new();
    let with_user = Some(proxy.url("").replace("http://", "http://u:p@"));
    let proxies = [
        HashMap::from([("http", with_user.clone())]),
        HashMap::from([("http", Some(proxy.url("")))]),
        HashMap::from([("http", None), ("all", with_user)]),
    ];
    for _ in 0..3 {
        for proxies in &proxies {
            let step = HttpStep::get(server.url("/")).proxies(proxies.clone());
            assert_success(&run(step, &session));
        }
    }
    assert_eq!((server.accepted(), server.heads().len()), (1, 3));
    assert_eq!((proxy.accepted(), proxy.heads().len()), (2, 6));
}
