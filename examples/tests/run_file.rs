//! The example `run_file`, run as a program.
#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Router, routing};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const RELEASE: &str = "examples/release.json";

/// Uses `cargo run`, because cargo does not build the examples for a single test.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--example", "run_file", "--"])
        .args(arguments)
        .env("CI_SECRET_RELEASE_TOKEN", "sesame-7")
        .current_dir(ROOT);
    command
}

fn run_file(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// A service for releases and a chat, which records the requests.
struct Service {
    address: String,
    records: Arc<Mutex<Vec<String>>>,
    _runtime: Runtime,
}

impl Service {
    fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let records = Arc::default();
        let router = Router::new()
            .route("/releases", routing::post(create_release))
            .route("/chat", routing::post(chat))
            .with_state(Arc::clone(&records));
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self {
            address,
            records,
            _runtime: runtime,
        }
    }

    fn property(&self, name: &str, path: &str) -> String {
        format!("{name}=http://{}{path}", self.address)
    }

    fn records(&self) -> Vec<String> {
        self.records.lock().unwrap().clone()
    }
}

type Records = State<Arc<Mutex<Vec<String>>>>;

async fn create_release(
    records: Records,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, &'static str) {
    let token = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    let record = format!("{}: {body}", token.unwrap_or_default());
    records.lock().unwrap().push(record);
    (StatusCode::CREATED, r#"{"id": 7}"#)
}

async fn chat(records: Records, body: String) -> StatusCode {
    records.lock().unwrap().push(body);
    StatusCode::NO_CONTENT
}

#[test]
fn a_file_is_run_with_properties_and_secrets() {
    let service = Service::start();
    let (releases, chat) = (
        service.property("releases_url", "/releases"),
        service.property("chat_url", "/chat"),
    );
    let arguments = [
        RELEASE,
        "--property",
        "tag=v1.4.0",
        "--property",
        &releases,
        "--property",
        &chat,
    ];
    let output = run_file(&arguments);
    assert_eq!(
        text(output.stdout),
        "create release: Status code: 201\n\
         announce: Status code: 204\n\
         success: build successful\n"
    );
    assert_eq!(
        (output.status.code(), text(output.stderr)),
        (Some(0), String::new())
    );
    assert_eq!(
        service.records(),
        [
            r#"Bearer sesame-7: {"tag":"v1.4.0","draft":false}"#,
            r#"{"text":"v1.4.0 is out: release 7"}"#,
        ]
    );
}

#[test]
fn a_property_may_be_json() {
    let service = Service::start();
    let (releases, chat) = (
        service.property("releases_url", "/releases"),
        service.property("chat_url", "/chat"),
    );
    let mut arguments = vec![RELEASE, "--property", &releases, "--property", &chat];
    arguments.extend(["--property", "tag=7=7", "--property-json", "draft=true"]);
    let output = run_file(&arguments);
    assert_eq!(
        text(output.stdout),
        "create release: Status code: 201\n\
         announce: Requested (skipped)\n\
         success: build successful\n"
    );
    assert_eq!(
        service.records(),
        [r#"Bearer sesame-7: {"tag":"7=7","draft":true}"#]
    );
}

#[test]
fn the_exit_code_is_0_with_warnings_and_1_with_a_failure() {
    let service = Service::start();
    let (releases, lost) = (
        service.property("releases_url", "/releases"),
        service.property("chat_url", "/lost"),
    );
    let tag = ["--property", "tag=v1"];
    let output = run_file(
        &[
            &[RELEASE, "--property", &releases, "--property", &lost][..],
            &tag,
        ]
        .concat(),
    );
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(output.stdout),
        "create release: Status code: 201\n\
         announce: Status code: 404 (failure)\n\
         warnings: warnings Status code: 404 (failure)\n"
    );
    // The chat responds with 204.
    let chat = service.property("releases_url", "/chat");
    let output = run_file(
        &[
            &[RELEASE, "--property", &chat, "--property", &lost][..],
            &tag,
        ]
        .concat(),
    );
    assert_eq!(output.status.code(), Some(1));
    let shown = text(output.stdout);
    assert_eq!(
        shown,
        "create release: Status code: 204 (failure)\n  \
           expected `status == 201`, found 204\n\
         failure: failed Status code: 204 (failure)\n"
    );
}

#[test]
fn a_dry_run_prints_the_requests_and_sends_none() {
    let service = Service::start();
    let releases = service.property("releases_url", "/releases");
    let chat = service.property("chat_url", "/chat");
    let mut arguments = vec![RELEASE, "--dry-run", "--property", "tag=v1.4.0"];
    arguments.extend(["--property", &releases, "--property", &chat]);
    let output = run_file(&arguments);
    assert_eq!(output.status.code(), Some(0));
    let shown = text(output.stdout);
    for part in [
        "create release",
        "announce",
        "Bearer <release-token>",
        r#"--data-raw '{"tag":"v1.4.0","draft":false}'"#,
        "v1.4.0 is out: release <release_id>",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("sesame-7"), "{shown}");
    assert_eq!(service.records(), [""; 0]);

    arguments.pop();
    arguments.push("chat_url=no URL");
    let output = run_file(&arguments);
    assert_eq!(output.status.code(), Some(1), "a step with an error");
    assert_eq!(service.records(), [""; 0]);
}

#[test]
fn an_open_property_is_not_an_error_of_a_dry_run() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("steps.json");
    let json = r#"{ "steps": [
        { "url": "https://h.example.com/", "capture": { "limit": { "$json": "$.limit" } } },
        { "url": "https://h.example.com/", "timeout": { "$property": "limit" } }
    ] }"#;
    fs::write(&file, json).unwrap();
    let output = run_file(&[file.to_str().unwrap(), "--dry-run"]);
    let shown = text(output.stdout);
    assert!(
        shown.contains("(not yet known: limit)\ncan't be rendered yet: "),
        "{shown}{}",
        text(output.stderr)
    );
    assert_eq!(output.status.code(), Some(0));
}

