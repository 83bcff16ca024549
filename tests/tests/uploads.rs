//! Files: as parts of forms, and as bodies.
#![cfg(test)]

use std::fs;
use std::io::Write as _;
use std::time::Duration;

use http_step::{
    BuildFactory, BuildResult, Dialect, Expr, Failure, FailureKind, HttpStep, IntoExpr, Phase,
    StepOutcome, Value, file, file_of, interpolate, property,
};
use http_step_tests::refusal::told;
use http_step_tests::service::{ReceivedRequest, Service};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket};

fn run(step: HttpStep) -> StepOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let build = factory.build().property("version", "1.4.0");
    build.run_blocking().steps()[0].clone()
}

/// What the service saw of a step that succeeds.
fn ask(service: &Service, step: HttpStep) -> ReceivedRequest {
    let outcome = run(step);
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    service.received_requests().pop().unwrap()
}

/// Why the step is not sent.
fn refusal(service: &Service, step: HttpStep) -> String {
    let before = service.received_requests().len();
    let outcome = run(step);
    assert_eq!(service.received_requests().len(), before);
    told(
        outcome
            .render_error()
            .unwrap_or_else(|| panic!("{outcome:?}")),
    )
}

/// The body of a form with `BOUNDARY` in place of the boundary.
fn form(asked: &ReceivedRequest) -> String {
    let content_type = asked.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert_eq!(boundary.len(), 32);
    let length = asked.header("content-length").unwrap();
    assert_eq!(length, asked.body.len().to_string());
    asked.text().replace(boundary, "BOUNDARY")
}

#[test]
fn files_and_fields_make_a_form() {
    let service = Service::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("acme-1.4.0.whl"), "wheel\0bytes").unwrap();
    let path = format!("{}/acme-%(prop:version)s.whl", folder.path().display());
    let step = HttpStep::post(service.url("/legacy/"))
        .data([(":action", "file_upload"), ("version", "1.4.0")])
        .files([
            (
                "content",
                file(interpolate(path)).content_type("application/zip"),
            ),
            (
                "notes",
                file_of("fixed\n")
                    .filename("notes.md")
                    .headers([("X-Lines", 1)]),
            ),
        ]);
    assert_eq!(
        form(&ask(&service, step)),
        "--BOUNDARY\r\n\
         Content-Disposition: form-data; name=\":action\"\r\n\r\nfile_upload\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"version\"\r\n\r\n1.4.0\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"content\"; filename=\"acme-1.4.0.whl\"\r\n\
         Content-Type: application/zip\r\n\r\nwheel\0bytes\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"notes\"; filename=\"notes.md\"\r\n\
         X-Lines: 1\r\n\r\nfixed\n\r\n\
         --BOUNDARY--\r\n"
    );
}

#[test]
fn no_name_leaves_its_quotes() {
    let service = Service::start().unwrap();
    let evil = "a\"; filename=\"x\r\nX-Evil: 1";
    let step = HttpStep::post(service.url("/")).files([(evil, file_of("c").filename(evil))]);
    let sent = form(&ask(&service, step));
    let name = "a%22; filename=%22x%0D%0AX-Evil: 1";
    let line = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n");
    assert!(sent.contains(&line), "{sent}");
}

#[test]
fn a_file_is_a_body_too() {
    let service = Service::start().unwrap();
    let mut large = tempfile::NamedTempFile::new().unwrap();
    let line = b"0123456789abcdef".repeat(64);
    for _ in 0..300 {
        large.write_all(&line).unwrap();
    }
    let path = large.path().to_str().unwrap();
    let step = HttpStep::put(service.url("/")).data(file(path).content_type("text/plain"));
    let asked = ask(&service, step);
    assert_eq!(asked.header("content-type"), Some("text/plain"));
    assert_eq!(asked.header("content-length"), Some("307200"));
    assert_eq!(asked.body, fs::read(path).unwrap());
}

#[test]
fn only_regular_files_are_sent() {
    let service = Service::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let table = [
        (path("absent"), "No such file or directory"),
        (path(""), "it is no regular file"),
        ("/dev/zero".to_owned(), "it is no regular file"),
        (String::new(), "the path of the file comes out empty"),
    ];
    for (path, why) in table {
        for step in [
            HttpStep::post(service.url("/")).files([("f", file(path.as_str()))]),
            HttpStep::post(service.url("/")).data(file(path.as_str())),
        ] {
            let error = refusal(&service, step);
            assert!(error.contains(why), "{error}");
        }
    }
}

#[test]
fn what_can_not_be_a_part_is_refused() {
    let service = Service::start().unwrap();
    let post = || HttpStep::post(service.url("/"));
    let one = |part: Expr| post().files([("f", part)]);
    let table = [
        (
            one(file_of("c").filename("../x").into_expr()),
            "`files.f.filename`: this is no name of a file alone; leave out its folders",
        ),
        (
            one(file_of("c").content_type("a\r\nX: 1").into_expr()),
            "`files.f`: the value has a line break or another control character",
        ),
        (
            one(file_of("c").headers([("X\r\nY", "1")]).into_expr()),
            "`files.f.headers.X\r\nY`: a line break is not allowed in a header name",
        ),
        (
            one(1.5.into_expr()),
            "`files.f`: the content of a file is text or bytes, not float",
        ),
        (
            one(property("absent").into_expr()),
            "`files.f`: the property `absent` is not set",
        ),
        (
            post().files("text"),
            "`files`: a map or a list of pairs stands here, not text",
        ),
        (
            one(file_of("c").into_expr()).data("text"),
            "`data`: with `files`, `data` must be a map: the other fields of the form",
        ),
        (
            post().json([file_of("c").into_expr()]),
            "`json.0`: a file can only be a member of `files`, or the whole of `data`",
        ),
    ];
    for (step, why) in table {
        let error = refusal(&service, step);
        assert!(error.starts_with(why), "{error}");
    }
}

