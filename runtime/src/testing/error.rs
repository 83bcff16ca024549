use std::fmt;
use std::io;
use std::path::Path;

/// Why a recording can't be read, written or had.
///
/// ```
/// use http_step::testing::Recording;
///
/// let error = Recording::from_json(r#"{ "version": 1, "exchanges": [{}] }"#).unwrap_err();
/// assert_eq!(error.to_string(), "no recording: exchanges[0]: `request` is missing");
/// ```
#[derive(Debug)]
pub struct RecordingError {
    what: String,
    source: Option<io::Error>,
}

impl RecordingError {
    pub(super) fn form(place: &str, what: impl fmt::Display) -> Self {
        Self {
            what: format!("no recording: {place}: {what}"),
            source: None,
        }
    }

    pub(super) fn still_running() -> Self {
        Self {
            what: "a build that sends through the recorder goes on: it may learn of secrets yet. \
                   Take the recording when all builds are over"
                .to_owned(),
            source: None,
        }
    }

    pub(super) fn file(path: &Path, error: io::Error) -> Self {
        Self {
            what: format!("`{}`: {error}", path.display()),
            source: Some(error),
        }
    }

    pub(super) fn of(mut self, path: &Path) -> Self {
        self.what = format!("`{}` is {}", path.display(), self.what);
        self
    }
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for RecordingError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}
