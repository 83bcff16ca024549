//! Which requests share a connection.

use std::sync::Barrier;
use std::thread;

use http_step::prelude::*;
use http_step::{Environment, Session};
use http_step_tests::sockets::Sockets;
use tokio::runtime::Builder;

use super::{assert_success, runtime, step_to};

#[test]
fn a_thousand_steps_need_one_socket() {
    let server = Sockets::plain().unwrap();
    let session = Session::new();
    let mut factory = BuildFactory::new();
    for _ in 0..100 {
        factory.add_step(get!(server.url("/")));
    }
    for _ in 0..10 {
        assert_success(&factory.build().session(session.clone()).run_blocking());
    }
    assert_eq!(server.heads().len(), 1000);
    assert_eq!(server.accepted(), 1);
}

#[test]
fn one_session_serves_more_runtimes_at_once_than_it_keeps_clients() {
    let server = Sockets::plain().unwrap();
    let session = Session::new();
    let barrier = Barrier::new(24);
    thread::scope(|scope| {
        for _ in 0..24 {
            scope.spawn(|| {
                let runtime = runtime();
                barrier.wait();
                for _ in 0..10 {
                    let build = step_to(&server.url("/")).session(session.clone());
                    assert_success(&runtime.block_on(build.run()));
                }
            });
        }
    });
    assert_eq!(server.heads().len(), 240);
}

/// A connection whose runtime is no longer driven would hang its next user.
#[test]
fn a_runtime_that_ends_in_mid_flight_takes_nobody_with_it() {
    let server = Sockets::plain().unwrap();
    let session = Session::new();
    let build = |path: &str| step_to(&server.url(path)).session(session.clone());
    for round in 0..10 {
        let dropped = Builder::new_multi_thread().enable_all().build().unwrap();
        let stopped = runtime();
        dropped.spawn(build("/held").run());
        let held = stopped.spawn(build("/held").run());
        // Driven so long that its request is under way, and then never again.
        assert_success(&stopped.block_on(build("/").run()));
        while server.heads().len() < round * 5 + 3 {
            stopped.block_on(tokio::task::yield_now());
        }
        dropped.shutdown_background();
        assert_success(&runtime().block_on(build("/").run()));
        assert_success(&build("/").run_blocking());
        drop((held, stopped));
    }
}

#[test]
fn sessions_that_differ_share_no_connection() {
    let server = Sockets::plain().unwrap();
    let proxy = Sockets::plain().unwrap();
    let through = Environment::new([("http_proxy", proxy.url(""))]);
    for session in [
        Session::new(),
        Session::new(),
        Session::builder().environment(through).build(),
    ] {
        for _ in 0..3 {
            assert_success(
                &step_to(&server.url("/"))
                    .session(session.clone())
                    .run_blocking(),
            );
        }
    }
    assert_eq!((server.accepted(), proxy.accepted()), (2, 1));
}

#[test]
fn what_a_host_says_about_the_client_holds_where_the_session_says_nothing() {
    let server = Sockets::plain().unwrap();
    let refused = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", refused.local_addr().unwrap());
    let session = Session::builder()
        .client(move |client| {
            let mut headers = reqwest::header::HeaderMap::new();
            headers.insert("x-host", "ours".parse().unwrap());
            client
                .default_headers(headers)
                .proxy(reqwest::Proxy::all(&proxy).unwrap())
        })
        .build();
    assert_success(&step_to(&server.url("/")).session(session).run_blocking());
    assert!(server.heads()[0].contains("x-host: ours\r\n"));
}