#[test]
fn a_list_of_tuples_is_read_as_requests_reads_it() {
    let service = Service::start().unwrap();
    let tuple = |items: Vec<Value>| Expr::Value(Value::Tuple(items));
    let text = |text: &str| Value::String(text.to_owned());
    let step = HttpStep::post(service.url("/")).files([
        ("a", text("bare").into_expr()),
        ("b", tuple(vec![text("n"), text("two")])),
        (
            "c",
            tuple(vec![Value::Null, text("no name"), text("text/x")]),
        ),
        ("d", Value::Null.into_expr()),
    ]);
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let outcome = factory.build().dialect(Dialect::Buildbot).run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(
        form(&service.received_requests().pop().unwrap()),
        "--BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\nbare\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"b\"; filename=\"n\"\r\n\r\ntwo\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"c\"\r\n\
         Content-Type: text/x\r\n\r\nno name\r\n\
         --BOUNDARY--\r\n"
    );
}

/// Reads a request of that many bytes in small pieces, slowly, and answers it.
async fn read_slowly(listener: TcpListener, length: usize) -> std::io::Result<()> {
    let (mut stream, _) = listener.accept().await?;
    let mut piece = vec![0; 64 << 10];
    let mut read = 0;
    while read < length {
        // A peer that is slow is what this is about.
        tokio::time::sleep(Duration::from_millis(12)).await;
        read += stream.read(&mut piece).await?;
    }
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        .await
}

/// A listener and its URL. What waits in the kernel is sent, and not yet read: it is little.
fn narrow() -> (TcpListener, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(64 << 10).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    (listener, url)
}

/// The failure of a step that a server does this to.
async fn failure(step: HttpStep, server: impl Future<Output = ()> + Send + 'static) -> Failure {
    let serving = tokio::spawn(server);
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let outcome = factory.build().run().await;
    serving.abort();
    let failure = outcome.steps()[0].failure();
    failure.unwrap_or_else(|| panic!("{outcome:?}")).clone()
}

const LARGE: usize = 32 << 20;

#[tokio::test]
async fn a_body_that_nobody_reads_is_a_timeout_while_sending() {
    let (listener, url) = narrow();
    let step = HttpStep::post(url).data(bytes::Bytes::from(vec![b'x'; LARGE]));
    let failure = failure(step.timeout((5, 0.5)), async move {
        let _held = listener.accept().await.unwrap();
        std::future::pending().await
    })
    .await;
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Timeout, Phase::Send),
        "{failure}"
    );
    let text = failure.to_string();
    assert!(
        text.ends_with("(phase send, request answer unknown)"),
        "{text}"
    );
    assert!(failure.answer_unknown());
}

#[tokio::test]
async fn after_the_last_piece_the_answer_is_waited_for() {
    let (listener, url) = narrow();
    let step = HttpStep::post(url).data(bytes::Bytes::from(vec![b'x'; 1 << 20]));
    let failure = failure(step.timeout((5, 0.5)), async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut piece = vec![0; 64 << 10];
        while stream.read(&mut piece).await.is_ok_and(|read| read > 0) {}
    })
    .await;
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Timeout, Phase::Head),
        "{failure}"
    );
}

#[tokio::test]
async fn an_early_answer_is_waited_for_while_the_body_is_still_sent() {
    let (listener, url) = narrow();
    let step = HttpStep::post(url).data(bytes::Bytes::from(vec![b'x'; LARGE]));
    let failure = failure(step.timeout((5, 5)).deadline(0.7), async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut piece = vec![0; 32 << 10];
        stream.read_exact(&mut piece).await.unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc";
        stream.write_all(head).await.unwrap();
        while stream.read(&mut piece).await.is_ok_and(|read| read > 0) {
            // Slow enough for the body to last longer than the step.
            tokio::time::sleep(Duration::from_millis(12)).await;
        }
    })
    .await;
    assert_eq!(
        (failure.kind(), failure.phase(), failure.status()),
        (FailureKind::Timeout, Phase::Body, Some(200)),
        "{failure}"
    );
}

#[tokio::test]
async fn a_file_that_becomes_shorter_is_named() {
    let (listener, url) = narrow();
    let large = tempfile::NamedTempFile::new().unwrap();
    large.as_file().set_len(LARGE as u64).unwrap();
    let path = large.path().to_str().unwrap().to_owned();
    let step = HttpStep::put(url).data(file(path.as_str()));
    let failure = failure(step, async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut piece = vec![0; 64 << 10];
        stream.read_exact(&mut piece).await.unwrap();
        large.as_file().set_len(1).unwrap();
        while stream.read(&mut piece).await.is_ok_and(|read| read > 0) {}
    })
    .await;
    assert_eq!(
        failure.to_string(),
        format!(
            "incomplete: the file `{path}` became shorter while it was sent \
             (phase send, request answer unknown)"
        )
    );
    assert!(failure.answer_unknown());
}

#[tokio::test]
async fn a_server_that_still_reads_is_not_silent() {
    let (listener, url) = narrow();
    let body = vec![b'x'; 12 << 20];
    let reading = tokio::spawn(read_slowly(listener, body.len()));
    let mut factory = BuildFactory::new();
    factory.add_step(
        HttpStep::post(url)
            .data(bytes::Bytes::from(body))
            .timeout((5, 3)),
    );
    let outcome = factory.build().run().await;
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    reading.await.unwrap().unwrap();
}
