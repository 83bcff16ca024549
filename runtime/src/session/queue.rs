//! Limits the number of requests in flight.

use std::collections::{BTreeSet, HashMap};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::fallback_runtime;
use crate::error::{Failure, FailureKind, Phase};

/// The queue of requests that wait to be sent.
pub(super) struct Queue {
    all: Arc<Semaphore>,
    origins: Mutex<HashMap<String, Arc<Semaphore>>>,
    per_origin: usize,
    state: Arc<watch::Sender<QueueState>>,
}

#[derive(Default)]
struct QueueState {
    is_closed: bool,
    /// The deadline and the number of each request in flight.
    in_flight: BTreeSet<(Instant, u64)>,
    count: u64,
}

/// A permit to send a request, until it is dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    state: Arc<watch::Sender<QueueState>>,
    key: (Instant, u64),
    _origin: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl std::fmt::Debug for QueueState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} in flight", self.in_flight.len())
    }
}

impl Queue {
    pub(super) fn new(in_flight: usize, per_origin: usize) -> Self {
        let bound = |permits: usize| permits.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            all: Arc::new(Semaphore::new(bound(in_flight))),
            origins: Mutex::default(),
            per_origin: bound(per_origin),
            state: Arc::new(watch::Sender::default()),
        }
    }

    /// Waits for a permit, which is held until `deadline` at most.
    pub(super) async fn acquire(&self, url: &Url, deadline: Instant) -> Result<Permit, Failure> {
        // First that of the origin: requests to a busy origin must not block requests to others.
        let origin = self.origin(url).acquire_owned().await;
        let origin = origin.map_err(|_| closed())?;
        let all = Arc::clone(&self.all).acquire_owned().await;
        let all = all.map_err(|_| closed())?;
        let mut key = (deadline, 0);
        let is_open = self.state.send_if_modified(|state| {
            if !state.is_closed {
                state.count += 1;
                key.1 = state.count;
                state.in_flight.insert(key);
            }
            !state.is_closed
        });
        if !is_open {
            return Err(closed());
        }
        Ok(Permit {
            state: Arc::clone(&self.state),
            key,
            _origin: origin,
            _all: all,
        })
    }

    /// Grants no more permits, and waits for the requests in flight, until the last deadline at most: an exchange
    /// whose runtime is no longer driven never ends.
    pub(super) async fn close(&self) {
        self.state.send_modify(|state| state.is_closed = true);
        self.all.close();
        let origins = std::mem::take(&mut *self.lock());
        for origin in origins.into_values() {
            origin.close();
        }
        let mut state = self.state.subscribe();
        let last = state.borrow().in_flight.last().copied();
        let Some((deadline, _)) = last else { return };
        let mut timer = Timer::until(deadline);
        // The sender outlives this, so that it cannot fail.
        let mut done = pin!(state.wait_for(|state| state.in_flight.is_empty()));
        poll_fn(|context| match done.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending => timer.poll(context),
        })
        .await;
    }

    fn origin(&self, url: &Url) -> Arc<Semaphore> {
        let name = url.origin().ascii_serialization();
        let mut origins = self.lock();
        if let Some(origin) = origins.get(&name) {
            return Arc::clone(origin);
        }
        // Origins without requests have no state to keep.
        origins.retain(|_, origin| Arc::strong_count(origin) > 1);
        let origin = Arc::new(Semaphore::new(self.per_origin));
        origins.insert(name, Arc::clone(&origin));
        origin
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Semaphore>>> {
        self.origins.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.state.send_modify(|state| {
            state.in_flight.remove(&self.key);
        });
    }
}

/// A timer that does not need the runtime of the caller; None if there is no other runtime.
struct Timer(Option<JoinHandle<()>>);

impl Timer {
    fn until(deadline: Instant) -> Self {
        let runtime = fallback_runtime::fallback_runtime().ok();
        Self(runtime.map(|runtime| runtime.spawn(async move { sleep_until(deadline).await })))
    }

