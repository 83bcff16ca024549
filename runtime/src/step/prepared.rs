use std::fmt;
use std::sync::OnceLock;

use crate::error::RenderError;

/// A string that is parsed at its first use, once for all runs of the step.
pub(crate) struct Prepared<T> {
    text: String,
    parsed: OnceLock<Result<T, RenderError>>,
}

impl<T> Prepared<T> {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            parsed: OnceLock::new(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns what the string says.
    ///
    /// # Errors
    ///
    /// Returns the error of `parse`, at every use.
    pub(crate) fn get(
        &self,
        parse: impl FnOnce(&str) -> Result<T, RenderError>,
    ) -> Result<&T, RenderError> {
        let parsed = self.parsed.get_or_init(|| parse(&self.text));
        parsed.as_ref().map_err(Clone::clone)
    }
}

impl<T: Clone> Clone for Prepared<T> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            parsed: self.parsed.clone(),
        }
    }
}

impl<T> fmt::Debug for Prepared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> PartialEq for Prepared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Prepared<T> {}
