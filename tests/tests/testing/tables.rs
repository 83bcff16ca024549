//! A table stands below all that is ours: what a real server would make happen, its answers make happen.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step::prelude::*;
use http_step::testing::{ReceivedRequest, Reply, Table};
use http_step::{Cancellation, Dialect, FailureKind, Phase};
use serde_json::json;

use super::{build, run, run_one, shown};

const API: &str = "https://api.example.com";

fn url(path: &str) -> String {
    format!("{API}{path}")
}

/// The kind, the phase, and whether the request may have arrived.
fn failure(outcome: &StepOutcome) -> (FailureKind, Phase, bool) {
    assert_eq!(outcome.result(), BuildResult::Failure, "{outcome:?}");
    let failure = outcome.failure().unwrap();
    (failure.kind(), failure.phase(), failure.answer_unknown())
}

#[test]
fn what_was_asked_is_there_as_it_would_have_been_sent() {
    let api = Table::new().on(
        "POST",
        url("/builds"),
        Reply::json(json!({ "id": 7 })).status(201),
    );
    let step = post!(
        url("/builds"),
        params: { "dry run": true },
        headers: { "X-Build": 7, "Authorization": Interpolate("Bearer %(secret:token)s") },
        json: { "state": "success" },
    );
    let secrets = MapSecrets::from([("token", "canary-4f1e9b7a")]);
    let outcome = build(api.session(), [step]).secrets(secrets).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    assert_eq!(
        outcome.steps()[0].log("content").unwrap().text(),
        r#"{"id":7}"#
    );

    let [asked] = &api.received_requests()[..] else {
        panic!("{api:?}")
    };
    assert_eq!((asked.method(), asked.path()), ("POST", "/builds"));
    assert_eq!(asked.url(), url("/builds?dry+run=true"));
    assert_eq!(asked.params(), [("dry run".to_owned(), "true".to_owned())]);
    assert_eq!(asked.header("x-build"), Some("7"));
    assert_eq!(
        asked.header("Authorization"),
        Some("Bearer canary-4f1e9b7a")
    );
    assert_eq!(asked.header("content-length"), Some("19"));
    assert_eq!(asked.json().unwrap(), json!({ "state": "success" }));
    assert!(
        asked
            .headers()
            .any(|field| field == ("content-type", "application/json"))
    );
}

#[test]
fn nothing_shown_of_a_table_has_a_secret() {
    let api = Table::new().on(
        "POST",
        "https://me:canary-pw@api.example.com/x?token=canary-q",
        200,
    );
    let api = api.otherwise(404);
    let step = post!(
        url("/builds"),
        params: { "api_key": "canary-key" },
        headers: { "X-Note": Secret("token"), "Cookie": "sid=canary-cookie" },
        data: { "a": Secret("token"), "password": "canary-password" },
    );
    let secrets = MapSecrets::from([("token", "canary-4f1e9b7a")]);
    let _ = build(api.session(), [step]).secrets(secrets).run_blocking();
    let [asked] = &api.received_requests()[..] else {
        panic!("{api:?}")
    };
    assert_eq!(asked.text(), "a=canary-4f1e9b7a&password=canary-password");
    for shown in [format!("{api:?}"), format!("{asked:?}"), asked.to_string()] {
        assert!(!shown.contains("canary"), "{shown}");
    }
    assert!(format!("{asked:?}").contains("<token>"), "{asked:?}");
}

#[test]
fn several_replies_come_in_turn_and_the_last_again_and_again() {
    let api = Table::new().on(
        "GET",
        url("/"),
        vec![Reply::from(503), Reply::text("at last")],
    );
    let step = || get!(url("/"), retry: { attempts: 2, delay: 0.001 });
    for _ in 0..2 {
        let outcome = run_one(api.session(), step());
        assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
        assert_eq!(outcome.log("content").unwrap().text(), "at last");
    }
    assert_eq!(api.received_requests().len(), 3);
}

