//! What is taken as a secret, and what else holds one: none of it is shown.

use std::sync::{Arc, Mutex};

use http_step::prelude::*;
use http_step::{Event, MapSecrets};
use http_step_tests::raw::{Raw, response};
use http_step_tests::service::Service;
use serde_json::json;

use super::{run, server};

#[test]
fn a_captured_secret_is_hidden_and_known_to_later_steps() {
    let raw = server();
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(
            raw.url("/"),
            name: "login",
            expect: [json("$.token") != null],
            capture: { "token": json("$.token") as Secret, "id": json("$.id") },
        ))
        .add_step(post!(
            raw.url("/echo"),
            name: "use",
            headers: { "X-Build": Secret("token") },
            expect: [text.contains(Secret("token")), text == Secret("token")],
        ));
    // One that is captured comes before one of the same name.
    let build = factory
        .build()
        .secrets(MapSecrets::from([("token", "another")]));
    assert_eq!(build.check(), Ok(()));
    let outcome = build.run_blocking();
    assert_eq!(outcome.step("login").unwrap().captured(), ["token", "id"]);
    assert!(outcome.properties().get("token").is_none());
    assert_eq!(
        raw.received_requests()[1].field("x-build"),
        Some("s3cr3t-t0ken-1")
    );
    let echo = outcome.step("use").unwrap();
    assert_eq!(echo.unmet().len(), 1);
    assert!(echo.unmet()[0].starts_with("expected `text == <token>`, found"));
    assert!(!format!("{outcome:?}").contains("s3cr3t"));
    let content = outcome.step("login").unwrap().log("content").unwrap();
    assert!(content.text().contains(r#""token": "<token>""#));
    assert!(echo.log("content").unwrap().text().contains("<token>"));
}

#[test]
fn observers_never_see_a_captured_secret() {
    let token = "s3cr3t-t0ken-1";
    // It lies across the end of what a log keeps of the beginning.
    let long = format!(
        r#"{{"a": "{}", "token": "{token}", "z": "{}"}}"#,
        "a".repeat((256 << 10) - 30),
        "z".repeat(1 << 20)
    );
    let short = format!(r#"{{"token": "{token}"}}"#);
    for body in [long, short] {
        let raw = Raw::with(move |asked| match asked.target.as_str() {
            "/" => http_step_tests::raw::redirect(302, &format!("/there?t={token}")),
            _ => response(200, &[&format!("X-Copy: {token}")], &body),
        })
        .unwrap();
        let seen = Arc::new(Mutex::new(String::new()));
        let sees = Arc::clone(&seen);
        let mut factory = BuildFactory::new();
        factory.add_step(get!(
            raw.url("/"),
            capture: { "t": json("$.token") as Secret },
        ));
        let observer = move |event: &Event| {
            if let Event::LogChunk { text, .. } = event {
                sees.lock().unwrap().push_str(text);
            }
        };
        let outcome = factory.build().observer(observer).run_blocking();
        assert_eq!(outcome.result(), BuildResult::Success);
        let seen = seen.lock().unwrap();
        assert!(seen.contains("X-Copy: <t>"));
        assert!(!seen.contains("s3cr3t") && !seen.contains("t0ken-1"));
    }
}

#[test]
fn a_secret_is_hidden_where_the_step_fails_too() {
    let raw = server();
    for step in [
        get!(raw.url("/"), results: { _ => FAILURE }, capture: { "t": json("$.token") as Secret }),
        get!(raw.url("/"), expect: [json("$") == 1], capture: { "t": json("$.token") as Secret }),
        get!(raw.url("/"), expect: [json("$.token") == 1], capture: { "t": json("$.token") as Secret }),
    ] {
        let outcome = run(step);
        assert_eq!(outcome.result(), BuildResult::Failure);
        assert!(!format!("{outcome:?}").contains("s3cr3t"));
    }
}

#[test]
fn what_is_to_be_a_secret_is_hidden_though_it_cannot_be_one() {
    let long = "t0ken-".repeat(3_500);
    let longer = "t0ken-".repeat(35_000);
    let table = [
        (json!({ "t": long }), "more than 16 KiB"),
        (json!({ "t": longer }), "more than 16 KiB"),
        (
            json!({ "t": { "pw": "hunter2hunter2", "n": 17_171_717 } }),
            "map",
        ),
        (
            json!({ "t": ["hunter2hunter2", { "x": "t0ken-9" }] }),
            "list",
        ),
    ];
    for (body, found) in table {
        let raw = Raw::with(move |_| response(200, &[], body.to_string())).unwrap();
        let outcome = run(get!(raw.url("/"), capture: { "t": json("$.t") as Secret }));
        let step = &outcome.steps()[0];
        assert_eq!(step.result(), BuildResult::Failure);
        assert!(
            step.unmet()[0].ends_with(&format!("found {found}")),
            "{:?}",
            step.unmet()
        );
        for log in step.logs() {
            for secret in ["t0ken-", "hunter2", "17171717"] {
                assert!(!log.text().contains(secret), "{}: {secret}", log.name());
            }
        }
    }
}

#[test]
fn beside_a_secret_that_is_too_long_nothing_of_the_body_is_shown_and_all_others_are_hidden() {
    let parts: Vec<_> = (0..9_000).map(|n| format!("p4rt-{n:04}")).collect();
    let table = [
        json!("l0ng-".repeat(14_000)),
        json!("l0ng-".repeat(300_000)),
        json!(parts),
    ];
    for long in table {
        let raw = Raw::with(move |_| {
            let body = json!({ "long": long, "t": "t0ken-1", "n": 17 });
            response(200, &["X-Token: t0ken-2"], body.to_string())
        })
        .unwrap();
        let outcome = run(get!(
            raw.url("/"),
            expect: [status == 201, text == "no", json("$.n") < 4, json("$.long") == 1],
            capture: {
                "long": json("$.long") as Secret,
                "t": json("$.t") as Secret,
                "u": header("x-token") as Secret,
            },
        ));
        let shown = format!("{outcome:?}");
        assert_eq!(outcome.result(), BuildResult::Failure);
        for secret in ["l0ng-", "p4rt-", "t0ken-"] {
            assert!(!shown.contains(secret), "{secret}");
            for log in outcome.steps()[0].logs() {
                assert!(!log.text().contains(secret), "{}: {secret}", log.name());
            }
        }
        assert_eq!(
            outcome.steps()[0].unmet(),
            [
                "expected `status == 201`, found 200",
                "expected `text == \"no\"`, found a value that is not shown",
                "expected `json(\"$.n\") < 4`, found a value that is not shown",
                "expected `json(\"$.long\") == 1`, found a value that is not shown",
            ]
        );
    }
}

#[test]
fn a_body_that_is_too_long_to_be_searched_for_a_secret_is_not_shown() {
    let raw =
        Raw::with(|_| response(200, &[], format!("t0ken-1 {}", "a".repeat(1 << 20)))).unwrap();
    let outcome = run(get!(
        raw.url("/"),
        capture: { "t": matches(r"(t0ken-\d)") as Secret },
    ));
    let step = &outcome.steps()[0];
    assert_eq!(step.result(), BuildResult::Failure);
    let content = step.log("content").unwrap().text();
    assert_eq!(
        content,
        "[left out: there is more to hide than can be looked for]\n"
    );
    assert!(!format!("{outcome:?}").contains("t0ken-1"));
}

#[test]
fn a_secret_from_the_head_is_hidden_where_the_body_is_cut() {
    let token = "t0ken-0123456789abcdefghijklmnopqrstuvwxyz";
    let cookie = "c00kie-0123456789abcdefghijklmnopqrstuvwxyz";
    for secret in [token, cookie] {
        for (before, after) in [((256 << 10) - 20, 500_000), (500_000, (64 << 10) - 20)] {
            let raw = Raw::with(move |_| {
                let body = format!("{}{secret}{}", "a".repeat(before), "b".repeat(after));
                let (field, cookie) = (format!("X-T: {token}"), format!("Set-Cookie: c={cookie}"));
                response(200, &[&field, &field, &cookie], body)
            })
            .unwrap();
            let outcome = run(get!(
                raw.url("/"),
                capture: { "t": header("x-t") as Secret, "c": cookie("c") as Secret },
            ));
            assert_eq!(outcome.result(), BuildResult::Success);
            for log in outcome.steps()[0].logs() {
                for part in ["t0ken-", "c00kie-", "rstuvwxyz"] {
                    assert!(!log.text().contains(part), "{}: {part}", log.name());
                }
            }
        }
    }
}

#[test]
fn what_was_found_shows_no_secret_however_it_is_quoted() {
    let secret = "s3cret\"4711/é\\x";
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(post!(
        service.url("/echo"),
        name: "ask",
        json: { "e": Secret("pw") },
        expect: [text == "no"],
    ));
    let secrets = MapSecrets::from([("pw", secret)]);
    let outcome = factory.build().secrets(secrets).run_blocking();
    let unmet = &outcome.steps()[0].unmet()[0];
    assert!(unmet.contains("found "), "{unmet}");
    for part in ["4711", "s3cret"] {
        assert!(
            !format!("{outcome:?}").contains(part),
            "{part}: {outcome:?}"
        );
    }
}

#[test]
fn no_half_of_a_secret_is_left_where_the_body_of_a_redirect_is_cut() {
    let secret = "t0ken-0123456789abcdefghijklmnopqrstuvwxyz";
    let raw = Raw::with(move |asked| match asked.target.as_str() {
        "/" => {
            let body = format!("{}{secret}", "a".repeat((64 << 10) - 20));
            response(302, &["Location: /there"], body)
        }
        _ => response(200, &[], format!("{{\"t\": \"{secret}\"}}")),
    })
    .unwrap();
    let known = MapSecrets::from([("pw", secret)]);
    let captured = get!(raw.url("/"), capture: { "t": json("$.t") as Secret });
    let given = get!(raw.url("/"), headers: { "X-A": Secret("pw") });
    for step in [captured, given] {
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        let outcome = factory.build().secrets(known.clone()).run_blocking();
        assert_eq!(outcome.result(), BuildResult::Success);
        for log in outcome.steps()[0].logs() {
            assert!(!log.text().contains("t0ken-"), "{}", log.name());
        }
    }
}
