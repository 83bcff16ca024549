//! What the network does to a step: always a FAILURE with a name, in bounded time.
//!
//! `dns` is not here, since loopback has no names: the case `failure-dns` of the wire corpus asks for one
//! that never resolves.
#![cfg(test)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use http_step::prelude::*;
use http_step::{Failure, FailureKind, HttpStep, Phase, Session};
use tokio::net::TcpSocket;

/// A server that takes one connection, reads the head of the request (or sees that it is no HTTP), and
/// does what it is told.
fn server(act: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        let whole = |head: &[u8]| head.ends_with(b"\r\n\r\n") || head.starts_with(b"\x16");
        while !whole(&head) && stream.read(&mut byte).is_ok_and(|read| read == 1) {
            head.push(byte[0]);
        }
        act(stream);
    });
    address
}

fn answers(bytes: impl Into<Vec<u8>>) -> SocketAddr {
    let bytes = bytes.into();
    server(move |mut stream| {
        // The peer may have had enough before the end.
        let _ = stream.write_all(&bytes);
    })
}

/// Holds the connection until the peer gives up on it.
fn silent_after(bytes: &'static [u8]) -> SocketAddr {
    server(move |mut stream| {
        stream.write_all(bytes).unwrap();
        let _ = stream.read(&mut [0]);
    })
}

fn failure(address: SocketAddr) -> Failure {
    failure_of(get!(format!("http://{address}/"), timeout: (5, 0.2)))
}

fn failure_of(step: HttpStep) -> Failure {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let outcome = factory.build().run_blocking();
    assert_eq!(outcome.result(), BuildResult::Failure);
    let step = &outcome.steps()[0];
    assert_eq!(step.state_string(), "Requested (failure)");
    step.failure().expect("a failure").clone()
}

#[test]
fn each_way_to_break_an_exchange_has_a_name() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    let huge = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(600_000));
    let table = [
        (
            "closed at once",
            answers(""),
            FailureKind::Reset,
            Phase::Head,
        ),
        (
            "closed in the head",
            answers("HTTP/1.1 200 OK\r\nA: b"),
            FailureKind::Reset,
            Phase::Head,
        ),
        (
            "no HTTP",
            answers("hello there, this is no HTTP\r\n\r\n"),
            FailureKind::Protocol,
            Phase::Head,
        ),
        (
            "a head without end",
            answers(huge),
            FailureKind::TooLarge,
            Phase::Head,
        ),
        (
            "cut in the body",
            answers(format!("{head}abc")),
            FailureKind::Incomplete,
            Phase::Body,
        ),
        (
            "cut between chunks",
            answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
            FailureKind::Incomplete,
            Phase::Body,
        ),
        (
            "a bad chunk",
            answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
            FailureKind::Protocol,
            Phase::Body,
        ),
        (
            "an announced length above the limit",
            answers("HTTP/1.1 200 OK\r\nContent-Length: 68719476736\r\n\r\n"),
            FailureKind::TooLarge,
            Phase::Body,
        ),
        (
            "a redirect that leads nowhere",
            answers("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
            FailureKind::Redirect,
            Phase::Body,
        ),
        (
            "another protocol",
            answers(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
            ),
            FailureKind::Protocol,
            Phase::Body,
        ),
        (
            "silence",
            silent_after(b""),
            FailureKind::Timeout,
            Phase::Head,
        ),
        (
            "silence in the head",
            silent_after(b"HTTP/1.1 200"),
            FailureKind::Timeout,
            Phase::Head,
        ),
        (
            "silence in the body",
            silent_after(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
            FailureKind::Timeout,
            Phase::Body,
        ),
    ];
    for (what, address, kind, phase) in table {
        let failure = failure(address);
        assert_eq!(
            (failure.kind(), failure.phase()),
            (kind, phase),
            "{what}: {failure}"
        );
        assert!(failure.answer_unknown(), "{what}");
    }
}

/// The step ends with a timeout in that phase, before the other, longer bound could have ended it.
#[track_caller]
fn assert_timeout(step: HttpStep, phase: Phase) {
    let begun = Instant::now();
    let failure = failure_of(step);
    assert!(begun.elapsed() < LONG, "{failure}");
    assert_eq!(
        (failure.kind(), failure.phase()),
        (FailureKind::Timeout, phase),
        "{failure}"
    );
    let is_sent = phase != Phase::Connect;
    assert_eq!(failure.answer_unknown(), is_sent, "{failure}");
}

const SHORT: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(5);

#[test]
fn a_silent_handshake_ends_at_the_bound_of_connecting() {
    // The system makes the connection; nobody accepts it.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    assert_timeout(
        get!(format!("https://{address}/"), timeout: (SHORT, LONG)),
        Phase::Connect,
    );
}

/// The system answers nobody who connects while this is held.
fn fill(address: SocketAddr) -> Vec<TcpStream> {
    std::iter::from_fn(|| TcpStream::connect_timeout(&address, SHORT).ok()).collect()
}

/// A listener whose queue is as short as it can be.
fn narrow() -> (TcpListener, SocketAddr) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let _entered = runtime.enter();
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let listener = socket.listen(0).unwrap().into_std().unwrap();
    listener.set_nonblocking(false).unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

#[test]
fn a_full_queue_ends_at_the_bound_of_connecting() {
    let (_listener, address) = narrow();
    let _queued = fill(address);
    assert_timeout(
        get!(format!("http://{address}/"), timeout: (SHORT, LONG)),
        Phase::Connect,
    );
}

