//! What a recorder keeps, and that it keeps no secrets.

use std::sync::{Arc, Mutex};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step::prelude::*;
use http_step::testing::{ReceivedRequest, Recorder, Recording, Reply, Table};
use http_step::{Cancellation, Session};
use http_step_tests::service::Service;
use serde_json::{Value, json};

use super::{build, run};

const API: &str = "https://api.example.com";

fn url(path: &str) -> String {
    format!("{API}{path}")
}

fn document(recording: &Recording) -> Value {
    serde_json::from_str(&recording.to_json()).unwrap()
}

/// What a recorder has made of one request.
fn recorded(reply: Reply, step: HttpStep) -> Value {
    let recorder = Recorder::new();
    let network = Table::new().otherwise(reply);
    let secrets = MapSecrets::from([("pw", "canary-4f1e9b7a")]);
    let build = build(recorder.watch(&network.session()), [step]).secrets(secrets);
    let _ = build.run_blocking();
    document(&recorder.recording().unwrap())["exchanges"][0].clone()
}

#[test]
fn a_file_of_exchanges_with_a_real_service_answers_as_the_service_did() {
    let service = Service::start().unwrap();
    let steps = || {
        [
            post!(service.url("/echo"), name: "echo", data: { "a": 1, "b": "ü" }),
            get!(service.url("/status/404"), name: "lost"),
            get!("http://127.0.0.1:1/", name: "refused"),
        ]
    };
    let recorder = Recorder::new();
    let live = run(recorder.session(), steps());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exchanges.json");
    recorder.save(&path).unwrap();
    let recording = Recording::load(&path).unwrap();
    assert_eq!(recording.len(), 3);

    let asked = service.received_requests().len();
    let again = run(recording.session(), steps());
    assert_eq!(
        service.received_requests().len(),
        asked,
        "nobody asked the service"
    );
    for (live, again) in live.steps().iter().zip(again.steps()) {
        assert_eq!(live.result(), again.result());
        assert_eq!(live.state_string(), again.state_string());
        assert_eq!(live.failure(), again.failure());
        let content = |step: &StepOutcome| step.log("content").map(|log| log.text().to_owned());
        assert_eq!(content(live), content(again));
    }
    assert_eq!(
        live.steps()[2].failure().unwrap().kind().as_str(),
        "connect"
    );
}

