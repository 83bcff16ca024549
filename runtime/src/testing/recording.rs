use std::path::Path;
use std::sync::Arc;

use super::document;
use super::error::RecordingError;
use super::exchange::RecordedExchange;
use super::replay::Replay;
use crate::session::Session;

/// Exchanges that were kept, and answer anew; without secrets and credentials.
///
/// Requests are matched by method, URL and body, all without secrets, so that a test may have other values for
/// them. Header fields are of no matter. Of several that are the same each answers once, in the order in which they
/// were recorded. Any other request is a failure `connect` that says what differs.
///
/// An answer has `<name>` in place of a secret, and `<HIDDEN>` in place of what its name says to be a credential:
/// a step that looks for the value itself finds that. The file is [made to be read and edited](Recording::to_json).
///
/// ```no_run
/// use http_step::prelude::*;
/// use http_step::testing::Recording;
///
/// # let factory = BuildFactory::new();
/// let recording = Recording::load("tests/deploy.json")?;
/// let outcome = factory.build().session(recording.session()).run_blocking();
/// # Ok::<(), http_step::testing::RecordingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Recording {
    exchanges: Arc<[RecordedExchange]>,
}

impl Recording {
    pub(super) fn of(exchanges: Vec<RecordedExchange>) -> Self {
        Self {
            exchanges: exchanges.into(),
        }
    }

    /// Reads a file that was written by [`save`](Recording::save), or by hand.
    ///
    /// # Errors
    ///
    /// Where it can't be read, or isn't of the form of [`to_json`](Recording::to_json).
    pub fn load(path: impl AsRef<Path>) -> Result<Self, RecordingError> {
        let path = path.as_ref();
        let text =
            std::fs::read_to_string(path).map_err(|error| RecordingError::file(path, error))?;
        Self::from_json(&text).map_err(|error| error.of(path))
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    ///
    /// For what isn't of the form of [`to_json`](Recording::to_json); the error says at which place.
    pub fn from_json(text: &str) -> Result<Self, RecordingError> {
        document::read(text).map(Self::of)
    }

    /// Writes a file, in the place of one that is there.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), RecordingError> {
        let path = path.as_ref();
        std::fs::write(path, self.to_json()).map_err(|error| RecordingError::file(path, error))
    }

    /// The exchanges as JSON.
    ///
    /// ```
    /// use http_step::prelude::*;
    /// use http_step::testing::Recording;
    ///
    /// let text = r#"{
    ///     "version": 1,
    ///     "exchanges": [
    ///         {
    ///             "request": { "method": "GET", "url": "https://api.example.com/state" },
    ///             "response": { "status": 200, "headers": [["etag", "\"7\""]], "body": "done" }
    ///         },
    ///         {
    ///             "request": { "method": "POST", "url": "https://api.example.com/blob", "body": { "base64": "/w==" } },
    ///             "failure": { "kind": "timeout", "phase": "connect", "detail": "no connection within 10s" }
    ///         }
    ///     ]
    /// }"#;
    /// let recording = Recording::from_json(text)?;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(get!("https://api.example.com/state", expect: [text == "done"]));
    /// let outcome = factory.build().session(recording.session()).run_blocking();
    /// assert_eq!(outcome.result(), BuildResult::Success);
    /// # Ok::<(), http_step::testing::RecordingError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        document::write(&self.exchanges)
    }

    /// How many exchanges there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.exchanges.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }

    /// A session that never opens a connection, and answers each exchange once.
    #[must_use]
    pub fn session(&self) -> Session {
        Session::with_mock_transport(Arc::new(Replay::of(Arc::clone(&self.exchanges))))
    }
}
