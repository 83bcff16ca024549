//! The example `release`: its factory with a test session, and the program.
#![cfg(test)]

#[path = "../examples/release/factory.rs"]
mod factory;
mod program;

use factory::factory;
use http_step::prelude::*;
use http_step::testing::{ReceivedRequest, Recorder, Reply, Table};
use http_step::{BuildOutcome, FailureKind, Session};
use program::{records, run};
use serde_json::json;

const API: &str = "https://api.example.com";
const TOKEN: &str = "t0ken-4f1e9b7a";
const CLIENT_SECRET: &str = "s3cr3t-c01d5eed";

fn url(path: &str) -> String {
    format!("{API}{path}")
}

/// A service whose release succeeds.
fn api() -> Table {
    let token = json!({ "access_token": TOKEN, "expires_in": 600 });
    let state = |state: &str| Reply::json(json!({ "id": 12, "state": state }));
    Table::new()
        .on("POST", url("/token"), Reply::json(token))
        .on(
            "POST",
            url("/releases"),
            Reply::json(json!({ "id": 12 })).status(201),
        )
        .on(
            "GET",
            url("/releases?id=12"),
            [state("queued"), state("released")],
        )
        .on("POST", url("/messages"), 204)
        .on("DELETE", url("/token"), 204)
}

fn build(session: Session) -> BuildOutcome {
    factory(API)
        .build()
        .property("client", "ci")
        .property("tag", "v1.4.0")
        .property("buildnumber", 7)
        .secrets(MapSecrets::from([("client-secret", CLIENT_SECRET)]))
        .session(session)
        .run_blocking()
}

/// Method and path of each request.
fn calls(api: &Table) -> Vec<String> {
    let call = |request: &ReceivedRequest| format!("{} {}", request.method(), request.path());
    api.received_requests().iter().map(call).collect()
}

fn results(outcome: &BuildOutcome) -> Vec<(&str, BuildResult)> {
    let steps = outcome.steps().iter();
    steps.map(|step| (step.name(), step.result())).collect()
}

#[test]
fn a_release_takes_five_steps() {
    let api = api();
    let outcome = build(api.session());
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    assert_eq!(
        calls(&api),
        [
            "POST /token",
            "POST /releases",
            "GET /releases",
            "GET /releases",
            "POST /messages",
            "DELETE /token",
        ]
    );
    let requests = api.received_requests();
    let [sign_in, rest @ ..] = &requests[..] else {
        panic!("{api:?}")
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert!(
        sign_in
            .form()
            .contains(&pair("client_secret", CLIENT_SECRET))
    );
    for request in rest {
        assert_eq!(
            request.header("authorization"),
            Some(&*format!("Bearer {TOKEN}")),
            "{request}"
        );
    }
    assert_eq!(rest[0].header("idempotency-key"), Some("release-v1.4.0-7"));
    assert_eq!(rest[0].json().unwrap(), json!({ "tag": "v1.4.0" }));
    let message = json!({ "text": "v1.4.0 is out, as release 12" });
    assert_eq!(rest[3].json().unwrap(), message);
    assert!(api.unanswered().is_empty());
}

#[test]
fn the_token_and_the_client_secret_are_masked() {
    // The response contains the credential of the request.
    let echo = |request: &ReceivedRequest| {
        let credential = request.header("authorization").unwrap_or_default();
        Reply::text(format!("received {credential}")).status(500)
    };
    let api = api().on("POST", url("/messages"), echo);
    let outcome = build(api.session());
    let shown = format!("{outcome:?} {:?} {api:?}", outcome.properties());
    assert!(shown.contains("received <HIDDEN>"), "{shown}");
    assert!(
        !shown.contains(TOKEN) && !shown.contains(CLIENT_SECRET),
        "{shown}"
    );
}

#[test]
fn if_publishing_fails_nothing_is_announced_and_the_token_is_revoked() {
    let api = api().on("POST", url("/releases"), 409);
    let outcome = build(api.session());
    assert_eq!(outcome.result(), BuildResult::Failure);
    assert_eq!(
        calls(&api),
        ["POST /token", "POST /releases", "DELETE /token"]
    );
    assert_eq!(
        results(&outcome),
        [
            ("sign in", BuildResult::Success),
            ("publish", BuildResult::Failure),
            ("revoke", BuildResult::Success),
        ]
    );
}

#[test]
fn publishing_is_retried_with_the_same_key() {
    let published = Reply::json(json!({ "id": 12 })).status(201);
    let replies = [
        Reply::from(503),
        Reply::failure(FailureKind::Timeout),
        published,
    ];
    let api = api().on("POST", url("/releases"), replies);
    let outcome = build(api.session());
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    let requests = api.received_requests();
    let keys = requests[1..4]
        .iter()
        .map(|request| request.header("idempotency-key"));
    assert!(
        keys.into_iter().all(|key| key == Some("release-v1.4.0-7")),
        "{api:?}"
    );
}

#[test]
fn a_release_that_fails_is_not_announced() {
    let failed = Reply::json(json!({ "id": 12, "state": "failed" }));
    let api =
        api()
            .on("GET", url("/releases"), failed.clone())
            .on("GET", url("/releases?id=12"), failed);
    let outcome = build(api.session());
    assert_eq!(outcome.step("wait").unwrap().result(), BuildResult::Failure);
    assert!(outcome.step("notify").is_none());
    assert_eq!(
        outcome.step("revoke").unwrap().result(),
        BuildResult::Success
    );
}

#[test]
fn without_a_token_nothing_is_revoked() {
    let api = api().on("POST", url("/token"), 401);
    let outcome = build(api.session());
    assert_eq!(calls(&api), ["POST /token"]);
    assert_eq!(
        results(&outcome),
        [
            ("sign in", BuildResult::Failure),
            ("revoke", BuildResult::Skipped)
        ]
    );
}

#[test]
fn a_recording_can_be_replayed_and_contains_no_secret() {
    let recorder = Recorder::new();
    let live = build(recorder.watch(&api().session()));
    let recording = recorder.recording().unwrap();
    let text = recording.to_json();
    assert!(
        !text.contains(TOKEN) && !text.contains(CLIENT_SECRET),
        "{text}"
    );
    let again = build(recording.session());
    assert_eq!(results(&again), results(&live));
}

#[test]
fn the_program_succeeds() {
    let output = run("release", &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    assert_eq!(
        records(&text),
        [
            "  POST /token -> 200",
            "  POST /releases -> 503",
            "  POST /releases -> 201",
            "  GET /releases?id=12 -> 200",
            "  GET /releases?id=12 -> 200",
            "  GET /releases?id=12 -> 200",
            "  POST /messages -> 204",
            "  DELETE /token -> 204",
        ]
    );
    assert!(
        !text.contains("t0ken") && !text.contains("battery"),
        "{text}"
    );
}

#[test]
fn the_program_shows_a_refused_release() {
    let output = run("release", &["refuse"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    let refused = [
        "  POST /token -> 200",
        "  POST /releases -> 409",
        "  DELETE /token -> 204",
    ];
    assert_eq!(records(&text), refused);
    assert!(
        text.contains("\nSummary: failed Status code: 409 (failure)"),
        "{text}"
    );
}

#[test]
fn a_dry_run_has_no_errors() {
    let build = factory(API).build();
    let build = build.property("client", "ci").property("tag", "v1.4.0");
    let dry = build.property("buildnumber", 7).dry_run();
    for step in dry.steps() {
        assert!(step.request().is_some(), "{dry}");
    }
    assert_eq!(dry.steps()[4].open(), ["expires_in"]);
}
