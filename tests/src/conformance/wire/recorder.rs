//! The raw server: it records every request as it came, and replies byte for byte as it is told.

mod connection;
mod message;
mod reply;
mod sockets;

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use self::sockets::{Blackhole, Refused};
use super::case::{Reply, Request};
use super::placeholders::Placeholders;

/// All listeners of a case. Dropping it closes them, and every connection.
pub(super) struct Recorder {
    script: Arc<Script>,
    placeholders: Placeholders,
    _listening: JoinSet<()>,
    _refused: Refused,
    _blackhole: Blackhole,
}

impl Recorder {
    pub(super) async fn start() -> io::Result<Self> {
        let script = Arc::new(Script::default());
        let mut placeholders = Placeholders::default();
        let mut listening = JoinSet::new();
        for (at, port_name) in [
            ("origin", "port"),
            ("origin2", "port2"),
            ("proxy", "port_proxy"),
        ] {
            let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
            let port = listener.local_addr()?.port();
            placeholders.listener(at, port_name, "127.0.0.1", port);
            if at == "origin" {
                placeholders.listener("origin_localhost", port_name, "localhost", port);
            }
            listening.spawn(connection::accept(listener, at, Arc::clone(&script)));
        }
        // A machine without IPv6 only lacks the cases that need it.
        if let Ok(listener) = TcpListener::bind(("::1", 0)).await {
            placeholders.listener("origin6", "port6", "[::1]", listener.local_addr()?.port());
            listening.spawn(connection::accept(listener, "origin6", Arc::clone(&script)));
        }
        let refused = Refused::bind()?;
        placeholders.listener("refused", "port_refused", "127.0.0.1", refused.port()?);
        let blackhole = Blackhole::bind().await?;
        placeholders.listener(
            "blackhole",
            "port_blackhole",
            "127.0.0.1",
            blackhole.port()?,
        );
        Ok(Self {
            script,
            placeholders,
            _listening: listening,
            _refused: refused,
            _blackhole: blackhole,
        })
    }

    pub(super) fn placeholders(&self) -> &Placeholders {
        &self.placeholders
    }

    /// Begins a step: its requests get these replies in order, whichever listener they reach.
    pub(super) fn begin(&self, replies: &[Reply]) {
        let repeated = replies
            .iter()
            .flat_map(|reply| std::iter::repeat_n(reply, reply.repeat.unwrap_or(1)));
        self.script.with(|scene| {
            scene.replies = repeated.cloned().collect();
            scene.requests.clear();
        });
    }

    /// The requests since the step began, in the order of arrival.
    pub(super) fn requests(&self) -> Vec<Request> {
        self.script.with(|scene| scene.requests.clone())
    }
}

/// What the listeners have in common: what has come, and what is to be said next.
#[derive(Default)]
struct Script(Mutex<Scene>);

#[derive(Default)]
struct Scene {
    replies: VecDeque<Reply>,
    requests: Vec<Request>,
}

impl Script {
    /// Records a request; the reply to it, if there is one left.
    fn record(&self, request: Request) -> Option<Reply> {
        self.with(|scene| {
            scene.requests.push(request);
            scene.replies.pop_front()
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Scene) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests;
