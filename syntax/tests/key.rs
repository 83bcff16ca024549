//! Keys and options: the one that was probably meant by an unknown name.
#![cfg(test)]

use http_step_syntax::Surface;
use http_step_syntax::key::{Key, PollOption, RetryOption, option};

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
        ("token", "auth"),
        ("username", "auth"),
        ("continue_on_error", "flunk_on_failure"),
        ("content_type", "headers"),
    ] {
        let help = Key::find(written).unwrap_err().help;
        assert_eq!(help.unwrap_or_default(), format!("did you mean `{meant}`?"));
    }
    assert_eq!(Key::find("colour").unwrap_err().help, None);
}

#[test]
fn options_of_other_clients() {
    for (key, written, meant) in [
        (Key::Poll, "interval", "every"),
        (Key::Poll, "period", "every"),
        (Key::Poll, "failIf", "fail_if"),
        (Key::Poll, "timeout", "deadline"),
        (Key::Retry, "max", "attempts"),
        (Key::Retry, "retries", "attempts"),
        (Key::Retry, "maxDelay", "max_delay"),
        (Key::Retry, "statuses", "on"),
        (Key::Retry, "backoff", "delay"),
    ] {
        let problem = option(key.row(), written).unwrap_err();
        let what = format!("unknown option `{written}` of `{}`", key.name());
        assert_eq!(problem.what, what);
        assert_eq!(problem.help, Some(format!("did you mean `{meant}`?")));
    }
    // A synonym of the other key's option is none of this one's.
    let help = option(Key::Retry.row(), "interval").unwrap_err().help;
    assert_eq!(
        help.as_deref(),
        Some("the options are attempts, on, deadline, delay, max_delay, idempotent")
    );
    let help = option(Key::Poll.row(), "attempts").unwrap_err().help;
    assert_eq!(
        help.as_deref(),
        Some("the options are every, until, fail_if, deadline, cancel")
    );
}

/// A value may have been written into the name, and may be secret.
#[test]
fn unknown_names_are_quoted_up_to_a_separator() {
    let problem = Key::find("token=hunter2").unwrap_err();
    assert_eq!(problem.what, "unknown key `token…`");
    let problem = option(Key::Retry.row(), "attempts: hunter2").unwrap_err();
    assert_eq!(problem.what, "unknown option `attempts…` of `retry`");
}

#[test]
fn every_key_is_found_once() {
    assert_eq!(Key::ALL.len(), Key::ROWS.len());
    for key in Key::ALL {
        assert_eq!(Key::find(key.name()), Ok(*key));
        assert_eq!(Key::parse(key.name()), Some(*key));
        let names = Key::ALL.iter().filter(|other| other.name() == key.name());
        assert_eq!(names.count(), 1);
    }
}

#[test]
fn every_row_says_what_it_takes_and_what_it_is_for() {
    let options = RetryOption::ROWS.iter().chain(PollOption::ROWS);
    for row in Key::ROWS.iter().chain(options) {
        assert!(row.about.ends_with('.'), "{}", row.name);
        for surface in [Surface::Rust, Surface::Json] {
            assert!(!surface.takes(row.shape).is_empty());
        }
    }
}

#[test]
fn every_option_is_found_once() {
    for key in Key::ROWS {
        for known in key.shape.options() {
            assert_eq!(option(key, known.name), Ok(*known));
        }
        for required in key.shape.required() {
            assert!(option(key, required).is_ok());
        }
    }
}
