//! Nothing secret in any log, error or debug output, and no value that writes a line of its own.
#![cfg(test)]

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use http_step::prelude::*;
use http_step::{Channel, Event, HttpStep, MapSecrets, StepContext, StepFuture};
use http_step_tests::service::Service;

/// Everything that a run of the step shows to anybody.
fn shown(step: HttpStep, properties: &[(&str, &str)]) -> String {
    let (told, events) = std::sync::mpsc::channel();
    let mut factory = BuildFactory::new();
    factory.add_step(step.clone());
    let mut build = factory.build().observer(move |event: &Event| {
        let _ = told.send(format!("{event:?}\n"));
    });
    for (name, value) in properties {
        build = build.property(*name, *value);
    }
    let before = format!("{step:?} {factory:?} {build:?}");
    let outcome = build.run_blocking();
    let step = &outcome.steps()[0];
    let logs: String = step.logs().iter().map(|log| log.text()).collect();
    let error = step.render_error().map(ToString::to_string);
    let failure = step.failure().map(ToString::to_string);
    let events: String = events.iter().collect();
    format!("{before} {outcome:?} {logs} {error:?} {failure:?} {events}")
}

#[test]
fn credentials_are_shown_nowhere() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let secret = "hunter2-s3cr3t";
    let with_query = format!("{url}?api_key={secret}&x=1");
    let table = [
        get!(&url, headers: { "X-Api-Key": Property("token") }),
        get!(&url, headers: { "Cookie": secret }),
        get!(&url, params: { "access_token": Property("token") }),
        get!(&url, params: [("access_token", Property("token"))]),
        post!(&url, data: { "password": Property("token") }),
        get!(with_query),
        get!(Property("no-scheme-token")),
        get!(Property("one-slash-token")),
        get!(Property("backslash-token")),
        get!(Property("userinfo-token")),
    ];
    for step in table {
        let shown = shown(
            step,
            &[
                ("token", secret),
                (
                    "no-scheme-token",
                    "hooks.example.com/x?token=hunter2-s3cr3t",
                ),
                ("one-slash-token", "http:/u:hunter2-s3cr3t@h/"),
                ("backslash-token", "http:\\\\u:hunter2-s3cr3t@h/"),
                ("userinfo-token", "http://u:hunter2-s3cr3t@127.0.0.1:1/"),
            ],
        );
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn a_credential_in_the_address_of_a_redirect_is_hidden() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]);
        let head = "HTTP/1.1 201 Created\r\nLocation: http://u:hunter2@h/?token=s3cr3t\r\n\
                    Set-Cookie: id=c00kie\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
    });
    let shown = shown(get!(format!("http://{address}/")), &[]);
    assert!(
        shown.contains("Location: http://<HIDDEN>@h/?token=<HIDDEN>"),
        "{shown}"
    );
    for secret in ["hunter2", "s3cr3t", "c00kie"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn no_value_writes_a_line_of_its_own() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let forged = "1\nStatus: 999\n\u{1b}[2J";
    let table = [
        post!(&url, data: { "a": forged, (forged): 1 }),
        post!(&url, data: forged),
        get!(&url, params: { "a": forged }),
        get!(forged),
        get!(&url, name: forged, description: forged, description_suffix: forged),
        get!(&url, headers: BTreeMap::from([("X", forged)])),
    ];
    for step in table {
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        let outcome = factory.build().run_blocking();
        let step = &outcome.steps()[0];
        let texts = [step.name(), step.state_string()];
        let logs = step
            .logs()
            .iter()
            .filter(|log| log.name() != "content")
            .map(|log| log.text());
        for text in texts.into_iter().chain(logs) {
            assert!(!text.contains('\u{1b}'), "{text:?}");
            assert!(text.lines().all(|line| line != "Status: 999"), "{text:?}");
        }
        assert!(!step.state_string().contains('\n'));
    }
}

/// Writes a secret in pieces, as a program does whose output comes in pieces.
#[derive(Debug)]
struct Pieces;

impl Step for Pieces {
    fn name(&self, _: &StepContext<'_>) -> String {
        "pieces".to_owned()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async move {
            for piece in [
                "token is hun",
                "ter2-",
                "s3cr3t\n",
                "and h",
                "\n",
                "hunter2",
            ] {
                context.write("log", Channel::Stdout, piece);
            }
            context.write("log", Channel::Stderr, "-s3cr3t\n");
            StepOutcome::new(BuildResult::Success, "said hunter2-s3cr3t")
        })
    }
}

#[test]
fn a_secret_that_comes_in_pieces_is_hidden() {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(service.url("/"), headers: { "X-Token": Secret("token") }))
        .add_step(Pieces);
    let secrets = MapSecrets::from([("token", "hunter2-s3cr3t")]);
    let outcome = factory.build().secrets(secrets).run_blocking();
    let step = outcome.step("pieces").unwrap();
    let log = step.log("log").unwrap();
    // On two channels the pieces do not belong together.
    assert_eq!(log.text(), "token is <token>\nand h\nhunter2-s3cr3t\n");
    assert_eq!(step.state_string(), "said <token>");
    assert_eq!(
        service.received_requests()[0].header("x-token"),
        Some("hunter2-s3cr3t")
    );
}
