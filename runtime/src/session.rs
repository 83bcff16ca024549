//! The session: the connections that all steps of a process share.

mod builder;
mod clients;
mod connector;
mod cookies;
mod crypto_provider;
#[cfg(feature = "testing")]
mod doubles;
mod environment;
mod fallback_runtime;
mod jars;
mod link_local;
mod netrc;
mod proxy;
mod queue;
mod resolver;
mod route;
mod tls;
mod transport;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use builder::Settings;
use clients::Clients;
use jars::Jars;
use queue::Queue;

pub use builder::SessionBuilder;
pub use environment::Environment;

pub(crate) use connector::{ConnectTimedOut, Progress};
pub(crate) use cookies::Jar;
#[cfg(feature = "testing")]
pub(crate) use doubles::{MockTransport, SendFuture, Tap, TapRecord};
pub(crate) use fallback_runtime::{fallback_runtime, has_timers};
pub(crate) use proxy::Proxy;
pub(crate) use queue::Permit;
pub(crate) use route::{Route, RouteConfig};
pub(crate) use transport::{SendResult, Transport};

/// The connections and cookies that steps share.
///
/// Builds use the process-wide [`Session::global`] unless they are given another one. A session works
/// from any tokio runtime and from several at once: connections belong to the runtime that opened them,
/// since a connection whose runtime is no longer driven would hang its next user.
///
/// A session is a handle: clones share their connections and cookies.
///
/// ```
/// use http_step::{BuildFactory, Session};
///
/// let session = Session::new();
/// let build = BuildFactory::new().build().session(session);
/// ```
#[derive(Clone)]
pub struct Session {
    shared: Arc<Shared>,
}

struct Shared {
    settings: Settings,
    clients: Clients,
    queue: Queue,
    jars: Jars,
}

/// The session that builds use where they are given none.
static GLOBAL: Mutex<Option<Session>> = Mutex::new(None);

impl Session {
    /// A session of its own with the defaults, without connections yet.
    #[must_use]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A session of its own that differs from the defaults.
    ///
    /// ```
    /// let session = http_step::Session::builder().in_flight(32).build();
    /// ```
    pub fn builder() -> SessionBuilder {
        SessionBuilder::default()
    }

    /// The session that the whole process shares, made at its first use unless one was installed.
    ///
    /// ```
    /// use http_step::{BuildFactory, Session};
    ///
    /// let build = BuildFactory::new().build().session(Session::global()); // as if nothing were said
    /// ```
    #[must_use]
    pub fn global() -> Self {
        global().get_or_insert_with(Self::new).clone()
    }

    /// Makes a session the one that the whole process shares, and gives back the one that was it before.
    ///
    /// Builds that exist already keep theirs; [`close`](Session::close) the former to end its connections.
    ///
    /// ```
    /// use http_step::Session;
    ///
    /// let former = Session::install(Session::builder().in_flight(32).build());
    /// assert!(former.is_none(), "nobody has used it yet");
    /// ```
    pub fn install(session: Self) -> Option<Self> {
        global().replace(session)
    }

    /// Waits for all requests in flight, and then drops connections and cookies.
    ///
    /// Requests that wait for their turn or come later fail with an error that says so. Those in flight
    /// end within their own bounds; nobody is waited for longer than that, though a build whose runtime is
    /// no longer driven never ends.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let session = http_step::Session::new();
    /// session.close().await;
    /// # }
    /// ```
    pub async fn close(&self) {
        self.shared.queue.close().await;
        self.shared.clients.close();
        self.shared.jars.close();
    }

    /// The jar of that name, or the one that all steps share.
    pub(crate) fn jar(&self, name: Option<&str>) -> Jar {
        self.shared.jars.get(name)
    }

    fn of(settings: Settings) -> Self {
        let queue = Queue::new(settings.in_flight, settings.in_flight_per_origin);
        Self {
            shared: Arc::new(Shared {
                settings,
                clients: Clients::default(),
                queue,
                jars: Jars::default(),
            }),
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("settings", &self.shared.settings)
            .finish_non_exhaustive()
    }
}

fn global() -> MutexGuard<'static, Option<Session>> {
    GLOBAL.lock().unwrap_or_else(PoisonError::into_inner)
}