#[test]
fn a_step_polls_until_the_table_is_done() {
    let state = |state: &str| Reply::json(json!({ "state": state }));
    let api = Table::new().on(
        "GET",
        url("/d"),
        [state("queued"), state("runs"), state("done")],
    );
    let step =
        get!(url("/d"), poll: { every: 0.001, until: json("$.state") == "done", deadline: 60 });
    let outcome = run_one(api.session(), step);
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    assert_eq!(api.received_requests().len(), 3);
}

#[test]
fn failures_have_their_kinds_and_phases() {
    use FailureKind as K;
    let table = [
        (Reply::from(K::Dns), K::Dns, Phase::Resolve, false),
        (Reply::from(K::Connect), K::Connect, Phase::Connect, false),
        (Reply::from(K::Tls), K::Tls, Phase::Connect, false),
        (Reply::from(K::Proxy), K::Proxy, Phase::Connect, false),
        (Reply::from(K::Timeout), K::Timeout, Phase::Head, true),
        (
            Reply::from(K::Timeout).at(Phase::Connect),
            K::Timeout,
            Phase::Connect,
            false,
        ),
        (Reply::from(K::Reset), K::Reset, Phase::Head, true),
        (Reply::from(K::Protocol), K::Protocol, Phase::Head, true),
        (Reply::from(K::Incomplete), K::Incomplete, Phase::Body, true),
    ];
    for (reply, kind, phase, may_have_arrived) in table {
        let api = Table::new().on("GET", url("/"), reply);
        let outcome = run_one(api.session(), get!(url("/")));
        assert_eq!(failure(&outcome), (kind, phase, may_have_arrived));
    }
}

#[test]
fn what_servers_do_wrong_is_found_as_with_a_server() {
    use FailureKind as K;
    let table = [
        (
            Reply::text("short").header("Content-Length", "9"),
            K::Incomplete,
        ),
        (
            Reply::text("no gzip").header("Content-Encoding", "gzip"),
            K::Decode,
        ),
        (
            Reply::text("").header("Content-Length", "99999999999"),
            K::TooLarge,
        ),
        (Reply::text("").header("X", "x".repeat(70_000)), K::TooLarge),
        (
            Reply::text("").header("Transfer-Encoding", "gzip"),
            K::Protocol,
        ),
        (Reply::from(101), K::Protocol),
        (Reply::from(407), K::Proxy),
        (Reply::from(302).header("Location", url("/")), K::Redirect),
        (
            Reply::from(302).header("Location", "https://169.254.169.254/"),
            K::RefusedByPolicy,
        ),
    ];
    for (reply, kind) in table {
        let api = Table::new().on("GET", url("/"), reply.clone());
        let outcome = run_one(api.session(), get!(url("/")));
        assert_eq!(failure(&outcome).0, kind, "{reply:?}");
    }
}

#[test]
fn bodies_are_decoded_and_read_in_their_charset() {
    let gzip = "H4sIAAAAAAACA8tIzcnJVyjPL8pJ4coYZY+yqcQGABeA4VBYAgAA";
    let gzip = Reply::bytes(BASE64_STANDARD.decode(gzip).unwrap());
    let latin1 = Reply::bytes(b"gr\xfc\xdfe".to_vec());
    let api = Table::new()
        .on("GET", url("/gzip"), gzip.header("Content-Encoding", "gzip"))
        .on(
            "GET",
            url("/latin1"),
            latin1.header("Content-Type", "text/plain; charset=latin1"),
        );
    let of = |path: &str| {
        let outcome = run_one(api.session(), get!(url(path)));
        outcome.log("content").unwrap().text().to_owned()
    };
    assert_eq!(of("/gzip"), "hello world\n".repeat(50));
    assert_eq!(of("/latin1"), "grüße");
}

