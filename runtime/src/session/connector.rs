//! The bound of time on making a connection.
//!
//! reqwest knows such a bound for a whole client only. Here it belongs to the step: a task-local around
//! the sending carries it to the connector, which reports back how far it has come.

use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, timeout};
use tower_layer::Layer;
use tower_service::Service;

use crate::error::{Delivery, Phase};
use crate::request::BodyEvent;

tokio::task_local! {
    static PROGRESS: Arc<Progress>;
}

/// How far one exchange has come, told by the connector, the body that is sent, and the reader of the
/// response.
#[derive(Debug)]
pub(crate) struct Progress {
    connect: Duration,
    state: Mutex<ProgressState>,
}

#[derive(Debug)]
struct ProgressState {
    phase: Phase,
    since: Instant,
    /// Which request of the exchange this is about: the body of one before may still be read.
    request: usize,
    /// Whether the body of this request tells when it has been taken.
    reports_body: bool,
    /// Whether the request itself has waited for the connector when it was last polled.
    is_connecting: bool,
    /// Why the body of this request ended early.
    body_error: Option<String>,
    /// Whether a request of the exchange has been answered, this one or one before it.
    has_response: bool,
}

impl ProgressState {
    fn enter(&mut self, phase: Phase) {
        (self.phase, self.since) = (phase, Instant::now());
        self.has_response |= phase == Phase::Body;
    }

    /// From now on a connection may have the request.
    fn hand_over(&mut self) {
        if matches!(self.phase, Phase::Resolve | Phase::Connect) {
            self.enter(if self.reports_body {
                Phase::Send
            } else {
                Phase::Head
            });
        }
    }
}

impl Progress {
    /// An exchange whose connection has to be made within `connect`.
    pub(crate) fn new(connect: Duration) -> Arc<Self> {
        Arc::new(Self {
            connect,
            state: Mutex::new(ProgressState {
                phase: Phase::Queue,
                since: Instant::now(),
                request: 0,
                reports_body: false,
                is_connecting: false,
                body_error: None,
                has_response: false,
            }),
        })
    }

    fn state(&self) -> MutexGuard<'_, ProgressState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one of the exchange on whose behalf this code runs.
    pub(super) fn current() -> Option<Arc<Self>> {
        PROGRESS.try_with(Arc::clone).ok()
    }

    fn is_current(&self) -> bool {
        let is_same = |current: &Arc<Self>| std::ptr::eq(Arc::as_ptr(current), self);
        PROGRESS.try_with(is_same).unwrap_or(false)
    }

    /// Begins a request; what comes back is given to the reports of its body, if it `tells`.
    pub(crate) fn begin(&self, tells: bool) -> usize {
        let mut state = self.state();
        state.enter(Phase::Connect);
        state.request += 1;
        (state.reports_body, state.body_error) = (tells, None);
        state.request
    }

    /// Sends something under this bound.
    ///
    /// While it waits for a connection, one that comes free may take the request, and the transport goes
    /// on connecting elsewhere. Whoever is polled without polling the connector waits for it no more.
    pub(crate) async fn scope<F: Future>(self: Arc<Self>, sending: F) -> F::Output {
        let progress = Arc::clone(&self);
        let mut sending = pin!(sending);
        let watched = poll_fn(move |context| {
            self.state().is_connecting = false;
            let polled = sending.as_mut().poll(context);
            let mut state = self.state();
            if polled.is_pending() && !state.is_connecting {
                state.hand_over();
            }
            polled
        });
        PROGRESS.scope(progress, watched).await
    }

    pub(crate) fn enter(&self, phase: Phase) {
        self.state().enter(phase);
    }

    /// What the body of that request tells. A phase never goes back: the head may come before its end.
    pub(crate) fn report(&self, request: usize, told: BodyEvent) {
        let mut state = self.state();
        if state.request != request {
            return;
        }
        // Whoever asks for the body has a connection.
        state.hand_over();
        match told {
            BodyEvent::Failed(why) => state.body_error = Some(why),
            BodyEvent::Pulled if state.phase == Phase::Send => state.enter(Phase::Send),
            BodyEvent::Finished if state.phase == Phase::Send => state.enter(Phase::Head),
            BodyEvent::Pulled | BodyEvent::Finished => {}
        }
    }

    /// Why the body of the request ended early, where it did.
    pub(crate) fn body_error(&self) -> Option<String> {
        self.state().body_error.clone()
    }

    /// Whether a request of the exchange has been answered: the one in flight may follow a redirect, or
    /// repeat another.
    pub(crate) fn has_response(&self) -> bool {
        self.state().has_response
    }

    /// How far the exchange has come.
    pub(crate) fn delivery(&self) -> Delivery {
        let state = self.state();
        match state.phase.delivery() {
            Delivery::NotSent if state.has_response => Delivery::Answered,
            reach => reach,
        }
    }

    /// The phase, and since when.
    pub(crate) fn phase(&self) -> (Phase, Instant) {
        let state = self.state();
        (state.phase, state.since)
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
pub(super) struct ConnectTimeoutLayer;

impl<S> Layer<S> for ConnectTimeoutLayer {
    type Service = ConnectTimeoutService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        ConnectTimeoutService(inner)
    }
}

#[derive(Clone, Debug)]
pub(super) struct ConnectTimeoutService<S>(S);

type BoxError = Box<dyn Error + Send + Sync>;

impl<S, R> Service<R> for ConnectTimeoutService<S>
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
        let bound = progress.connect;
        let mut connecting = Box::pin(timeout(bound, connecting));
        Box::pin(poll_fn(move |context| {
            let polled = connecting.as_mut().poll(context);
            // In a task of its own the transport makes a connection that the request doesn't wait for.
            if progress.is_current() {
                let mut state = progress.state();
                state.is_connecting = true;
                if let Poll::Ready(Ok(Ok(_))) = polled {
                    state.hand_over();
                }
            }
            polled.map(|connected| {
                connected.unwrap_or_else(|_| {
                    let (phase, _) = progress.phase();
                    Err(Box::new(ConnectTimedOut { bound, phase }))
                })
            })
        }))
    }
}
