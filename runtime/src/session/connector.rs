//! The connect timeout, and the progress of an exchange.
//!
//! reqwest has a connect timeout for a whole client only. Here it belongs to the step: a task-local around the
//! sending passes it to the connector, which reports its progress.

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

/// The progress of an exchange, reported by the connector, the body that is sent, and the reader of the
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
    /// The number of the current request: the body of an earlier one may still be read.
    request: usize,
    /// Whether the body of this request reports its progress.
    reports_body: bool,
    /// Whether the request waited for the connector when it was last polled.
    is_connecting: bool,
    /// Why the body of this request could not be read to its end.
    body_error: Option<String>,
    /// Whether a request of the exchange has received a response, this one or an earlier one.
    has_response: bool,
}

impl ProgressState {
    fn enter(&mut self, phase: Phase) {
        (self.phase, self.since) = (phase, Instant::now());
        self.has_response |= phase == Phase::Body;
    }

    /// From now on a connection may have received the request.
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
    /// An exchange with that connect timeout.
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

    /// The progress of the exchange that this code runs for.
    pub(super) fn current() -> Option<Arc<Self>> {
        PROGRESS.try_with(Arc::clone).ok()
    }

    fn is_current(&self) -> bool {
        let is_same = |current: &Arc<Self>| std::ptr::eq(Arc::as_ptr(current), self);
        PROGRESS.try_with(is_same).unwrap_or(false)
    }

    /// Starts a request, and returns its number, which the reports of its body refer to.
    pub(crate) fn begin(&self, reports_body: bool) -> usize {
        let mut state = self.state();
        state.enter(Phase::Connect);
        state.request += 1;
        (state.reports_body, state.body_error) = (reports_body, None);
        state.request
    }

    /// Sends a request with this connect timeout.
    ///
    /// While the request waits for a new connection, an idle one may take it, and the transport continues to connect
    /// in a task of its own. If the sending is polled without polling the connector, it no longer waits for it.
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

    /// Records an event of the body of that request. Phases never go back: the head of the response may arrive before
    /// the end of the body.
    pub(crate) fn report(&self, request: usize, event: BodyEvent) {
        let mut state = self.state();
        if state.request != request {
            return;
        }
        // The body is only read once there is a connection.
        state.hand_over();
        match event {
            BodyEvent::Failed(why) => state.body_error = Some(why),
            BodyEvent::Pulled if state.phase == Phase::Send => state.enter(Phase::Send),
            BodyEvent::Finished if state.phase == Phase::Send => state.enter(Phase::Head),
            BodyEvent::Pulled | BodyEvent::Finished => {}
        }
    }

    /// Why the body of the request could not be read to its end, if so.
    pub(crate) fn body_error(&self) -> Option<String> {
        self.state().body_error.clone()
    }

    /// Whether a request of the exchange has received a response: the one in flight may follow a redirect, or
    /// answer a challenge.
    pub(crate) fn has_response(&self) -> bool {
        self.state().has_response
    }

    /// Whether a request of the exchange has reached the server.
    pub(crate) fn delivery(&self) -> Delivery {
        let state = self.state();
        match state.phase.delivery() {
            Delivery::NotSent if state.has_response => Delivery::Answered,
            reach => reach,
        }
    }

    /// The phase, and when it started.
    pub(crate) fn phase(&self) -> (Phase, Instant) {
        let state = self.state();
        (state.phase, state.since)
    }
}

/// The connect timeout passed.
#[derive(Debug)]
pub(crate) struct ConnectTimedOut {
    bound: Duration,
    phase: Phase,
}

impl ConnectTimedOut {
    /// The phase when the timeout passed: resolving, or connecting.
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

/// The layer around the connector that applies the connect timeout.
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
        // Without an exchange there is no timeout; the client has no other users.
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