    fn poll(&mut self, context: &mut std::task::Context<'_>) -> Poll<()> {
        match &mut self.0 {
            Some(timer) => Pin::new(timer).poll(context).map(drop),
            None => Poll::Pending,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(timer) = &self.0 {
            timer.abort();
        }
    }
}

/// The failure of requests of a closed session.
pub(super) fn closed() -> Failure {
    Failure::new(
        FailureKind::Connect,
        Phase::Queue,
        "the session is closed; `Session::install` puts another in its place",
    )
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};
    use std::time::Duration;

    use super::*;

    fn url(host: &str) -> Url {
        Url::parse(&format!("http://{host}/")).unwrap()
    }

    fn later() -> Instant {
        Instant::now() + Duration::from_secs(60)
    }

    fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    fn now<F: Future>(future: F) -> Option<F::Output> {
        match poll(pin!(future)) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    #[test]
    fn permits_are_granted_in_order() {
        let queue = Queue::new(1, 1);
        let url = url("a");
        let first = now(queue.acquire(&url, later())).unwrap().unwrap();
        let (mut second, mut third) = (
            pin!(queue.acquire(&url, later())),
            pin!(queue.acquire(&url, later())),
        );
        assert!(poll(second.as_mut()).is_pending());
        assert!(poll(third.as_mut()).is_pending());
        drop(first);
        assert!(poll(third.as_mut()).is_pending());
        let Poll::Ready(Ok(second)) = poll(second.as_mut()) else {
            panic!("the second request still waits after the first one has ended");
        };
        drop(second);
        assert!(poll(third.as_mut()).is_ready());
    }

    #[test]
    fn requests_to_a_busy_origin_do_not_block_others() {
        let queue = Queue::new(2, 1);
        let (busy, other) = (url("busy"), url("other"));
        let _first = now(queue.acquire(&busy, later())).unwrap().unwrap();
        let mut waits = pin!(queue.acquire(&busy, later()));
        assert!(poll(waits.as_mut()).is_pending());
        assert!(now(queue.acquire(&other, later())).unwrap().is_ok());
    }

    #[test]
    fn a_permit_that_is_no_longer_waited_for_goes_to_the_next_request() {
        let queue = Queue::new(1, 1);
        let url = url("a");
        let first = now(queue.acquire(&url, later())).unwrap().unwrap();
        {
            let mut given_up = pin!(queue.acquire(&url, later()));
            assert!(poll(given_up.as_mut()).is_pending());
        }
        drop(first);
        assert!(now(queue.acquire(&url, later())).unwrap().is_ok());
    }

    #[test]
    fn origins_without_requests_are_forgotten() {
        let queue = Queue::new(9, 1);
        let kept = now(queue.acquire(&url("kept"), later())).unwrap().unwrap();
        for n in 0..100 {
            assert!(
                now(queue.acquire(&url(&format!("h{n}")), later()))
                    .unwrap()
                    .is_ok()
            );
        }
        assert_eq!(queue.lock().len(), 2);
        assert!(now(queue.acquire(&url("kept"), later())).is_none());
        drop(kept);
        assert!(now(queue.acquire(&url("kept"), later())).unwrap().is_ok());
    }

    #[test]
    fn closing_waits_for_requests_in_flight_and_rejects_others() {
        let queue = Queue::new(1, 9);
        let (a, b) = (url("a"), url("b"));
        let first = now(queue.acquire(&a, later())).unwrap().unwrap();
        let mut waits = pin!(queue.acquire(&b, later()));
        assert!(poll(waits.as_mut()).is_pending());
        let mut closing = pin!(queue.close());
        assert!(poll(closing.as_mut()).is_pending());
        assert!(matches!(poll(waits.as_mut()), Poll::Ready(Err(_))));
        assert!(now(queue.acquire(&a, later())).unwrap().is_err());
        drop(first);
        assert!(poll(closing.as_mut()).is_ready());
        assert!(now(queue.close()).is_some());
    }
}