#[test]
fn no_secret_is_written_in_any_form() {
    let secret = "canary-4f1e?9b7a";
    let service = Service::start().unwrap();
    let steps = [
        // It echoes all that is sent.
        post!(
            service.url("/echo"),
            headers: { "X-Note": Secret("pw"), "X-Api-Key": "canary-key-1" },
            auth: ("me", Secret("pw")),
            cookies: { "sid": Secret("pw") },
            json: { "deep": [{ "a": Secret("pw"), "password": "canary-password" }] },
        ),
        post!(service.url("/echo"), auth: Bearer(Secret("pw")), data: { "a": Secret("pw") }),
    ];
    let recorder = Recorder::new();
    let session = recorder.session();
    let build = build(session, steps).secrets(MapSecrets::from([("pw", secret)]));
    assert_eq!(build.run_blocking().result(), BuildResult::Success);
    assert!(
        service.received_requests()[0].text().contains(secret),
        "it was sent"
    );
    let text = recorder.recording().unwrap().to_json();
    let basic = BASE64_STANDARD.encode(format!("me:{secret}"));
    for form in ["canary", "9b7a", basic.as_str()] {
        assert!(!text.contains(form), "{form} in {text}");
    }
    assert!(text.contains("<pw>") && text.contains("<HIDDEN>"));
    for shown in [
        format!("{recorder:?}"),
        format!("{:?}", recorder.recording()),
    ] {
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[test]
fn what_becomes_a_secret_later_is_left_out_of_what_came_before() {
    let token = "canary-4f1e9b7a";
    let network = Table::new()
        .on(
            "GET",
            url("/motd"),
            Reply::text(format!("the word of the day is {token}")),
        )
        .on(
            "POST",
            url("/token"),
            Reply::json(json!({ "value": token })),
        )
        .otherwise(204);
    let steps = [
        get!(url("/motd")),
        post!(url("/token"), capture: { "word": json("$.value") as Secret }),
    ];
    let recorder = Recorder::new();
    let _ = run(recorder.watch(&network.session()), steps);
    let text = recorder.recording().unwrap().to_json();
    assert!(!text.contains("canary"), "{text}");
    assert!(text.contains(r#"the word of the day is <word>"#), "{text}");
    // Also where another build has learned it.
    let other = run(recorder.watch(&network.session()), [get!(url("/motd"))]);
    assert_eq!(other.result(), BuildResult::Success);
    assert!(!recorder.recording().unwrap().to_json().contains("canary"));
}

#[test]
fn members_that_are_credentials_by_name_are_hidden() {
    let tokens =
        json!({ "access_token": "canary-1", "deep": [{ "refresh-token": "canary-2" }], "id": 7 });
    let exchange = recorded(Reply::json(tokens), get!(url("/")));
    assert_eq!(
        exchange["response"]["body"],
        r#"{"access_token":"<HIDDEN>","deep":[{"refresh-token":"<HIDDEN>"}],"id":7}"#
    );
}

#[test]
fn a_word_under_such_a_name_is_hidden_there_and_a_token_everywhere() {
    let member =
        json!({ "key": "released", "state": "released", "token": "canary-7f", "at": "canary-7f" });
    let exchange = recorded(Reply::json(member), get!(url("/")));
    assert_eq!(
        exchange["response"]["body"],
        r#"{"key":"<HIDDEN>","state":"released","token":"<HIDDEN>","at":"<HIDDEN>"}"#
    );
    // What has another place than text stays JSON.
    let pairs = json!({ "auth": { "user": "me", "id": 123_456 }, "pairs": [["password", "word"]] });
    let exchange = recorded(Reply::json(pairs), get!(url("/")));
    assert_eq!(
        exchange["response"]["body"],
        r#"{"auth":{"user":"<HIDDEN>","id":123456},"pairs":[["password","<HIDDEN>"]]}"#
    );
    // A name says more than that something is hidden.
    let named = json!({ "token": "canary-4f1e9b7a" });
    let step = get!(url("/"), headers: { "X-Pw": Secret("pw") });
    let exchange = recorded(Reply::json(named), step);
    assert_eq!(exchange["response"]["body"], r#"{"token":"<pw>"}"#);
}

#[test]
fn cookies_keep_their_names_and_attributes() {
    let reply = Reply::from(200).header("Set-Cookie", "sid=canary; Path=/; Secure");
    let exchange = recorded(
        reply,
        get!(url("/"), cookies: { "a": "canary", "b": "canary" }),
    );
    let headers = exchange["response"]["headers"].as_array().unwrap();
    assert!(
        headers.contains(&json!(["set-cookie", "sid=<HIDDEN>; Path=/; Secure"])),
        "{headers:?}"
    );
    let headers = exchange["request"]["headers"].as_array().unwrap();
    assert!(
        headers.contains(&json!(["cookie", "a=<HIDDEN>; b=<HIDDEN>"])),
        "{headers:?}"
    );
}

#[test]
fn urls_are_written_without_credentials() {
    let step = get!(url("/x"), params: { "q": "1", "api_key": "canary" });
    let exchange = recorded(Reply::from(200), step);
    assert_eq!(exchange["request"]["url"], url("/x?q=1&api_key=<HIDDEN>"));
    let location = Reply::from(302).header("Location", "/y?code=1&token=canary");
    let exchange = recorded(location, get!(url("/x"), allow_redirects: false));
    let headers = exchange["response"]["headers"].to_string();
    assert!(headers.contains("/y?code=1&token=<HIDDEN>"), "{headers}");
}

#[test]
fn compressed_bodies_are_written_decoded() {
    let gzip = BASE64_STANDARD
        .decode("H4sIAAAAAAACA8tIzcnJVyjPL8pJ4coYZY+yqcQGABeA4VBYAgAA")
        .unwrap();
    let length = gzip.len().to_string();
    let reply = Reply::bytes(gzip)
        .header("Content-Encoding", "gzip")
        .header("Content-Length", length);
    let exchange = recorded(reply, get!(url("/")));
    assert_eq!(exchange["response"]["body"], "hello world\n".repeat(50));
    let headers = exchange["response"]["headers"].as_array().unwrap();
    assert!(
        headers.contains(&json!(["content-length", "600"])),
        "{headers:?}"
    );
    assert!(!exchange["response"]["headers"].to_string().contains("gzip"));
}

#[test]
fn texts_of_other_charsets_are_written_in_utf_8_and_without_secrets() {
    let utf16: Vec<u8> = "pw is canary-4f1e9b7a"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let reply = Reply::bytes(utf16).header("Content-Type", "text/plain; charset=utf-16le");
    let exchange = recorded(reply, get!(url("/"), headers: { "X-Pw": Secret("pw") }));
    assert_eq!(exchange["response"]["body"], "pw is <pw>");
    let headers = exchange["response"]["headers"].as_array().unwrap();
    assert!(
        headers.contains(&json!(["content-type", "text/plain; charset=utf-8"])),
        "{headers:?}"
    );
}

#[test]
fn bytes_are_written_in_base64_unless_they_hold_a_secret() {
    let exchange = recorded(
        Reply::bytes(vec![0xff, 0xfe]),
        post!(url("/"), data: bytes::Bytes::from_static(b"\xff\x01")),
    );
    assert_eq!(exchange["response"]["body"], json!({ "base64": "//4=" }));
    assert_eq!(exchange["request"]["body"], json!({ "base64": "/wE=" }));
    let bytes = [b"\xff".as_slice(), b"canary-4f1e9b7a"].concat();
    let exchange = recorded(
        Reply::bytes(bytes),
        get!(url("/"), headers: { "X-Pw": Secret("pw") }),
    );
    assert_eq!(exchange["response"]["body"], "<HIDDEN>");
}

#[test]
fn of_long_bodies_only_the_length_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long");
    std::fs::write(&path, vec![b'a'; (1 << 20) + 1]).unwrap();
    let reply = Reply::text("b".repeat(2 << 20));
    let exchange = recorded(reply, post!(url("/"), data: File(path.to_str().unwrap())));
    assert_eq!(
        exchange["request"]["body"],
        json!({ "left_out": (1 << 20) + 1 })
    );
    assert_eq!(exchange["response"]["body"], json!({ "left_out": 2 << 20 }));
}

#[test]
fn a_file_that_is_sent_in_pieces_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long");
    std::fs::write(&path, vec![b'a'; 300_000]).unwrap();
    let service = Service::start().unwrap();
    let recorder = Recorder::new();
    let step = post!(service.url("/"), data: File(path.to_str().unwrap()));
    assert_eq!(
        run(recorder.session(), [step]).result(),
        BuildResult::Success
    );
    assert_eq!(service.received_requests()[0].body.len(), 300_000);
    let document = document(&recorder.recording().unwrap());
    assert_eq!(
        document["exchanges"][0]["request"]["body"],
        "a".repeat(300_000)
    );
}

#[test]
fn failures_of_answers_are_kept_and_refusals_are_made_anew() {
    let short = recorded(
        Reply::text("short").header("Content-Length", "9"),
        get!(url("/")),
    );
    assert_eq!(short["failure"]["kind"], "incomplete");
    assert_eq!(short["failure"]["phase"], "body");
    let broken = recorded(
        Reply::text("x").header("Content-Encoding", "gzip"),
        get!(url("/")),
    );
    assert_eq!(broken["failure"]["kind"], "decode");
    let reply = Reply::from(302).header("Location", "http://169.254.169.254/");
    let refused = recorded(reply, get!(url("/")));
    assert_eq!(refused["response"]["status"], 302);
}

#[test]
fn a_request_that_was_cancelled_is_left_out() {
    let cancellation = Cancellation::new();
    let cancel = cancellation.clone();
    let network = Table::new().on("GET", url("/first"), 200).on(
        "GET",
        url("/"),
        move |_: &ReceivedRequest| {
            cancel.cancel("enough");
            Reply::never()
        },
    );
    let recorder = Recorder::new();
    let steps = [get!(url("/first")), get!(url("/"))];
    let build = build(recorder.watch(&network.session()), steps).cancelled_by(cancellation);
    assert_eq!(build.run_blocking().result(), BuildResult::Cancelled);
    assert_eq!(recorder.recording().unwrap().len(), 1);
}

#[test]
fn there_is_no_recording_while_a_build_may_learn_of_secrets_yet() {
    let recorder = Recorder::new();
    let seen = Arc::new(Mutex::new(None));
    let (during, told) = (recorder.clone(), Arc::clone(&seen));
    let network = Table::new().otherwise(move |_: &ReceivedRequest| {
        *told.lock().unwrap() = Some(during.recording().map(drop));
        200
    });
    let _ = run(recorder.watch(&network.session()), [get!(url("/"))]);
    let error = seen
        .lock()
        .unwrap()
        .take()
        .unwrap()
        .unwrap_err()
        .to_string();
    assert!(error.contains("when all builds are over"), "{error}");
    assert_eq!(recorder.recording().unwrap().len(), 1);
}

#[test]
fn a_recorder_keeps_the_settings_of_the_session_that_it_watches() {
    let recorder = Recorder::new();
    let session = Session::builder().in_flight(7).build();
    let watched = format!("{:?}", recorder.watch(&session));
    assert_eq!(watched, format!("{session:?}"));
    assert!(recorder.recording().unwrap().is_empty());
    assert!(
        recorder
            .save("/no/such/folder/x.json")
            .unwrap_err()
            .to_string()
            .starts_with("`/no/such")
    );
}
