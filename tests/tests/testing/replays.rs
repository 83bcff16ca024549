//! How a recording answers, and what it says where it can't.

use http_step::prelude::*;
use http_step::testing::{Recorder, Recording, Reply, Table};
use http_step::{FailureKind, Phase};
use serde_json::json;

use super::{build, run, run_one};

const API: &str = "https://api.example.com";

fn url(path: &str) -> String {
    format!("{API}{path}")
}

/// A recording of these exchanges.
fn recording(exchanges: serde_json::Value) -> Recording {
    let document = json!({ "version": 1, "exchanges": exchanges });
    Recording::from_json(&document.to_string()).unwrap()
}

fn failure(outcome: &StepOutcome) -> String {
    let failure = outcome.failure().unwrap_or_else(|| panic!("{outcome:?}"));
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Connect, Phase::Connect)
    );
    failure.to_string()
}

#[test]
fn a_release_with_secrets_is_replayed_with_others() {
    let network = Table::new()
        .on(
            "POST",
            url("/token"),
            Reply::json(json!({ "token": "canary-4f1e9b7a" })),
        )
        .otherwise(200);
    let steps = || {
        [
            post!(
                url("/token"),
                data: { "key": Secret("key") },
                capture: { "token": json("$.token") as Secret },
            ),
            post!(url("/release"), auth: Bearer(Secret("token")), data: { "with": Secret("token") }),
            put!(
                Interpolate("https://api.example.com/%(prop:path)s"),
                json: { "with": Secret("token") },
            ),
        ]
    };
    let of = |session, key| {
        let build = build(session, steps()).property("path", "a b");
        build
            .secrets(MapSecrets::from([("key", key)]))
            .run_blocking()
    };
    let recorder = Recorder::new();
    let live = of(recorder.watch(&network.session()), "canary-key-1");
    assert_eq!(live.result(), BuildResult::Success, "{live:?}");
    let recording = recorder.recording().unwrap();
    let again = of(recording.session(), "another-key-2");
    assert_eq!(again.result(), BuildResult::Success, "{again:?}");
}

#[test]
fn credentials_that_were_hidden_by_name_are_the_same_in_what_follows() {
    let network = Table::new()
        .on(
            "GET",
            url("/login"),
            Reply::json(json!({ "session_token": "canary-4f1e9b7a" })),
        )
        .otherwise(200);
    let steps = || {
        [
            get!(url("/login"), capture: { "sid": json("$.session_token") }),
            get!(Interpolate("https://api.example.com/of/%(prop:sid)s"), name: "path"),
            post!(url("/form"), data: { "sid": Property("sid") }),
        ]
    };
    let recorder = Recorder::new();
    let _ = run(recorder.watch(&network.session()), steps());
    let recording = recorder.recording().unwrap();
    assert!(
        !recording.to_json().contains("canary"),
        "{}",
        recording.to_json()
    );
    let again = run(recording.session(), steps());
    assert_eq!(again.result(), BuildResult::Success, "{again:?}");
}

#[test]
fn forms_with_files_are_the_same_although_their_boundaries_are_not() {
    let network = Table::new().otherwise(200);
    let folder = tempfile::tempdir().unwrap();
    for content in [&b"text"[..], b"\xff\xfe"] {
        let path = folder.path().join("file");
        std::fs::write(&path, content).unwrap();
        let step = || post!(url("/"), files: { "file": File(path.to_str().unwrap()) });
        let recorder = Recorder::new();
        let _ = run(recorder.watch(&network.session()), [step()]);
        let recording = recorder.recording().unwrap();
        let outcome = run_one(recording.session(), step());
        assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    }
}

#[test]
fn cookies_and_redirects_are_replayed() {
    let signed_in = Reply::from(303)
        .header("Location", "/home")
        .header("Set-Cookie", "sid=canary");
    let network = Table::new()
        .on("POST", url("/login"), signed_in)
        .otherwise(200);
    let step = || post!(url("/login"), data: { "user": "me" });
    let recorder = Recorder::new();
    let _ = run(recorder.watch(&network.session()), [step()]);
    let recording = recorder.recording().unwrap();
    let outcome = run_one(recording.session(), step());
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    let log = outcome.log("log").unwrap().text();
    assert!(log.contains("Cookie: <HIDDEN>"), "{log}");
}

#[test]
fn the_same_request_gets_its_answers_in_their_order() {
    let state = |state: &str| {
        json!({
            "request": { "method": "GET", "url": url("/d") },
            "response": { "status": 200, "body": json!({ "state": state }).to_string() },
        })
    };
    let recording = recording(json!([state("queued"), state("runs"), state("done")]));
    let step =
        || get!(url("/d"), poll: { every: 0.001, until: json("$.state") == "done", deadline: 60 });
    // Each session begins anew.
    for _ in 0..2 {
        let outcome = run_one(recording.session(), step());
        assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    }
    let session = recording.session();
    let _ = run(session.clone(), [step()]);
    let text = failure(&run_one(session, get!(url("/d"))));
    assert!(
        text.contains(&format!(
            "`GET {API}/d` is 3 times in the recording, and is asked once more"
        )),
        "{text}"
    );
}

