//! What an unknown field was meant to be.
#![cfg(test)]

use http_step_syntax::key::{KEYS, find, option};

#[test]
fn names_of_other_clients() {
    for (written, meant) in [
        ("follow_redirects", "allow_redirects"),
        ("max_redirects", "redirects"),
        ("proxy", "proxies"),
        ("ca", "verify"),
        ("insecure", "verify"),
        ("basic_auth", "auth"),
        ("multipart", "files"),
        ("output", "save_to"),
        ("total_timeout", "deadline"),
        ("cookie", "cookies"),
        ("file", "files"),
        ("allowRedirects", "allow_redirects"),
        ("hideRequestHeaders", "hide_request_headers"),
        ("hook", "hooks"),
        ("saveto", "save_to"),
        ("sesion", "session"),
        ("certs", "cert"),
        ("header", "headers"),
        ("doStepIf", "do_step_if"),
        ("lock", "locks"),
        ("retries", "retry"),
        ("expects", "expect"),
        ("assert", "expect"),
        ("captures", "capture"),
        ("idempotencyKey", "idempotency_key"),
    ] {
        let help = find(written).unwrap_err().help;
        assert_eq!(help.unwrap_or_default(), format!("did you mean `{meant}`?"));
    }
    assert_eq!(find("colour").unwrap_err().help, None);
}

#[test]
fn every_key_is_found_once() {
    for key in KEYS {
        assert_eq!(find(key.name), Ok(key));
        assert!(!key.shape.takes().is_empty());
    }
}

#[test]
fn every_option_is_found_once() {
    for key in KEYS {
        for known in key.shape.options() {
            assert_eq!(option(key, known.name), Ok(known));
        }
        for required in key.shape.required() {
            assert!(option(key, required).is_ok());
        }
    }
    let poll = find("poll").unwrap();
    let help = |name| option(poll, name).unwrap_err().help.unwrap();
    assert_eq!(help("failIf"), "did you mean `fail_if`?");
    assert_eq!(
        help("attempts"),
        "it has every, until, fail_if, deadline, cancel"
    );
}
