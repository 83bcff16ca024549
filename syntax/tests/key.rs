//! What an unknown field was meant to be.
#![cfg(test)]

use http_step_syntax::key::{KEYS, find};

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