#[test]
fn what_differs_is_said() {
    let recording = recording(json!([
        {
            "request": { "method": "POST", "url": url("/deploys"), "body": r#"{"a":1}"# },
            "response": { "status": 200 },
        },
        { "request": { "method": "GET", "url": url("/deploys/7") }, "response": { "status": 200 } },
    ]));
    let of = |step| failure(&run_one(recording.session(), step));
    let text = of(post!(url("/deploys"), json: { "a": 2 }));
    let expected = r#"recorded was `{"a":1}`, asked is `{"a":2}`"#;
    assert!(text.contains(expected), "{text}");
    let text = of(put!(url("/deploys/7")));
    assert!(text.contains(&format!(
        "`PUT {API}/deploys/7` is not in the recording, but `GET {API}/deploys/7` is"
    )));
    let text = of(get!(url("/deploys/8")));
    assert!(
        text.contains(&format!("but `GET {API}/deploys/7` is")),
        "{text}"
    );
    let text = of(get!("https://elsewhere.example.com/"));
    assert!(text.contains("nor is anything near it"), "{text}");
}

#[test]
fn failures_are_replayed_with_kind_and_phase() {
    let recording = recording(json!([{
        "request": { "method": "GET", "url": url("/") },
        "failure": { "kind": "timeout", "phase": "resolve" },
    }]));
    let outcome = run_one(recording.session(), get!(url("/")));
    let failure = outcome.failure().unwrap();
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Timeout, Phase::Resolve)
    );
    assert!(!failure.answer_unknown());
}

#[test]
fn an_answer_that_was_left_out_says_so() {
    let recording = recording(json!([{
        "request": { "method": "POST", "url": url("/"), "body": { "left_out": 9 } },
        "response": { "status": 200, "body": { "left_out": 2_000_000 } },
    }]));
    let outcome = run_one(
        recording.session(),
        post!(url("/"), data: "whatever it was"),
    );
    assert_eq!(outcome.failure().unwrap().kind(), FailureKind::TooLarge);
}

#[test]
fn a_document_of_another_form_is_refused_with_its_place() {
    let exchange = |exchange: serde_json::Value| json!({ "version": 1, "exchanges": [exchange] });
    let request = json!({ "method": "GET", "url": "https://h/" });
    let table = [
        (json!([]), "the document: this is an object, not list"),
        (
            json!({ "exchanges": [] }),
            "the document: `version` is missing",
        ),
        (
            json!({ "version": 2, "exchanges": [] }),
            "the document: it is of version 2, and this reads version 1",
        ),
        (
            json!({ "version": 1, "exchanges": [], "more": 1 }),
            "the document: nobody knows a member `more`",
        ),
        (
            json!({ "version": 1, "exchanges": 7 }),
            "the document.exchanges: this is a list, not integer",
        ),
        (
            exchange(json!({ "request": request })),
            "exchanges[0]: `response` is missing",
        ),
        (
            exchange(json!({ "request": { "method": 7 }, "response": {} })),
            "exchanges[0].request.method: this is text, not integer",
        ),
        (
            exchange(json!({ "request": request, "response": { "status": 70000 } })),
            "exchanges[0].response: 70000 is no status",
        ),
        (
            exchange(
                json!({ "request": request, "response": { "status": 200, "headers": [["a"]] } }),
            ),
            "exchanges[0].response.headers: this is a list of pairs of texts, not list",
        ),
        (
            exchange(
                json!({ "request": request, "response": { "status": 200, "body": { "base64": "?" } } }),
            ),
            "exchanges[0].response.body: Invalid symbol",
        ),
        (
            exchange(
                json!({ "request": request, "failure": { "kind": "bad luck", "phase": "head" } }),
            ),
            "exchanges[0].failure: `bad luck` is no kind of failure",
        ),
        (
            exchange(json!({ "request": request, "failure": { "kind": "dns", "phase": "moon" } })),
            "exchanges[0].failure: `moon` is no phase",
        ),
    ];
    for (document, what) in table {
        let error = Recording::from_json(&document.to_string())
            .unwrap_err()
            .to_string();
        let what = format!("no recording: {what}");
        assert!(error.starts_with(&what), "{error}\nis not\n{what}");
    }
    let error = Recording::from_json("{").unwrap_err().to_string();
    assert!(
        error.starts_with("no recording: the document: no JSON: "),
        "{error}"
    );
    assert!(Recording::load("/no/such/file").is_err());
}

#[test]
fn what_is_written_is_read_again() {
    let exchanges = json!([
        {
            "request": {
                "method": "POST",
                "url": url("/"),
                "headers": [["x", "1"], ["x", "2"]],
                "body": { "base64": "/wE=" },
            },
            "response": { "status": 200, "headers": [], "body": { "left_out": 9 } },
        },
        {
            "request": { "method": "GET", "url": url("/"), "headers": [], "body": "text" },
            "failure": { "kind": "refused_by_policy", "phase": "poll", "detail": "why" },
        },
    ]);
    let recording = recording(exchanges.clone());
    let written: serde_json::Value = serde_json::from_str(&recording.to_json()).unwrap();
    assert_eq!(written["exchanges"], exchanges);
}
