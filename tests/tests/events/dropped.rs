//! Builds whose futures are dropped where they are: they clean up, as long as their runtime is there.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use http_step::prelude::*;
use http_step::{Channel, Event, InterruptFuture, Lock, StepContext, StepFuture};
use http_step_tests::raw::Raw;
use http_step_tests::service::Service;
use tokio::runtime::{Builder, Runtime};

use super::Heard;

fn runtime() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).enable_all().build().unwrap()
}

/// A server that writes this and no more, and says when it is asked.
fn stalls(head: &'static [u8]) -> (Raw, Receiver<()>) {
    let (tell, told) = channel();
    let tell = Mutex::new(tell);
    let server = Raw::start(move |_, stream| {
        stream.write_all(head)?;
        tell.lock().unwrap().send(()).unwrap();
        let _ = stream.read(&mut [0]);
        Err(std::io::ErrorKind::ConnectionReset.into())
    });
    (server.unwrap(), told)
}

/// Runs a build until it is told to stop, drops it, alone or with its runtime, and gives what was heard.
fn dropped(factory: &BuildFactory, until: &Receiver<()>, with_runtime: bool) -> Heard {
    let heard = Heard::default();
    let runtime = runtime();
    let running = runtime.spawn(heard.by(factory.build()).run());
    until.recv().unwrap();
    if with_runtime {
        drop(runtime);
    } else {
        running.abort();
        heard.events();
    }
    heard
}

#[test]
fn a_request_that_waits_for_its_answer_is_cancelled() {
    for head in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\nConte",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
    ] {
        for with_runtime in [false, true] {
            let service = Service::start().unwrap();
            let (server, asked) = stalls(head);
            let mut factory = BuildFactory::new();
            factory
                .add_step(get!(server.url("/"), name: "waits", description_done: "asked"))
                .add_step(get!(service.url("/"), name: "never"))
                .add_step(get!(service.url("/"), name: "cleans", always_run: true));
            let (begin, cleaning, end) = (
                [
                    "build of 3",
                    "waits: Requesting",
                    "waits: asked (cancelled)",
                ],
                ["cleans: Requesting", "cleans: Status code: 200"],
                ["build: cancelled"],
            );
            let expected = match with_runtime {
                false => [&begin[..], &cleaning, &end].concat(),
                true => [&begin[..], &end].concat(),
            };
            assert_eq!(dropped(&factory, &asked, with_runtime).lines(), expected);
        }
    }
}

#[test]
fn a_request_that_waits_for_its_connection_is_cancelled() {
    // A server that doesn't take part in the handshake.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let (tell, connected) = channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        tell.send(()).unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let mut factory = BuildFactory::new();
    factory.add_step(get!(url, name: "connects"));
    let expected = [
        "build of 1",
        "connects: Requesting",
        "connects: Requested (cancelled)",
        "build: cancelled",
    ];
    assert_eq!(dropped(&factory, &connected, false).lines(), expected);
}

/// Says that it runs, waits for ever, and again when it is interrupted.
#[derive(Debug)]
struct Waits {
    runs: Sender<()>,
    cancels: bool,
    locks: Vec<Lock>,
}

impl Step for Waits {
    fn name(&self, _: &StepContext<'_>) -> String {
        "waits".to_owned()
    }

    fn locks(&self) -> &[Lock] {
        &self.locks
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            context.write("log", Channel::Stdout, "begun");
            if self.cancels {
                context.cancellation().cancel("by the step");
            } else {
                self.runs.send(()).unwrap();
            }
            std::future::pending().await
        })
    }

    fn interrupted<'a>(&'a self, _: &'a mut StepContext<'_>) -> InterruptFuture<'a> {
        Box::pin(async {
            self.runs.send(()).unwrap();
            std::future::pending().await
        })
    }
}

#[test]
fn a_step_of_ones_own_ends_with_its_runtime_in_its_work_and_while_it_cleans_up() {
    for cancels in [false, true] {
        let (runs, told) = channel();
        let mut factory = BuildFactory::new();
        factory.add_step(Waits {
            runs,
            cancels,
            locks: Vec::new(),
        });
        let expected = [
            "build of 1",
            "waits: Running",
            "waits: Finished (cancelled)",
            "build: cancelled",
        ];
        assert_eq!(dropped(&factory, &told, true).lines(), expected);
    }
}

#[test]
fn a_step_that_waits_for_a_lock_is_cancelled() {
    let lock = Lock::exclusive("events: dropped");
    let runtime = runtime();
    let (runs, told) = channel();
    let mut holds = BuildFactory::new();
    holds.add_step(Waits {
        runs,
        cancels: false,
        locks: vec![lock.clone()],
    });
    let holding = runtime.spawn(holds.build().run());
    told.recv().unwrap();

    // It says that it begins before it waits.
    let (begins, begun) = channel();
    let heard = Heard::default();
    let mut factory = BuildFactory::new();
    factory.add_step(get!("http://127.0.0.1:1/", name: "queues", locks: [lock]));
    let build = heard.by(factory.build()).observer(move |event: &Event| {
        if matches!(event, Event::StepStarted { .. }) {
            begins.send(()).unwrap();
        }
    });
    let queueing = runtime.spawn(build.run());
    begun.recv().unwrap();
    queueing.abort();
    assert_eq!(
        heard.lines(),
        [
            "build of 1",
            "queues: Requesting",
            "queues: Requested (cancelled)",
            "build: cancelled",
        ]
    );
    holding.abort();
}

#[test]
fn what_the_step_has_written_is_told() {
    let (runs, told) = channel();
    let mut factory = BuildFactory::new();
    factory.add_step(Waits {
        runs,
        cancels: false,
        locks: Vec::new(),
    });
    let events = dropped(&factory, &told, true).events();
    let logs = events.iter().filter_map(|event| match event {
        Event::LogChunk { log, text, .. } => Some(format!("{log}: {text}")),
        _ => None,
    });
    assert_eq!(
        logs.collect::<Vec<_>>(),
        ["log: begun", "cancelled: the build was dropped\n"]
    );
}

#[test]
fn a_build_that_was_never_polled_tells_nothing() {
    let (told, events) = channel();
    let build = BuildFactory::new().build();
    drop(
        build
            .observer(move |event: &Event| told.send(event.clone()).unwrap())
            .run(),
    );
    assert_eq!(events.iter().count(), 0);
}
