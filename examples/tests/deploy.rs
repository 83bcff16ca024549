//! The example `deploy`: its factory with a test session, and the program.
#![cfg(test)]

#[path = "../examples/deploy/factory.rs"]
mod factory;
mod program;

use std::time::Duration;

use factory::factory;
use http_step::prelude::*;
use http_step::testing::{ReceivedRequest, Reply, Table};
use http_step::{Build, FailureKind, Phase};
use program::{records, run};
use serde_json::json;

const API: &str = "https://api.example.com";

fn url(path: &str) -> String {
    format!("{API}{path}")
}

fn state(state: &str) -> Reply {
    Reply::json(json!({ "id": 31, "state": state, "healthy": state == "live" }))
}

/// A service whose deployment succeeds.
fn api() -> Table {
    Table::new()
        .on(
            "POST",
            url("/deploys"),
            Reply::json(json!({ "id": 31 })).status(201),
        )
        .on(
            "GET",
            url("/deploys?id=31"),
            [state("starting"), state("live")],
        )
        .on("DELETE", url("/deploys?id=31"), 202)
        .on("POST", url("/announcements"), 204)
}

fn build(api: &Table, deadline: Duration) -> Build {
    factory(API, deadline)
        .build()
        .property("revision", "6e0a1f2")
        .property("buildnumber", 7)
        .session(api.session())
}

const LONG: Duration = Duration::from_secs(60);

/// Method and path of each request.
fn calls(api: &Table) -> Vec<String> {
    let call = |request: &ReceivedRequest| format!("{} {}", request.method(), request.path());
    api.received_requests().iter().map(call).collect()
}

#[test]
fn a_live_deployment_is_announced() {
    let api = api();
    let outcome = build(&api, LONG).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    let expected = [
        "POST /deploys",
        "GET /deploys",
        "GET /deploys",
        "POST /announcements",
    ];
    assert_eq!(calls(&api), expected);
    let message = json!({ "text": "6e0a1f2 is live" });
    assert_eq!(api.received_requests()[3].json().unwrap(), message);
    assert!(api.unanswered().is_empty());
}

/// The clock is paused: the minute until the deadline takes no time.
#[tokio::test(start_paused = true)]
async fn a_deployment_that_never_goes_live_is_stopped_at_the_deadline() {
    let api = api().on("GET", url("/deploys?id=31"), state("starting"));
    let outcome = build(&api, LONG).run().await;
    assert_eq!(outcome.result(), BuildResult::Failure);
    let failure = outcome.step("wait").unwrap().failure().unwrap();
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Timeout, Phase::Poll)
    );
    let calls = calls(&api);
    assert_eq!(calls.last().map(String::as_str), Some("DELETE /deploys"));
    assert!(outcome.step("announce").is_none());
}

#[test]
fn a_cancelled_build_stops_its_deployment() {
    let api = api();
    let build = build(&api, LONG);
    let cancellation = build.cancellation();
    // While the state of the deployment is requested.
    let api = api.on("GET", url("/deploys?id=31"), move |_: &ReceivedRequest| {
        cancellation.cancel("cancelled by the test");
        Reply::never()
    });
    let outcome = build.run_blocking();
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    assert_eq!(
        calls(&api),
        ["POST /deploys", "GET /deploys", "DELETE /deploys"]
    );
    assert_eq!(
        api.received_requests()[2].params(),
        [("id".to_owned(), "31".to_owned())]
    );
}

#[test]
fn a_failed_deployment_is_neither_stopped_nor_announced() {
    let api = api().on("GET", url("/deploys?id=31"), state("failed"));
    let outcome = build(&api, LONG).run_blocking();
    assert_eq!(outcome.step("wait").unwrap().result(), BuildResult::Failure);
    assert_eq!(calls(&api), ["POST /deploys", "GET /deploys"]);
}

#[test]
fn a_live_but_unhealthy_deployment_is_a_failure() {
    let unhealthy = Reply::json(json!({ "id": 31, "state": "live", "healthy": false }));
    let api = api().on("GET", url("/deploys?id=31"), unhealthy);
    let outcome = build(&api, LONG).run_blocking();
    let watch = outcome.step("wait").unwrap();
    assert_eq!(
        watch.unmet(),
        [r#"expected `json("$.healthy") == true`, found false"#]
    );
    assert!(outcome.step("announce").is_none());
}

#[test]
fn a_deployment_is_retried_with_the_same_key() {
    let created = Reply::json(json!({ "id": 31 })).status(201);
    let replies = [
        Reply::from(503),
        Reply::failure(FailureKind::Connect),
        created,
    ];
    let api = api().on("POST", url("/deploys"), replies);
    let outcome = build(&api, LONG).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    let requests = api.received_requests();
    let mut keys: Vec<_> = requests[..3]
        .iter()
        .map(|request| request.header("idempotency-key"))
        .collect();
    keys.dedup();
    assert_eq!(keys, [Some("deploy-6e0a1f2-7")]);
}

#[test]
fn the_exit_code_is_that_of_the_scenario() {
    let table: [(&[&str], bool, &str); 3] = [
        (&[], true, "  POST /announcements -> 204"),
        (&["stuck"], false, "  DELETE /deploys?id=31 -> 202"),
        (&["cancel"], false, "  DELETE /deploys?id=31 -> 202"),
    ];
    for (arguments, succeeds, last) in table {
        let output = run("deploy", arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.success(), succeeds, "{text}");
        assert_eq!(records(&text).last(), Some(&last), "{arguments:?}");
    }
}

#[test]
fn a_dry_run_has_no_errors() {
    let build = factory(API, Duration::from_secs(60)).build();
    let build = build.property("revision", "6e0a1f2");
    let dry = build.property("buildnumber", 7).dry_run();
    for step in dry.steps() {
        assert!(step.request().is_some(), "{dry}");
    }
}

#[test]
fn an_unknown_scenario_is_refused() {
    let output = run("deploy", &["canecl"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let text = String::from_utf8(output.stderr).unwrap();
    for part in [
        "invalid value 'canecl' for '[SCENARIO]'",
        "possible values: stuck, cancel",
        "a similar value exists: 'cancel'",
    ] {
        assert!(text.contains(part), "{text}");
    }
}