#[test]
fn redirects_are_followed_and_cookies_come_back() {
    let signed_in = Reply::from(303)
        .header("Location", "/home")
        .header("Set-Cookie", "sid=c00kie-7; Secure; Path=/")
        .header("Set-Cookie", "lang=en");
    let api = Table::new().on("POST", url("/login"), signed_in).on(
        "GET",
        url("/home"),
        |asked: &ReceivedRequest| Reply::text(asked.header("cookie").unwrap_or("none")),
    );
    let outcome = run(
        api.session(),
        [post!(url("/login"), data: { "a": 1 }), get!(url("/home"))],
    );
    assert_eq!(outcome.result(), BuildResult::Success);
    let lines: Vec<_> = api
        .received_requests()
        .iter()
        .map(ToString::to_string)
        .collect();
    let (login, home) = (format!("POST {API}/login"), format!("GET {API}/home"));
    assert_eq!(lines, [login, home.clone(), home]);
    for asked in &api.received_requests()[1..] {
        assert_eq!(asked.header("cookie"), Some("sid=c00kie-7; lang=en"));
        assert!(asked.body().is_empty());
    }
    // Each session has its own.
    let _ = run(api.session(), [get!(url("/home"))]);
    assert_eq!(api.received_requests()[3].header("cookie"), None);
}

#[test]
fn a_challenge_is_answered() {
    let api = Table::new().on("GET", url("/"), |asked: &ReceivedRequest| {
        match asked.header("authorization") {
            Some(answer) if answer.starts_with("Digest ") => Reply::from(204),
            _ => Reply::from(401).header(
                "WWW-Authenticate",
                r#"Digest realm="r", nonce="n", qop="auth""#,
            ),
        }
    });
    let step = get!(url("/"), auth: Digest("me", Secret("pw")));
    let build = build(api.session(), [step]).secrets(MapSecrets::from([("pw", "canary-4f1e")]));
    assert_eq!(
        build.run_blocking().steps()[0].state_string(),
        "Status code: 204"
    );
    assert_eq!(api.received_requests().len(), 2);
}

#[test]
fn what_is_captured_reaches_the_next_request() {
    let api = Table::new()
        .on(
            "POST",
            url("/token"),
            Reply::json(json!({ "token": "canary-4f1e9b7a" })),
        )
        .on("POST", url("/deploys"), 201);
    let steps = [
        post!(url("/token"), capture: { "token": json("$.token") as Secret }),
        post!(url("/deploys"), auth: Bearer(Secret("token"))),
    ];
    let outcome = run(api.session(), steps);
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    assert_eq!(
        api.received_requests()[1].header("authorization"),
        Some("Bearer canary-4f1e9b7a")
    );
    assert!(!shown(&outcome).contains("canary"));
}

#[test]
fn a_request_without_a_row_is_a_failure_that_names_rows() {
    let api = Table::new()
        .on("GET", url("/deploys/7"), 200)
        .on("POST", url("/token"), 200);
    let outcome = run_one(
        api.session(),
        get!(url("/deploy/7"), params: { "token": "canary-4f1e" }),
    );
    assert_eq!(
        failure(&outcome),
        (FailureKind::Connect, Phase::Connect, false)
    );
    let text = outcome.failure().unwrap().to_string();
    assert_eq!(
        text,
        format!(
            "connect: the table answers no `GET {API}/deploy/7?token=<HIDDEN>`. \
             Its rows: `GET {API}/deploys/7`, `POST {API}/token` (phase connect, request not sent)"
        )
    );
    let outcome = run_one(api.session(), get!(url("/deploy/7")));
    let text = outcome.failure().unwrap().to_string();
    assert!(
        text.contains(&format!("; is `GET {API}/deploys/7` meant? Its rows: ")),
        "{text}"
    );
    assert_eq!(api.unanswered().len(), 2);
    assert_eq!(api.unanswered()[1].url(), url("/deploy/7"));
    let none = Table::new().on("GET", url("/"), Vec::<u16>::new());
    assert!(
        run_one(none.session(), get!(url("/"))).failure().is_some(),
        "a row without replies"
    );
    let text = run_one(Table::new().session(), get!(url("/")));
    assert!(
        text.failure()
            .unwrap()
            .to_string()
            .contains("it has no rows")
    );
}

