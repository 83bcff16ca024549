//! Redirects: where they lead, what goes along, and where they end.
#![cfg(test)]

use std::io::{self, Write as _};
use std::sync::{Arc, Mutex};

use http_step::prelude::*;
use http_step::{Dialect, FailureKind, MapSecrets};
use http_step_tests::raw::{Raw, ReceivedRequest, redirect, response};

fn run(step: HttpStep) -> StepOutcome {
    run_in(Dialect::Native, step)
}

fn run_in(dialect: Dialect, step: HttpStep) -> StepOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let secrets = MapSecrets::from([
        ("tok", "canary-4f1e9b7a"),
        ("key", "canary-1c22d6e0"),
        ("sid", "canary-e6a01b7d"),
    ]);
    let build = factory.build().dialect(dialect).secrets(secrets);
    let outcome = build.session(http_step::Session::new()).run_blocking();
    outcome.steps()[0].clone()
}

#[track_caller]
fn assert_success(outcome: &StepOutcome) {
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
}

#[track_caller]
fn assert_failure(outcome: &StepOutcome, kind: FailureKind) -> String {
    let failure = outcome.failure().unwrap_or_else(|| panic!("{outcome:?}"));
    assert_eq!(failure.kind(), kind, "{failure}");
    failure.to_string()
}

/// `/STATUS/…` leads to the rest of the path; what does not begin with a status is the end.
fn signposts() -> Raw {
    Raw::with(|asked| {
        let (status, rest) = asked.target[1..].split_once('/').unwrap_or_default();
        match status.parse() {
            Ok(status) => redirect(status, &format!("/{rest}")),
            Err(_) => response(200, &[], "landed"),
        }
    })
    .unwrap()
}

/// Leads `/out…` to another server, which leads `/back…` to this one.
fn two_origins() -> (Raw, Raw) {
    let home = Arc::new(Mutex::new(String::new()));
    let known = Arc::clone(&home);
    let there = Raw::with(move |asked| {
        let home = known.lock().unwrap().clone();
        match asked.target.as_str() {
            "/back" => redirect(302, &format!("{home}/landing")),
            "/on" => redirect(302, "/landing"),
            _ => response(200, &[], "landed"),
        }
    })
    .unwrap();
    let origin = there.origin();
    let here = Raw::with(move |asked| match asked.target.split_once("/out/") {
        Some((status, rest)) => {
            let status = status.trim_start_matches('/').parse().unwrap_or(302);
            redirect(status, &format!("{origin}/{rest}"))
        }
        None => response(200, &[], "landed"),
    })
    .unwrap();
    *home.lock().unwrap() = here.origin();
    (here, there)
}

#[test]
fn methods_and_bodies_change_as_requests_changes_them() {
    let table = [
        (301, "POST", "GET", false),
        (301, "PUT", "PUT", false),
        (302, "PUT", "GET", false),
        (303, "DELETE", "GET", false),
        (307, "POST", "POST", true),
        (308, "PATCH", "PATCH", true),
    ];
    for (status, before, after, keeps_body) in table {
        let server = signposts();
        let url = server.url(&format!("/{status}/end"));
        let step = http_step! { url: url, method: before.to_owned(), json: { "a": 1 }, headers: { "X-A": "b" } };
        assert_success(&run(step));
        let asked = server.received_requests();
        let [first, second] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        assert_eq!(
            (first.method.as_str(), second.method.as_str()),
            (before, after)
        );
        assert_eq!(second.target, "/end");
        assert_eq!(second.field("x-a"), Some("b"));
        assert_eq!(second.field("content-type").is_some(), keeps_body);
        let body: &[u8] = if keeps_body { b"{\"a\":1}" } else { b"" };
        assert_eq!(second.body, body);
        // A method that gives a body a meaning says so when there is none.
        let length = match (keeps_body, after) {
            (true, _) => Some("7"),
            (false, "PUT") => Some("0"),
            (false, _) => None,
        };
        assert_eq!(second.field("content-length"), length, "{status} {before}");
        assert_eq!(second.field("referer"), None);
    }
}

