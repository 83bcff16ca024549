//! The session: the connections that all steps of a process share.

mod background;
mod connector;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::runtime::{Handle, Id};

use crate::error::{Failure, FailureKind, Phase};

pub(crate) use background::runtime;
pub(crate) use connector::{ConnectTimedOut, Progress};

/// More runtimes than this do not send at once; the client that was not used for longest goes first.
const MOST_CLIENTS: usize = 16;

/// The connections that steps share.
///
/// Builds use the process-wide [`Session::global`] unless they are given another one. A session works
/// from any tokio runtime and from several at once: connections belong to the runtime that opened them,
/// since a connection whose runtime is no longer driven would hang its next user.
///
/// A session is a handle: clones share their connections.
///
/// ```
/// use http_step::{BuildFactory, Session};
///
/// let session = Session::new();
/// let build = BuildFactory::new().build().session(session);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Session {
    clients: Arc<Mutex<Vec<(Id, Client)>>>,
}

impl Session {
    /// A session of its own, without connections yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The session that the whole process shares, made at its first use.
    #[must_use]
    pub fn global() -> Self {
        static GLOBAL: OnceLock<Session> = OnceLock::new();
        GLOBAL.get_or_init(Self::new).clone()
    }

    /// The client whose connections the current runtime drives.
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        let unavailable = |why: String| Failure::new(FailureKind::Connect, Phase::Connect, why);
        let runtime = Handle::try_current().map_err(|error| unavailable(error.to_string()))?;
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = clients.iter().position(|(id, _)| *id == runtime.id()) {
            // The last is the one that was used last.
            let used = clients.remove(index);
            let client = used.1.clone();
            clients.push(used);
            return Ok(client);
        }
        background::can_drive().map_err(|why| unavailable(why.to_owned()))?;
        let client = transport().map_err(|error| unavailable(error.to_string()))?;
        if clients.len() == MOST_CLIENTS {
            clients.remove(0);
        }
        clients.push((runtime.id(), client.clone()));
        Ok(client)
    }
}

/// A transport and nothing more: what a step may do beyond one exchange is decided by the step.
fn transport() -> reqwest::Result<Client> {
    Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        .connector_layer(connector::Bounded)
        .build()
}
