//! Whom a session trusts.

use std::fs;

use http_step::{Environment, FailureKind, Session};
use http_step_tests::sockets::Sockets;
use http_step_tests::tls::Certificates;

use super::{assert_success, failure, step_to};

fn trusting(variable: &str, certificates: &Certificates, name: &str) -> Session {
    let path = certificates.path(name).to_str().unwrap().to_owned();
    Session::builder()
        .environment(Environment::new([(variable, path)]))
        .build()
}

#[test]
fn a_bundle_of_the_environment_is_trusted_and_nothing_else() {
    let certificates = Certificates::new().unwrap();
    let server = Sockets::tls(certificates.server().unwrap()).unwrap();
    for variable in ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] {
        let session = trusting(variable, &certificates, "ca.pem");
        for _ in 0..3 {
            assert_success(
                &step_to(&server.url("/"))
                    .session(session.clone())
                    .run_blocking(),
            );
        }
    }
    assert_eq!(server.accepted(), 2);

    let other = trusting("REQUESTS_CA_BUNDLE", &certificates, "other.pem");
    for session in [other, Session::new()] {
        let outcome = step_to(&server.url("/")).session(session).run_blocking();
        assert_eq!(failure(&outcome).kind(), FailureKind::Tls);
    }
    assert_eq!(server.heads().len(), 6);
}

#[test]
fn a_bundle_that_cannot_be_used_is_an_exception_and_nothing_is_sent() {
    let certificates = Certificates::new().unwrap();
    let server = Sockets::tls(certificates.server().unwrap()).unwrap();
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (name, content) in [
        ("empty.pem", ""),
        ("text.pem", "no PEM"),
        ("cut.pem", "-----BEGIN CERTIFICATE-----\nAAAA"),
        ("damaged.pem", no_certificate),
    ] {
        fs::write(certificates.path(name), content).unwrap();
    }
    for name in [
        "absent.pem",
        ".",
        "empty.pem",
        "text.pem",
        "cut.pem",
        "damaged.pem",
    ] {
        let session = trusting("REQUESTS_CA_BUNDLE", &certificates, name);
        let outcome = step_to(&server.url("/"))
            .session(session.clone())
            .run_blocking();
        let error = outcome.steps()[0].render_error();
        assert_eq!(
            error.map(|error| error.field()),
            Some("verify"),
            "{name}: {outcome:?}"
        );
        // Over http no file is looked at.
        let plain = Sockets::plain().unwrap();
        assert_success(&step_to(&plain.url("/")).session(session).run_blocking());
    }
    assert_eq!(server.accepted(), 0);
}

#[test]
fn a_bundle_that_changes_under_its_path_counts_at_once() {
    let certificates = Certificates::new().unwrap();
    let server = Sockets::tls(certificates.server().unwrap()).unwrap();
    let session = trusting("REQUESTS_CA_BUNDLE", &certificates, "changing.pem");
    let build = || step_to(&server.url("/")).session(session.clone());
    let change = |to: &str| {
        fs::copy(certificates.path(to), certificates.path("changing.pem")).unwrap();
    };
    change("ca.pem");
    assert_success(&build().run_blocking());
    change("other.pem");
    assert_eq!(failure(&build().run_blocking()).kind(), FailureKind::Tls);
    change("ca.pem");
    assert_success(&build().run_blocking());
}

#[test]
fn http_2_is_spoken_only_where_the_session_says_so() {
    let certificates = Certificates::new().unwrap();
    let mut config = certificates.server().unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let server = Sockets::tls(config).unwrap();
    let path = certificates.path("ca.pem").to_str().unwrap().to_owned();
    let environment = Environment::new([("REQUESTS_CA_BUNDLE", path)]);
    for http2 in [false, true] {
        let session = Session::builder()
            .environment(environment.clone())
            .http2(http2);
        // The server does not really speak it.
        let outcome = step_to(&server.url("/"))
            .session(session.build())
            .run_blocking();
        assert_eq!(outcome.steps()[0].failure().is_some(), http2);
    }
    assert_eq!(server.protocols(), ["http/1.1", "h2"]);
}