#[test]
fn head_stays_head() {
    let server = signposts();
    assert_success(&run(head!(server.url("/302/303/end"))));
    assert!(
        server
            .received_requests()
            .iter()
            .all(|asked| asked.method == "HEAD")
    );
    assert_eq!(server.received_requests().len(), 3);
}

#[test]
fn each_hop_is_in_the_log() {
    let server = signposts();
    let outcome = run(get!(server.url("/302/301/end?token=abcdefgh")));
    let log = outcome.log("log").unwrap().text();
    assert!(log.contains("\nRedirected 2 times:\n"), "{log}");
    let urls: Vec<_> = log
        .lines()
        .filter(|line| line.starts_with("URL: "))
        .collect();
    let origin = server.origin();
    assert_eq!(
        urls,
        [
            format!("URL: {origin}/302/301/end?token=<HIDDEN>"),
            format!("URL: {origin}/301/end?token=<HIDDEN>"),
            format!("URL: {origin}/end?token=<HIDDEN>"),
        ]
    );
    assert!(!log.contains("abcdefgh"));
    let contents = outcome.logs().iter().filter(|log| log.name() == "content");
    let contents: Vec<_> = contents.map(|log| log.text()).collect();
    assert_eq!(contents, ["moved", "moved", "landed"]);
}

#[test]
fn fragments_are_shown_and_never_sent() {
    let server = signposts();
    let url = server.url("/302/end#part");
    let outcome = run_in(Dialect::Buildbot, get!(url));
    assert_success(&outcome);
    assert!(
        server
            .received_requests()
            .iter()
            .all(|asked| !asked.holds("part"))
    );
    let log = outcome.log("log").unwrap().text();
    let last = format!("URL: {}/end#part\n", server.origin());
    assert!(log.contains(&last), "{log}");
}

/// What is asked with all kinds of credentials.
fn with_credentials(url: String) -> HttpStep {
    get!(
        url,
        headers: {
            "Authorization": Interpolate("Bearer %(secret:tok)s"),
            "X-Api-Key": "not-so-secret",
            "X-Plain": "plain",
            "X-Other": Interpolate("of %(secret:key)s"),
            "Accept": "text/html",
        },
        cookies: { "sid": Secret("sid") },
    )
}

#[track_caller]
fn assert_stripped(asked: &ReceivedRequest) {
    for name in ["authorization", "x-api-key", "x-other", "cookie", "referer"] {
        assert_eq!(asked.field(name), None, "{asked:?}");
    }
    assert!(!asked.holds("canary"));
    assert_eq!(asked.field("x-plain"), Some("plain"));
    assert_eq!(asked.field("accept"), Some("text/html"));
}

#[test]
fn what_is_declared_for_an_origin_stays_there() {
    for dialect in [Dialect::Native, Dialect::Buildbot] {
        for way in ["landing", "on", "back"] {
            let (here, there) = two_origins();
            let outcome = run_in(dialect, with_credentials(here.url(&format!("/out/{way}"))));
            assert_success(&outcome);
            assert!(here.received_requests()[0].holds("canary-4f1e9b7a"));
            assert_eq!(
                here.received_requests()[0].field("cookie"),
                Some("sid=canary-e6a01b7d")
            );
            there.received_requests().iter().for_each(assert_stripped);
            // What has been dropped does not come back.
            here.received_requests()
                .iter()
                .skip(1)
                .for_each(assert_stripped);
            let count = here.received_requests().len() + there.received_requests().len();
            assert_eq!(count, if way == "landing" { 2 } else { 3 });
        }
    }
}

#[test]
fn credentials_go_along_within_their_origin() {
    let server = signposts();
    assert_success(&run(with_credentials(server.url("/302/end"))));
    let last = server.received_requests().pop().unwrap();
    assert_eq!(last.field("authorization"), Some("Bearer canary-4f1e9b7a"));
    assert_eq!(last.field("cookie"), Some("sid=canary-e6a01b7d"));
    assert_eq!(last.field("x-other"), Some("of canary-1c22d6e0"));
}

