use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::LookupResult;

/// The result for all that wait for it; an `io::Error` cannot be cloned.
type SharedLookup = Option<Result<Vec<SocketAddr>, (io::ErrorKind, String)>>;

/// The look-ups in progress, one for each name.
///
/// The system's resolver blocks a thread until it is done, even if the request has timed out: a hundred steps that
/// wait for the same name must not block a hundred threads.
#[derive(Default)]
pub(super) struct Lookups(Mutex<HashMap<String, watch::Receiver<SharedLookup>>>);

impl Lookups {
    /// The addresses of a name.
    pub(super) async fn find(self: &Arc<Self>, name: &str) -> LookupResult {
        let mut result = self.subscribe(name);
        let found = result.wait_for(Option::is_some).await;
        match found.as_deref().ok().and_then(Option::as_ref) {
            Some(Ok(found)) => Ok(found.clone()),
            Some(Err((kind, text))) => Err(io::Error::new(*kind, text.clone())),
            None => Err(io::Error::other("the look-up was aborted")),
        }
    }

    fn subscribe(self: &Arc<Self>, name: &str) -> watch::Receiver<SharedLookup> {
        let mut pending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pending = match pending.entry(name.to_owned()) {
            Entry::Occupied(pending) if pending.get().has_changed().is_ok() => {
                return pending.get().clone();
            }
            pending => pending,
        };
        let (sender, receiver) = watch::channel(None);
        let _ = pending.insert_entry(receiver.clone());
        let (lookups, name) = (Arc::clone(self), name.to_owned());
        // Not in the future of the first request, which may be dropped before the others.
        tokio::spawn(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found = found.map(Iterator::collect);
            let found = found.map_err(|error| (error.kind(), error.to_string()));
            lookups.forget(&name);
            sender.send_replace(Some(found));
        });
        receiver
    }

    fn forget(&self, name: &str) {
        let mut pending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pending.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn those_who_ask_for_one_name_share_a_look_up() {
        let lookups = Arc::new(Lookups::default());
        let first = lookups.subscribe("localhost");
        let second = lookups.subscribe("localhost");
        assert!(first.same_channel(&second));
        let found = lookups.find("localhost").await.unwrap();
        assert!(found.iter().all(|address| address.ip().is_loopback()));
        assert!(lookups.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_name_without_addresses_is_an_error_for_all() {
        let lookups = Arc::new(Lookups::default());
        for _ in 0..2 {
            assert!(lookups.find("no name at all").await.is_err());
        }
    }
}