/// The errors of a file with this text. Nothing is sent.
fn errors(json: impl AsRef<[u8]>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("steps.json");
    fs::write(&file, json).unwrap();
    let output = run_file(&[file.to_str().unwrap()]);
    assert_eq!(
        (output.status.code(), text(output.stdout)),
        (Some(2), String::new())
    );
    text(output.stderr).replace(
        &format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR),
        "",
    )
}

#[test]
fn invalid_utf8_has_a_position() {
    assert_eq!(
        errors(b"{\n \"\xc3\xa9\": \"\xff\"}"),
        "steps.json:2:8: invalid UTF-8; save the file as UTF-8\n"
    );
    assert_eq!(
        errors("\u{feff}{}"),
        "steps.json:1:1: the text begins with a byte order mark; save it as UTF-8 without one\n"
    );
}

#[test]
fn a_duplicate_property_is_an_error() {
    let output = run_file(&[RELEASE, "--property", "tag=a", "--property-json", "tag=1"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(output.stderr), "duplicate property `tag`\n");
}

#[test]
fn a_closed_stdout_does_not_change_the_exit_code() {
    let service = Service::start();
    let releases = service.property("releases_url", "/releases");
    let chat = service.property("chat_url", "/chat");
    let arguments = [
        RELEASE,
        "--property",
        "tag=v1",
        "--property",
        &releases,
        "--property",
        &chat,
    ];
    let mut closed = command(&arguments);
    closed.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut closed = closed.spawn().unwrap();
    drop(closed.stdout.take());
    let output = closed.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), text(output.stderr)),
        (Some(0), String::new())
    );

    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let output = command(&arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(text(output.stderr).starts_with("cannot write to stdout"));
    }
}

#[test]
fn mistakes_in_a_file_have_positions() {
    let service = Service::start();
    let url = format!("http://{}/releases", service.address);
    let right = format!(r#"{{ "url": "{url}" }}"#);
    assert_eq!(
        errors(format!(
            "{{ \"steps\": [\n  {right},\n  {{ \"url\": \"{url}\", \"headres\": {{}},\n    \"timeout\": 0 }}\n] }}"
        )),
        format!(
            "steps.json:3:{}: steps[1].headres: unknown key `headres`; did you mean `headers`?\n\
             steps.json:4:16: steps[1].timeout: expected a positive number of seconds, found zero\n",
            16 + url.len(),
        )
    );
    let unfinished = errors(format!("{{ \"steps\": [\n  {right},\n"));
    assert!(unfinished.starts_with("steps.json:3:"), "{unfinished}");
    assert_eq!(
        errors(format!(
            r#"{{ "steps": [{right}, {{ "name": "second", "url": {{ "$property": "utl" }} }}] }}"#
        )),
        "steps.json: the step `second` uses the property `utl`, which no earlier step sets\n"
    );
    assert_eq!(service.records(), [""; 0]);
}

#[test]
fn an_invalid_command_line_is_an_error() {
    for (arguments, expected) in [
        (vec![], "required arguments were not provided"),
        (vec!["no-such-file.json"], "no-such-file.json: "),
        (vec!["examples"], "examples: "),
        (
            vec![RELEASE, "--proprety", "a=b"],
            "a similar argument exists: '--property'",
        ),
        (vec![RELEASE, "--property", "tag"], "expected NAME=VALUE"),
        (vec![RELEASE, "--property", "=v1"], "expected NAME=VALUE"),
        (
            vec![RELEASE, "--property-json", "draft=yes"],
            "invalid JSON for `draft`",
        ),
        (
            vec![RELEASE, "--property", "tga=v1"],
            "the property `tag`, which no earlier step sets; did you mean `tga`?",
        ),
    ] {
        let output = run_file(&arguments);
        let errors = text(output.stderr);
        assert!(errors.contains(expected), "{arguments:?}: {errors}");
        assert_eq!(
            (output.status.code(), output.stdout),
            (Some(2), Vec::new()),
            "{arguments:?}"
        );
    }
}

#[test]
fn the_example_file_is_valid() {
    let file = fs::read_to_string(Path::new(ROOT).join(RELEASE)).unwrap();
    let factory = http_step::BuildFactory::from_json(&file).unwrap();
    assert_eq!(factory.steps().len(), 2);
}
