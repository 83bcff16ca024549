//! What the network does to a step: always a FAILURE with a name, in bounded time.
#![cfg(test)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use http_step::prelude::*;
use http_step::{Failure, FailureKind, Phase};

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
    let mut factory = BuildFactory::new();
    factory.add_step(get!(format!("http://{address}/"), timeout: (5, 0.2)));
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
            "a redirect",
            answers("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
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
        assert_eq!(failure.answer_unknown(), phase == Phase::Head, "{what}");
    }
}

#[test]
fn a_port_without_tls_is_named() {
    let address = answers("HTTP/1.1 400 Bad Request\r\n\r\n");
    let mut factory = BuildFactory::new();
    factory.add_step(get!(format!("https://{address}/")));
    let outcome = factory.build().run_blocking();
    let failure = outcome.steps()[0].failure().unwrap().clone();
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