#[test]
fn a_row_is_found_by_method_url_and_query() {
    let api = Table::new()
        .on("get", url("/a"), Reply::text("any"))
        .on("GET", url("/a?x=1&y=2"), Reply::text("these"))
        .on("GET", url("/b?x=1"), Reply::text("one"))
        .on("GET", url("/c#fragment"), Reply::text("c"))
        .on("GET", "no url", Reply::text("never"))
        .otherwise(Reply::text("otherwise"));
    let table = [
        ("/a", "any"),
        ("/a?z=1", "any"),
        ("/a?y=2&x=1", "these"),
        ("/b?x=1", "one"),
        ("/b?x=2", "otherwise"),
        ("/b", "otherwise"),
        ("/c", "c"),
        ("/d", "otherwise"),
    ];
    for (path, text) in table {
        let outcome = run_one(api.session(), get!(url(path)));
        assert_eq!(outcome.log("content").unwrap().text(), text, "{path}");
    }
    assert!(api.unanswered().is_empty());
}

#[test]
fn a_row_takes_the_place_of_one_for_the_same() {
    let all_well = || {
        Table::new()
            .on("POST", url("/publish"), 201)
            .on("POST", url("/notify"), 204)
    };
    let api = all_well().on("POST", url("/publish"), 500);
    let outcome = run(
        api.session(),
        [post!(url("/publish")), post!(url("/notify"))],
    );
    let states: Vec<_> = outcome.steps().iter().map(|step| step.result()).collect();
    assert_eq!(states, [BuildResult::Failure, BuildResult::Success]);
}

#[test]
fn files_and_forms_arrive_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.bin");
    std::fs::write(&path, vec![0xff; 300_000]).unwrap();
    let path = path.to_str().unwrap();
    let api = Table::new().otherwise(200);
    let steps = [
        post!(url("/raw"), data: File(path)),
        post!(url("/form"), files: { "report": File(path) }, data: { "a": 1 }),
    ];
    let outcome = run(api.session(), steps);
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    let [raw, form] = &api.received_requests()[..] else {
        panic!("{api:?}")
    };
    assert_eq!(raw.body(), vec![0xff; 300_000]);
    assert_eq!(
        form.header("content-length"),
        Some(form.body().len().to_string().as_str())
    );
    assert!(form.text().contains("filename=\"report.bin\""));
}

#[test]
fn what_has_no_body_gets_none() {
    let api = Table::new().otherwise(Reply::text("body"));
    let head = run_one(api.session(), head!(url("/")));
    assert_eq!(
        head.log("content")
            .map(|log| log.text())
            .unwrap_or_default(),
        ""
    );
    let api = Table::new().otherwise(Reply::text("body").status(204));
    let none = run_one(api.session(), get!(url("/")));
    assert_eq!(
        none.log("content")
            .map(|log| log.text())
            .unwrap_or_default(),
        ""
    );
}

#[test]
fn a_reply_that_is_none_is_a_failure_that_says_so() {
    for (reply, what) in [
        (Reply::from(99), "`99` is no status"),
        (
            Reply::from(200).header("no name", "x"),
            "`no name` can't be a header field",
        ),
        (
            Reply::from(200).header("x", "a\nb"),
            "`x` can't be a header field",
        ),
    ] {
        let api = Table::new().otherwise(reply);
        let outcome = run_one(api.session(), get!(url("/")));
        let text = outcome.failure().unwrap().to_string();
        assert!(text.contains(what), "{text}");
    }
}

