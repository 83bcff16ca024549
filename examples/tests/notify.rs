//! The example `notify`, run as a user runs it.
#![cfg(test)]

use std::process::{Command, Output};

/// Built by cargo where it is not fresh: a run of this test alone has not done so.
fn notify(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "notify", "--"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap()
}

#[test]
fn a_build_reaches_the_service_step_by_step() {
    let output = notify(&[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    let (_, records) = text.split_once("What the service has recorded:\n").unwrap();
    let records: Vec<&str> = records
        .lines()
        .take_while(|line| !line.is_empty())
        .collect();
    assert_eq!(
        records,
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
    let output = notify(&["http://127.0.0.1:1/hook"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("connect: Connection refused"), "{text}");
    assert!(
        !text.contains("announce"),
        "the first step halts the build: {text}"
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("did not get through to http://127.0.0.1:1/hook: failed look"),
        "{told}"
    );
}

#[test]
fn what_is_no_url_is_a_clear_failure() {
    let output = notify(&["ci.example.com/hook"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("the URL has no scheme"), "{text}");
}