#[test]
fn silence_ends_at_the_bound_of_silence() {
    let address = silent_after(b"");
    assert_timeout(
        get!(format!("http://{address}/"), timeout: (LONG, SHORT)),
        Phase::Head,
    );
}

fn read_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
}

/// While a request waits for its connection, another comes free, and takes it; the transport goes on
/// connecting all the same.
#[test]
fn a_request_on_a_connection_that_came_free_is_sent() {
    let deadline = |url: &str| get!(url, timeout: (LONG, LONG), deadline: 0.8);
    let silence = |url: &str| get!(url, timeout: (LONG, Duration::from_millis(600)));
    let bounds: [fn(&str) -> HttpStep; 2] = [deadline, silence];
    for step in bounds {
        let (listener, address) = narrow();
        let url = format!("http://{address}/");
        let session = Session::new();
        let build = |step: HttpStep| {
            let mut factory = BuildFactory::new();
            factory.add_step(step);
            factory.build().session(session.clone())
        };
        thread::scope(|scope| {
            let first = scope.spawn(|| build(get!(&url)).run_blocking());
            let (mut stream, _) = listener.accept().unwrap();
            read_head(&mut stream);
            let _queued = fill(address);
            let begun = Instant::now();
            let second = scope.spawn(|| build(step(&url)).run_blocking());
            // The second has to have begun to connect.
            thread::sleep(SHORT);
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                .unwrap();
            read_head(&mut stream);
            assert_eq!(first.join().unwrap().result(), BuildResult::Success);
            let outcome = second.join().unwrap();
            assert!(begun.elapsed() < LONG);
            let failure = outcome.steps()[0].failure().unwrap();
            assert_eq!(
                (failure.kind(), failure.phase()),
                (FailureKind::Timeout, Phase::Head),
                "{failure}"
            );
            assert!(failure.answer_unknown(), "{failure}");
        });
    }
}

#[test]
fn what_led_to_a_failure_was_sent_all_the_same() {
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    for (target, kind, phase) in [
        (nobody.to_string(), FailureKind::Connect, "connect"),
        (
            "169.254.1.1".to_owned(),
            FailureKind::RefusedByPolicy,
            "connect",
        ),
    ] {
        let address = answers(format!(
            "HTTP/1.1 303 See Other\r\nLocation: http://{target}/\r\nContent-Length: 0\r\n\r\n"
        ));
        let failure = failure_of(post!(format!("http://{address}/"), data: "x"));
        assert_eq!(failure.kind(), kind, "{failure}");
        assert!(failure.answer_unknown(), "{failure}");
        let text = failure.to_string();
        let end = format!("(phase {phase}, request answered)");
        assert!(text.ends_with(&end), "{text}");
    }
}

#[test]
fn a_session_that_closes_between_two_requests_was_asked_all_the_same() {
    let session = Session::new();
    let build = |step: HttpStep| {
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        factory.build().session(session.clone())
    };
    let closes = session.clone();
    let address = server(move |mut stream| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let closing = runtime.spawn(async move { closes.close().await });
        // It waits for this very request, once it has begun.
        thread::sleep(SHORT);
        stream
            .write_all(b"HTTP/1.1 303 See Other\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")
            .unwrap();
        runtime.block_on(closing).unwrap();
    });
    let url = format!("http://{address}/");
    let outcome = build(post!(url, data: "x", timeout: (LONG, LONG))).run_blocking();
    let failure = outcome.steps()[0].failure().unwrap();
    assert_eq!(failure.phase(), Phase::Queue, "{failure}");
    assert!(failure.answer_unknown(), "{failure}");
}

#[test]
fn a_port_without_tls_is_named() {
    let address = answers("HTTP/1.1 400 Bad Request\r\n\r\n");
    let failure = failure_of(get!(format!("https://{address}/")));
    assert_eq!(failure.kind(), FailureKind::Tls, "{failure}");
    assert!(!failure.answer_unknown());
}

#[test]
fn a_body_above_the_limit_is_not_held() {
    let address = server(|mut stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let piece = vec![b'x'; 1 << 20];
        // 80 MiB of the allowed 64; the step hangs up in between.
        for _ in 0..80 {
            if stream.write_all(&piece).is_err() {
                return;
            }
        }
    });
    assert_eq!(failure(address).kind(), FailureKind::TooLarge);
}

#[test]
fn a_proxy_that_refuses_or_is_not_there_is_named() {
    let denies = |status: &str| answers(format!("HTTP/1.1 {status}\r\n\r\n"));
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    for (scheme, proxy) in [
        ("https", denies("403 Forbidden")),
        ("https", denies("407 Proxy Authentication Required")),
        ("https", answers("")),
        ("https", nobody),
        ("http", nobody),
    ] {
        let url = format!("{scheme}://127.0.0.1:9/");
        let proxy = format!("http://{proxy}");
        let failure = failure_of(get!(url, proxies: { "all": proxy }));
        assert_eq!(failure.kind(), FailureKind::Proxy, "{failure}");
        assert_eq!(failure.phase(), Phase::Connect, "{failure}");
        assert!(!failure.answer_unknown());
        assert_eq!(failure.status(), None);
    }
}

#[test]
fn a_proxy_that_says_nothing_ends_at_the_bound_of_connecting() {
    let proxy = format!("http://{}", silent_after(b""));
    assert_timeout(
        get!("https://127.0.0.1:9/", proxies: { "https": proxy }, timeout: (SHORT, LONG)),
        Phase::Connect,
    );
}