#[test]
fn silence_ends_with_the_bounds_of_the_step() {
    let slow = Reply::text("slow").after(Duration::from_secs(600));
    for reply in [Reply::never(), slow] {
        let api = Table::new().otherwise(reply);
        let outcome = run_one(api.session(), get!(url("/"), timeout: 0.05));
        assert_eq!(failure(&outcome), (FailureKind::Timeout, Phase::Head, true));
        let outcome = run_one(api.session(), get!(url("/"), timeout: 0.05, deadline: 0.05));
        assert_eq!(failure(&outcome).0, FailureKind::Timeout);
    }
    let api = Table::new().otherwise(Reply::text("soon").after(Duration::from_millis(1)));
    assert_eq!(
        run_one(api.session(), get!(url("/"))).result(),
        BuildResult::Success
    );
}

#[test]
fn a_closure_may_cancel_the_build_that_asks() {
    let cancellation = Cancellation::new();
    let cancel = cancellation.clone();
    let api = Table::new()
        .on("POST", url("/deploy"), move |_: &ReceivedRequest| {
            cancel.cancel("enough");
            Reply::never()
        })
        .on("POST", url("/unlock"), 204);
    let steps = [
        post!(url("/deploy")),
        post!(url("/unlock"), always_run: true),
    ];
    let outcome = build(api.session(), steps)
        .cancelled_by(cancellation)
        .run_blocking();
    assert_eq!(outcome.result(), BuildResult::Cancelled);
    assert_eq!(outcome.cancellation_reason(), Some("enough"));
    assert_eq!(api.received_requests()[1].path(), "/unlock");
}

#[test]
fn one_session_serves_many_builds_from_any_runtime_and_from_none() {
    let api = Arc::new(Table::new().otherwise(|asked: &ReceivedRequest| Reply::text(asked.path())));
    let session = api.session();
    let threads = (0..8).map(|n| {
        let session = session.clone();
        thread::spawn(move || {
            let step = get!(url(&format!("/{n}")), expect: [text.contains("/")]);
            let build = build(session, [step]);
            let outcome = match n % 3 {
                0 => build.run_blocking(),
                1 => pollster::block_on(build.run()),
                _ => tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap()
                    .block_on(build.run()),
            };
            let text = outcome.steps()[0].log("content").unwrap().text();
            assert_eq!(text, format!("/{n}"));
        })
    });
    for thread in threads.collect::<Vec<_>>() {
        thread.join().unwrap();
    }
    assert_eq!(api.received_requests().len(), 8);
}

#[test]
fn a_closed_session_answers_no_more() {
    let api = Table::new().otherwise(200);
    let session = api.session();
    pollster::block_on(session.close());
    assert_eq!(
        failure(&run_one(session, get!(url("/")))).0,
        FailureKind::Connect
    );
    assert!(api.received_requests().is_empty());
}

#[test]
fn policy_and_dialects_hold() {
    let api = Table::new().otherwise(200);
    let outcome = run_one(api.session(), get!("http://169.254.169.254/latest"));
    assert_eq!(failure(&outcome).0, FailureKind::RefusedByPolicy);
    assert!(api.received_requests().is_empty());
    let buildbot = build(api.session(), [post!(url("/"), data: { "a": true })]);
    let _ = buildbot.dialect(Dialect::Buildbot).run_blocking();
    assert_eq!(api.received_requests()[0].text(), "a=True");
}

#[test]
fn what_a_double_answers_is_shown_without_credentials() {
    let reply = Reply::from(302)
        .header(
            "Location",
            "https://bot:hunter2@ci.example.com/x?token=hunter2",
        )
        .header("Content-Location", "/x?token=hunter2&page=2")
        .header("X-Token", "hunter2");
    let table = Table::new().on("GET", "https://ci.example.com/", reply.clone());
    for shown in [format!("{reply:?}"), format!("{table:?}")] {
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("page=2"), "{shown}");
    }
}
