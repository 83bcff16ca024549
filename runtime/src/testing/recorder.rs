use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::error::RecordingError;
use super::raw::TappedExchange;
use super::recording::Recording;
use crate::redact::{Redactor, SharedRedactor};
use crate::session::{Session, Tap, TapRecord};

/// Keeps what goes over the network, to answer from it later.
///
/// Its sessions really send. What they keep becomes a [`Recording`] when the builds are over: only then is known
/// what they captured as secrets, which are left out of everything, as are all other secrets of all builds that
/// used the recorder. It holds bodies of up to 1 MiB; of longer ones their length only.
///
/// A recorder is a handle: clones and all its sessions keep exchanges in one place. It works in several builds
/// at once, from any runtime. Exchanges that were cancelled are left out.
///
/// ```
/// use http_step::prelude::*;
/// use http_step::testing::{Recorder, Recording, Table};
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(get!("https://api.example.com/state", auth: Bearer(Secret("token"))));
/// let secrets = || MapSecrets::from([("token", "s3cr3t-4f1e")]);
///
/// // `Recorder::session` records the network; here a table stands for it.
/// let network = Table::new().on("GET", "https://api.example.com/state", 200).session();
/// let recorder = Recorder::new();
/// let build = factory.build().secrets(secrets()).session(recorder.watch(&network));
/// assert_eq!(build.run_blocking().result(), BuildResult::Success);
///
/// let recording = recorder.recording()?;
/// assert!(!recording.to_json().contains("s3cr3t"));
/// let build = factory.build().secrets(secrets()).session(recording.session());
/// assert_eq!(build.run_blocking().result(), BuildResult::Success);
/// # Ok::<(), http_step::testing::RecordingError>(())
/// ```
#[derive(Clone, Default)]
pub struct Recorder {
    shared: Arc<RecorderState>,
}

#[derive(Default)]
struct RecorderState {
    redactor: SharedRedactor,
    exchanges: Mutex<Vec<Arc<TappedExchange>>>,
}

impl Recorder {
    /// A recorder that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A session with the defaults, whose exchanges are kept.
    #[must_use]
    pub fn session(&self) -> Session {
        self.watch(&Session::new())
    }

    /// A session that sends as the given one does, and whose exchanges are kept. It has connections and cookies
    /// of its own.
    ///
    /// ```
    /// use http_step::Session;
    /// use http_step::testing::Recorder;
    ///
    /// let recorder = Recorder::new();
    /// let session = recorder.watch(&Session::builder().in_flight(4).build());
    /// ```
    #[must_use]
    pub fn watch(&self, session: &Session) -> Session {
        session.with_tap(Arc::clone(&self.shared) as Arc<dyn Tap>)
    }

    /// What was kept up to now, without secrets and credentials.
    ///
    /// # Errors
    ///
    /// While a build goes on that sends through the recorder: it may learn of secrets yet.
    pub fn recording(&self) -> Result<Recording, RecordingError> {
        if self.shared.redactor.is_in_use() {
            return Err(RecordingError::still_running());
        }
        let exchanges = self.shared.lock().clone();
        let mut redactor = self.shared.redactor.lock();
        for exchange in &exchanges {
            exchange.learn(&mut redactor);
        }
        let exchanges = exchanges.iter().filter_map(|raw| raw.redacted(&redactor));
        Ok(Recording::of(exchanges.collect()))
    }

    /// Writes [`recording`](Recorder::recording) to a file.
    ///
    /// # Errors
    ///
    /// While a build goes on, and where the file can't be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), RecordingError> {
        self.recording()?.save(path)
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.shared.lock().len();
        write!(f, "Recorder({count} exchanges)")
    }
}

impl RecorderState {
    fn lock(&self) -> MutexGuard<'_, Vec<Arc<TappedExchange>>> {
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tap for RecorderState {
    fn begin(&self, request: &mut reqwest::Request, redactor: &mut Redactor) -> Arc<dyn TapRecord> {
        redactor.share_with(&self.redactor);
        let raw = Arc::new(TappedExchange::of(request));
        self.lock().push(Arc::clone(&raw));
        raw
    }
}
