//! How many requests are in flight.

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

/// Those who want to send, in the order in which they came.
pub(super) struct Queue {
    all: Arc<Semaphore>,
    origins: Mutex<HashMap<String, Arc<Semaphore>>>,
    per_origin: usize,
    state: Arc<watch::Sender<QueueState>>,
}

#[derive(Default)]
struct QueueState {
    is_closed: bool,
    /// Until when each of those in flight may take, and its number.
    in_flight: BTreeSet<(Instant, u64)>,
    entered: u64,
}

/// A place among the requests that are in flight; it is free again when this is dropped.
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
        let bound = |places: usize| places.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            all: Arc::new(Semaphore::new(bound(in_flight))),
            origins: Mutex::default(),
            per_origin: bound(per_origin),
            state: Arc::new(watch::Sender::default()),
        }
    }

    /// Waits for a place, which is needed until `deadline` at most.
    pub(super) async fn acquire(&self, url: &Url, deadline: Instant) -> Result<Permit, Failure> {
        // First the origin: who waits for a busy one takes no place from requests to others.
        let origin = self.origin(url).acquire_owned().await;
        let origin = origin.map_err(|_| closed())?;
        let all = Arc::clone(&self.all).acquire_owned().await;
        let all = all.map_err(|_| closed())?;
        let mut key = (deadline, 0);
        let entered = self.state.send_if_modified(|gate| {
            if !gate.is_closed {
                gate.entered += 1;
                key.1 = gate.entered;
                gate.in_flight.insert(key);
            }
            !gate.is_closed
        });
        if !entered {
            return Err(closed());
        }
        Ok(Permit {
            state: Arc::clone(&self.state),
            key,
            _origin: origin,
            _all: all,
        })
    }

    /// Lets nobody in any more, and waits for those who are, until the last deadline at most: an exchange
    /// whose runtime is no longer driven never ends.
    pub(super) async fn close(&self) {
        self.state.send_modify(|gate| gate.is_closed = true);
        self.all.close();
        let origins = std::mem::take(&mut *self.lock());
        for origin in origins.into_values() {
            origin.close();
        }
        let mut gate = self.state.subscribe();
        let last = gate.borrow().in_flight.last().copied();
        let Some((deadline, _)) = last else { return };
        let mut late = Timer::until(deadline);
        // The sender is ours, so that there is no error to see.
        let mut left = pin!(gate.wait_for(|gate| gate.in_flight.is_empty()));
        poll_fn(|context| match left.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending => late.poll(context),
        })
        .await;
    }

    fn origin(&self, url: &Url) -> Arc<Semaphore> {
        let name = url.origin().ascii_serialization();
        let mut origins = self.lock();
        if let Some(origin) = origins.get(&name) {
            return Arc::clone(origin);
        }
        // Those that nobody uses or waits for are as good as new.
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
        self.state.send_modify(|gate| {
            gate.in_flight.remove(&self.key);
        });
    }
}

/// A timer that does not need the caller's runtime, which may have none. None where there is no other.
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

/// The failure of requests that come too late.
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
    fn places_are_given_in_the_order_of_asking() {
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
            panic!("the second waits although the first has left");
        };
        drop(second);
        assert!(poll(third.as_mut()).is_ready());
    }

    #[test]
    fn who_waits_for_a_busy_origin_takes_no_place_from_others() {
        let queue = Queue::new(2, 1);
        let (busy, other) = (url("busy"), url("other"));
        let _first = now(queue.acquire(&busy, later())).unwrap().unwrap();
        let mut waits = pin!(queue.acquire(&busy, later()));
        assert!(poll(waits.as_mut()).is_pending());
        assert!(now(queue.acquire(&other, later())).unwrap().is_ok());
    }

    #[test]
    fn a_place_that_nobody_waits_for_any_more_is_given_to_the_next() {
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
    fn closing_waits_for_those_in_flight_and_turns_the_others_away() {
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