#[test]
fn a_host_that_was_written_holds_for_its_origin() {
    let (here, there) = two_origins();
    let url = here.url("/out/landing");
    let step = get!(url, headers: { ("host".to_owned()): "virtual.example" });
    assert_success(&run_in(Dialect::Buildbot, step));
    assert_eq!(
        here.received_requests()[0].field("host"),
        Some("virtual.example")
    );
    let host = there.received_requests()[0]
        .field("host")
        .unwrap()
        .to_owned();
    assert_eq!(format!("http://{host}"), there.origin());
}

#[test]
fn a_body_never_goes_to_another_origin() {
    for dialect in [Dialect::Native, Dialect::Buildbot] {
        let (here, there) = two_origins();
        let outcome = run_in(dialect, post!(here.url("/307/out/landing"), data: "body"));
        let text = assert_failure(&outcome, FailureKind::Redirect);
        assert!(text.contains("body to another origin"), "{text}");
        assert_eq!(outcome.failure().unwrap().status(), Some(307));
        assert!(there.received_requests().is_empty());
    }
    let (here, there) = two_origins();
    assert_success(&run(get!(here.url("/307/out/landing"))));
    assert_eq!(there.received_requests().len(), 1);
}

#[test]
fn a_secret_in_a_location_stays_at_home() {
    let (here, there) = two_origins();
    let url = here.url("/out/landing?t=canary-4f1e9b7a");
    let step = get!(url, headers: { "Authorization": Interpolate("Bearer %(secret:tok)s") });
    let outcome = run(step);
    let text = assert_failure(&outcome, FailureKind::RefusedByPolicy);
    assert!(text.contains("secret to another origin"), "{text}");
    assert!(there.received_requests().is_empty());
    assert!(!format!("{outcome:?}").contains("canary"));
}

#[test]
fn userinfo_in_a_location_is_neither_used_nor_shown() {
    let server = Raw::start(|asked, stream| {
        let host = asked.field("host").unwrap_or_default();
        let answer = match asked.target.as_str() {
            "/" => redirect(302, &format!("http://evil:pw@{host}/end")),
            _ => response(200, &[], "landed"),
        };
        stream.write_all(&answer)
    })
    .unwrap();
    let outcome = run(get!(server.url("/")));
    assert_success(&outcome);
    assert_eq!(server.received_requests()[1].field("authorization"), None);
    assert!(!format!("{outcome:?}").contains("evil:pw"));
}

#[test]
fn a_loop_ends() {
    for count in [31, 3, 1] {
        let server = Raw::with(|_| redirect(302, "/round?token=abcdefgh")).unwrap();
        let step = match count {
            31 => get!(server.url("/")),
            count => get!(server.url("/"), redirects: count - 1),
        };
        let outcome = run(step);
        let text = assert_failure(&outcome, FailureKind::Redirect);
        assert_eq!(server.received_requests().len(), count);
        let most = count - 1;
        let shown = if count > 1 {
            "/round?token=<HIDDEN>"
        } else {
            "/"
        };
        assert_eq!(
            text,
            format!(
                "redirect: redirect {count} (302 from {}{shown}) is not followed: the limit is \
                 {most} redirects (phase body, request answered)",
                server.origin()
            )
        );
    }
}

#[test]
fn a_redirect_that_leads_nowhere_is_no_success() {
    for fields in [
        &[][..],
        &["Location: "],
        &["Location: http://"],
        &["Location: http://h:99999/"],
        &["Location: ftp://h/"],
        &["Location: /a", "Location: /b"],
    ] {
        let answer = response(302, fields, "lost");
        let server = Raw::with(move |_| answer.clone()).unwrap();
        let outcome = run(get!(server.url("/")));
        assert_failure(&outcome, FailureKind::Redirect);
        assert_eq!(server.received_requests().len(), 1);

        // With redirects off it is an ordinary response, and so is what is no redirect.
        let outcome = run(get!(server.url("/"), allow_redirects: false));
        assert_success(&outcome);
        assert_eq!(outcome.state_string(), "Status code: 302");
    }
    for status in [300, 304, 305] {
        let server = Raw::with(move |_| redirect(status, "/end")).unwrap();
        assert_success(&run(get!(server.url("/"))));
        assert_eq!(server.received_requests().len(), 1);
    }
}

