//! A server that fails at random, and counts what must not come twice.

use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use http_step_tests::raw::{Raw, ReceivedRequest, response};

/// What a file holds that was taken whole.
pub(crate) const FILE: &str = "all of it, to the last byte\n";

/// How many polls find a job running.
const ROUNDS: usize = 3;

pub(crate) struct Server {
    raw: Raw,
    counts: Counts,
}

/// How often each method came to each path.
type Counts = Arc<Mutex<HashMap<String, usize>>>;

impl Server {
    pub(crate) fn url(&self, path: &str) -> String {
        self.raw.url(path)
    }

    pub(crate) fn count(&self, method: &str, path: &str) -> usize {
        let counts = self.counts.lock().unwrap();
        counts
            .get(&format!("{method} {path}"))
            .copied()
            .unwrap_or_default()
    }
}

/// What fails is decided by the seed and the order in which requests come.
pub(crate) fn start(seed: u64) -> Server {
    let counts = Counts::default();
    let (chance, counted) = (
        Mutex::new(fastrand::Rng::with_seed(seed)),
        Arc::clone(&counts),
    );
    let raw = Raw::start(move |asked, stream| {
        let nth = {
            let mut counts = counted.lock().unwrap();
            let count = counts
                .entry(format!("{} {}", asked.method, asked.target))
                .or_default();
            *count += 1;
            *count
        };
        let roll = match asked.method.as_str() {
            // What calls a job off always arrives.
            "DELETE" => 0,
            _ if asked.target == "/fine" => 0,
            _ => chance.lock().unwrap().u32(..100),
        };
        play(roll, &body(asked, nth), stream)
    });
    Server {
        raw: raw.unwrap(),
        counts,
    }
}

fn body(asked: &ReceivedRequest, nth: usize) -> String {
    if asked.target.starts_with("/job/") {
        let state = if nth > ROUNDS { "done" } else { "running" };
        return format!("{{\"state\": \"{state}\"}}");
    }
    FILE.to_owned()
}

fn play(roll: u32, body: &str, stream: &mut TcpStream) -> io::Result<()> {
    let gone = || Err(io::ErrorKind::ConnectionReset.into());
    match roll {
        ..60 => stream.write_all(&response(200, &[], body)),
        60..72 => stream.write_all(&response(503, &[], "not now")),
        72..78 => stream.write_all(&response(429, &["Retry-After: 0"], "")),
        78..84 => gone(),
        84..90 => {
            let whole = response(200, &[], body);
            stream.write_all(&whole[..whole.len() - 1])?;
            gone()
        }
        90..95 => {
            // Says nothing until the other side has had enough.
            let _ = stream.read(&mut [0]);
            gone()
        }
        _ => {
            thread::sleep(Duration::from_millis(10));
            stream.write_all(&response(200, &[], body))
        }
    }
}
