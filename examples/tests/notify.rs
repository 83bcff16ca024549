//! The example `notify`, run as a user runs it.
#![cfg(test)]

mod program;

use program::{records, run};

#[test]
fn a_build_reaches_the_service_step_by_step() {
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
fn a_service_that_is_down_is_a_clear_failure() {
    let output = run("notify", &["http://127.0.0.1:1/hook"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("connect: Connection refused"), "{text}");
    assert!(
        !text.contains("announce"),
        "the first step halts the build: {text}"
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("did not get through to http://127.0.0.1:1/hook: failed Requested (failure)"),
        "{told}"
    );
}

#[test]
fn what_is_no_url_is_a_clear_failure() {
    let output = run("notify", &["ci.example.com/hook"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("the URL has no scheme"), "{text}");
}
