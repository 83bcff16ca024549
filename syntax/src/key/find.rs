use alloc::format;

use super::suggest::suggest;
use super::table::Key;
use crate::Problem;
use crate::text::quoted;

/// Names of other clients for a key.
const SYNONYMS: &[(&str, &str)] = &[
    ("assert", "expect"),
    ("asserts", "expect"),
    ("authorization", "auth"),
    ("basic_auth", "auth"),
    ("bearer", "auth"),
    ("body", "data"),
    ("ca", "verify"),
    ("cacert", "verify"),
    ("content", "data"),
    ("content_type", "headers"),
    ("continue_on_error", "flunk_on_failure"),
    ("download", "save_to"),
    ("extract", "capture"),
    ("follow_redirects", "allow_redirects"),
    ("form", "data"),
    ("insecure", "verify"),
    ("max_redirects", "redirects"),
    ("max_time", "deadline"),
    ("multipart", "files"),
    ("output", "save_to"),
    ("password", "auth"),
    ("proxy", "proxies"),
    ("query", "params"),
    ("retries", "retry"),
    ("token", "auth"),
    ("total_timeout", "deadline"),
    ("user", "auth"),
    ("username", "auth"),
    ("when", "do_step_if"),
];

impl Key {
    /// Returns the key of that name.
    ///
    /// # Errors
    ///
    /// Returns a problem over the whole name, with the nearest key.
    ///
    /// ```
    /// use http_step_syntax::key::Key;
    ///
    /// assert_eq!(Key::find("data"), Ok(Key::Data));
    /// let problem = Key::find("alwaysRun").unwrap_err();
    /// assert_eq!(problem.help.as_deref(), Some("did you mean `always_run`?"));
    /// let problem = Key::find("body").unwrap_err();
    /// assert_eq!(problem.help.as_deref(), Some("did you mean `data`?"));
    /// ```
    pub fn find(name: &str) -> Result<Self, Problem> {
        Self::parse(name).ok_or_else(|| {
            let problem = Problem::new(0..name.len(), format!("unknown key `{}`", quoted(name)));
            match suggest(name, Self::ROWS, SYNONYMS) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem,
            }
        })
    }
}