#[test]
fn in_buildbot_a_redirect_that_leads_nowhere_is_what_buildbot_makes_of_it() {
    for (fields, result) in [
        (&[][..], BuildResult::Success),
        (&["Location: "], BuildResult::Success),
        (&["Location: http://h:99999/"], BuildResult::Exception),
        (&["Location: ftp://h/"], BuildResult::Exception),
    ] {
        let answer = response(302, fields, "lost");
        let server = Raw::with(move |_| answer.clone()).unwrap();
        let outcome = run_in(Dialect::Buildbot, get!(server.url("/")));
        assert_eq!(outcome.result(), result, "{outcome:?}");
    }
}

#[test]
fn the_body_of_a_redirect_is_passed_over() {
    let location = "HTTP/1.1 302 Found\r\nLocation: /end\r\n";
    let endless = move |stream: &mut std::net::TcpStream| -> io::Result<()> {
        write!(stream, "{location}\r\n")?;
        loop {
            stream.write_all(&[b'x'; 8192])?;
        }
    };
    let cut = move |stream: &mut std::net::TcpStream| -> io::Result<()> {
        write!(stream, "{location}Content-Length: 50\r\n\r\nshort")?;
        Err(io::ErrorKind::Other.into())
    };
    let coded = move |stream: &mut std::net::TcpStream| -> io::Result<()> {
        write!(
            stream,
            "{location}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nshort"
        )
    };
    type Writes = Box<dyn Fn(&mut std::net::TcpStream) -> io::Result<()> + Send + Sync>;
    let table: [(Writes, usize, &str); 3] = [
        (Box::new(endless), 64 << 10, "x"),
        (Box::new(cut), 5, "short"),
        (Box::new(coded), 0, ""),
    ];
    for (write, length, text) in table {
        let server = Raw::start(move |asked, stream| match asked.target.as_str() {
            "/" => write(stream),
            _ => stream.write_all(&response(200, &[], "landed")),
        })
        .unwrap();
        let outcome = run(get!(server.url("/")));
        assert_success(&outcome);
        let passed_over = outcome.logs().iter().find(|log| log.name() == "content");
        let passed_over = passed_over.unwrap().text();
        assert_eq!(passed_over.len(), length);
        assert!(passed_over.starts_with(text));
    }
}

#[test]
fn one_deadline_holds_over_all_hops() {
    let server = Raw::start(|asked, stream| match asked.target.as_str() {
        "/302/silence" => stream.write_all(&redirect(302, "/silence")),
        // The peer gives up.
        _ => io::Read::read(stream, &mut [0]).map(drop),
    })
    .unwrap();
    let outcome = run(get!(server.url("/302/silence"), timeout: 60).deadline(0.5));
    let text = assert_failure(&outcome, FailureKind::Timeout);
    assert!(text.contains("not done within 500ms (phase head"), "{text}");
}

#[test]
fn a_hook_sees_the_head_of_each_response() {
    let server = signposts();
    let seen: &'static Mutex<Vec<u16>> = Box::leak(Box::default());
    let step =
        get!(server.url("/302/end")).on_response(|view| seen.lock().unwrap().push(view.status()));
    assert_success(&run(step));
    assert_eq!(*seen.lock().unwrap(), [302, 200]);
}

#[test]
fn a_hook_that_panics_is_an_exception() {
    let server = signposts();
    let step = get!(server.url("/end")).on_response(|_| panic!("no"));
    let outcome = run(step);
    assert_eq!(outcome.result(), BuildResult::Exception);
    let error = outcome.render_error().unwrap();
    assert_eq!(error.field(), "hooks.response");
}
