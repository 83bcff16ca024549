//! The example `notify`, run as a program.
#![cfg(test)]

mod program;

use program::{records, run};

#[test]
fn the_service_receives_a_request_for_each_step() {
    let output = run("notify", &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    assert_eq!(
        records(&text),
        [
            "  OPTIONS /builds -",
            "  POST /builds application/x-www-form-urlencoded \
             builder=runtests&buildnumber=7&workername=worker-3&revision=6e0a1f2",
            "  PUT /builds?build=7 application/json {\"state\":\"success\",\"tags\":[\"ci\",\"main\"]}",
            "  GET /builds?build=7 -",
            "  HEAD /builds?build=7 -",
            "  DELETE /builds?build=7 -",
        ]
    );
}

#[test]
fn an_unreachable_service_is_a_failure_connect() {
    let output = run("notify", &["http://127.0.0.1:1/hook"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("connect: Connection refused"), "{text}");
    assert!(
        !text.contains("announce"),
        "the first step ends the build: {text}"
    );
    let (_, summary) = text.split_once("\nSummary: ").unwrap();
    assert_eq!(
        summary,
        "failed Requested (failure) Requested (failure)\n  \
           look: Requested (failure)\n  \
           clean up: Requested (failure)\n"
    );
}

#[test]
fn an_invalid_url_is_an_error_that_says_so() {
    let output = run("notify", &["ci.example.com/hook"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("`url`: missing scheme; write an address like"),
        "{text}"
    );
}

#[test]
fn an_unknown_argument_is_refused() {
    for (arguments, message) in [
        (&["--hepl"][..], "unexpected argument '--hepl'"),
        (
            &["http://127.0.0.1:1/", "more"],
            "unexpected argument 'more'",
        ),
    ] {
        let output = run("notify", arguments);
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(message), "{text}");
    }
}

#[test]
fn help_shows_the_usage() {
    for (example, usage) in [
        ("notify", "Usage: notify [URL]"),
        ("release", "Usage: release [SCENARIO]"),
        ("deploy", "Usage: deploy [SCENARIO]"),
        ("inspect", "Usage: inspect"),
        ("run_file", "Usage: run_file [OPTIONS] <FILE>"),
    ] {
        let output = run(example, &["--help"]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.contains(usage), "{text}");
    }
}
