//! How many requests are in flight.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use url::Url;

use crate::error::{Failure, FailureKind, Phase};

/// Those who want to send, in the order in which they came.
pub(super) struct Queue {
    all: Arc<Semaphore>,
    origins: Mutex<HashMap<String, Arc<Semaphore>>>,
    per_origin: usize,
    gate: Arc<watch::Sender<Gate>>,
}

#[derive(Default)]
struct Gate {
    is_closed: bool,
    in_flight: usize,
}

/// A place among the requests that are in flight; it is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    gate: Arc<watch::Sender<Gate>>,
    _origin: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} in flight", self.in_flight)
    }
}

impl Queue {
    pub(super) fn new(in_flight: usize, per_origin: usize) -> Self {
        let bound = |places: usize| places.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            all: Arc::new(Semaphore::new(bound(in_flight))),
            origins: Mutex::default(),
            per_origin: bound(per_origin),
            gate: Arc::new(watch::Sender::default()),
        }
    }

    /// Waits for a place.
    pub(super) async fn place(&self, url: &Url) -> Result<Place, Failure> {
        // First the origin: who waits for a busy one takes no place from requests to others.
        let origin = self.origin(url).acquire_owned().await;
        let origin = origin.map_err(|_| closed())?;
        let all = Arc::clone(&self.all).acquire_owned().await;
        let all = all.map_err(|_| closed())?;
        let entered = self.gate.send_if_modified(|gate| {
            gate.in_flight += usize::from(!gate.is_closed);
            !gate.is_closed
        });
        if !entered {
            return Err(closed());
        }
        Ok(Place {
            gate: Arc::clone(&self.gate),
            _origin: origin,
            _all: all,
        })
    }

    /// Lets nobody in any more, and waits for those who are.
    pub(super) async fn close(&self) {
        self.gate.send_modify(|gate| gate.is_closed = true);
        self.all.close();
        let origins = std::mem::take(&mut *self.lock());
        for origin in origins.into_values() {
            origin.close();
        }
        let mut gate = self.gate.subscribe();
        // The sender is ours, so that there is no error to see.
        let _ = gate.wait_for(|gate| gate.in_flight == 0).await;
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

impl Drop for Place {
    fn drop(&mut self) {
        self.gate.send_modify(|gate| gate.in_flight -= 1);
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
    use std::future::Future;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn url(host: &str) -> Url {
        Url::parse(&format!("http://{host}/")).unwrap()
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
        let first = now(queue.place(&url)).unwrap().unwrap();
        let (mut second, mut third) = (pin!(queue.place(&url)), pin!(queue.place(&url)));
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
        let _first = now(queue.place(&busy)).unwrap().unwrap();
        let mut waits = pin!(queue.place(&busy));
        assert!(poll(waits.as_mut()).is_pending());
        assert!(now(queue.place(&other)).unwrap().is_ok());
    }

    #[test]
    fn a_place_that_nobody_waits_for_any_more_is_given_to_the_next() {
        let queue = Queue::new(1, 1);
        let url = url("a");
        let first = now(queue.place(&url)).unwrap().unwrap();
        {
            let mut given_up = pin!(queue.place(&url));
            assert!(poll(given_up.as_mut()).is_pending());
        }
        drop(first);
        assert!(now(queue.place(&url)).unwrap().is_ok());
    }

    #[test]
    fn origins_without_requests_are_forgotten() {
        let queue = Queue::new(9, 1);
        let kept = now(queue.place(&url("kept"))).unwrap().unwrap();
        for n in 0..100 {
            assert!(now(queue.place(&url(&format!("h{n}")))).unwrap().is_ok());
        }
        assert_eq!(queue.lock().len(), 2);
        assert!(now(queue.place(&url("kept"))).is_none());
        drop(kept);
        assert!(now(queue.place(&url("kept"))).unwrap().is_ok());
    }

    #[test]
    fn closing_waits_for_those_in_flight_and_turns_the_others_away() {
        let queue = Queue::new(1, 9);
        let (a, b) = (url("a"), url("b"));
        let first = now(queue.place(&a)).unwrap().unwrap();
        let mut waits = pin!(queue.place(&b));
        assert!(poll(waits.as_mut()).is_pending());
        let mut closing = pin!(queue.close());
        assert!(poll(closing.as_mut()).is_pending());
        assert!(matches!(poll(waits.as_mut()), Poll::Ready(Err(_))));
        assert!(now(queue.place(&a)).unwrap().is_err());
        drop(first);
        assert!(poll(closing.as_mut()).is_ready());
        assert!(now(queue.close()).is_some());
    }
}
