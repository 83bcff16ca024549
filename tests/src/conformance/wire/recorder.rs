//! The raw server: it records every request as it came, and replies byte for byte as it is told.

mod connection;
mod material;
mod message;
mod reply;
mod sockets;

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use self::connection::Listening;
use self::sockets::{Blackhole, Refused};
use super::case::{Reply, Request};
use super::placeholders::Placeholders;

pub(super) use material::Material;

/// All listeners of a case. Dropping it closes them, and every connection.
pub(super) struct Recorder {
    script: Arc<Script>,
    placeholders: Placeholders,
    _listening: JoinSet<()>,
    _refused: Refused,
    _blackhole: Blackhole,
}

impl Recorder {
    pub(super) async fn start(material: &Material) -> io::Result<Self> {
        let script = Arc::new(Script::default());
        let mut placeholders = Placeholders::default();
        let mut listening = JoinSet::new();
        let plain = |at| Listening {
            at,
            script: Arc::clone(&script),
            tls: None,
            tunnel: material.server.clone(),
        };
        for (at, port_name) in [
            ("origin", "port"),
            ("origin2", "port2"),
            ("proxy", "port_proxy"),
        ] {
            let (listener, port) = listen("127.0.0.1").await?;
            placeholders.listener(at, port_name, "http://127.0.0.1", port);
            if at == "origin" {
                placeholders.listener("origin_localhost", port_name, "http://localhost", port);
            }
            listening.spawn(plain(at).accept(listener));
        }
        // A machine without IPv6 only lacks the cases that need it.
        if let Ok((listener, port)) = listen("::1").await {
            placeholders.listener("origin6", "port6", "http://[::1]", port);
            listening.spawn(plain("origin6").accept(listener));
        }
        for (at, port_name, tls) in [
            ("tls", "port_tls", &material.server),
            ("mtls", "port_mtls", &material.asking_for_a_certificate),
            (
                "tls_badname",
                "port_tls_badname",
                &material.with_another_name,
            ),
            ("tls_expired", "port_tls_expired", &material.expired),
        ] {
            let (listener, port) = listen("127.0.0.1").await?;
            placeholders.listener(at, port_name, "https://127.0.0.1", port);
            let tls = Some(tls.clone());
            listening.spawn(Listening { tls, ..plain(at) }.accept(listener));
        }
        placeholders.path("tls_dir", material.folder())?;
        let refused = Refused::bind()?;
        let blackhole = Blackhole::bind().await?;
        for (name, port_name, port) in [
            ("refused", "port_refused", refused.port()?),
            ("blackhole", "port_blackhole", blackhole.port()?),
        ] {
            placeholders.listener(name, port_name, "http://127.0.0.1", port);
        }
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

async fn listen(host: &str) -> io::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((host, 0)).await?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
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
