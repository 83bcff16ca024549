//! The bound of time on making a connection.
//!
//! reqwest knows such a bound for a whole client only. Here it belongs to the step: a task-local around
//! the sending carries it to the connector, which reports back how far it has come.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, timeout};
use tower_layer::Layer;
use tower_service::Service;

use crate::error::Phase;

tokio::task_local! {
    static PROGRESS: Arc<Progress>;
}

/// How far one exchange has come, told by the connector and the reader of the response.
#[derive(Debug)]
pub(crate) struct Progress {
    connect: Duration,
    state: Mutex<(Phase, Instant)>,
}

impl Progress {
    /// An exchange whose connection has to be made within `connect`.
    pub(crate) fn new(connect: Duration) -> Arc<Self> {
        Arc::new(Self {
            connect,
            state: Mutex::new((Phase::Head, Instant::now())),
        })
    }

    /// The one of the exchange on whose behalf this code runs.
    pub(super) fn current() -> Option<Arc<Self>> {
        PROGRESS.try_with(Arc::clone).ok()
    }

    /// Sends something under this bound.
    pub(crate) async fn scope<F: Future>(self: Arc<Self>, sending: F) -> F::Output {
        PROGRESS.scope(self, sending).await
    }

    pub(crate) fn enter(&self, phase: Phase) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = (phase, Instant::now());
    }

    /// The phase, and since when.
    pub(crate) fn phase(&self) -> (Phase, Instant) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection was not made in time.
#[derive(Debug)]
pub(crate) struct ConnectTimedOut {
    bound: Duration,
    phase: Phase,
}

impl ConnectTimedOut {
    /// In which phase the time was up: looking the name up, or connecting.
    pub(crate) fn phase(&self) -> Phase {
        self.phase
    }
}

impl fmt::Display for ConnectTimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection within {:?}", self.bound)
    }
}

impl Error for ConnectTimedOut {}

/// The layer around the connector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounded;

impl<S> Layer<S> for Bounded {
    type Service = BoundedConnector<S>;

    fn layer(&self, inner: S) -> Self::Service {
        BoundedConnector(inner)
    }
}

#[derive(Clone, Debug)]
pub(super) struct BoundedConnector<S>(S);

type BoxError = Box<dyn Error + Send + Sync>;

impl<S, R> Service<R> for BoundedConnector<S>
where
    S: Service<R, Error = BoxError>,
    S::Response: 'static,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let connecting = self.0.call(request);
        // Without a step there is no bound to keep: nobody else uses this client.
        let Some(progress) = Progress::current() else {
            return Box::pin(connecting);
        };
        progress.enter(Phase::Connect);
        Box::pin(async move {
            // The transport may go on with this in a task of its own, where the resolver has to find it.
            let connecting = Arc::clone(&progress).scope(connecting);
            let bound = progress.connect;
            let connected = timeout(bound, connecting).await;
            let (phase, _) = progress.phase();
            // Also after a failure: the request may meanwhile travel on a connection that came free.
            progress.enter(Phase::Head);
            connected.unwrap_or_else(|_| Err(Box::new(ConnectTimedOut { bound, phase })))
        })
    }
}
