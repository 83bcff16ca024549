//! When a step asks again.

use super::StatusMatcher;
use crate::expr::{Expr, IntoExpr, IntoSeconds};

/// How often a request is made, and after what: for the key `retry`.
///
/// Between two attempts a step waits for a time that is chosen at random up to a bound, which doubles with each
/// attempt; where the server says how long (`Retry-After`, RFC 9110, section 10.2.3), that long at least.
///
/// ```
/// use http_step::{FailureKind, HttpStep, Retry};
///
/// let retry = Retry::new(5).on(429).on(502..=504).on(FailureKind::Connect).deadline(120);
/// let step = HttpStep::get("https://ci.example.com/").retry(retry);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Retry {
    pub(crate) attempts: Expr,
    /// Empty for the default: 429, 502 to 504, and what never reached the server or came back incomplete.
    pub(crate) on: Vec<StatusMatcher>,
    pub(crate) deadline: Option<Expr>,
    pub(crate) delay: Option<Expr>,
    pub(crate) max_delay: Option<Expr>,
    pub(crate) idempotent: bool,
}

impl Retry {
    /// So many attempts in all, from 1.
    #[must_use]
    pub fn new(attempts: impl IntoExpr) -> Self {
        Self {
            attempts: attempts.into_expr(),
            on: Vec::new(),
            deadline: None,
            delay: None,
            max_delay: None,
            idempotent: false,
        }
    }

    /// What is tried again; may be called several times.
    #[must_use]
    pub fn on(mut self, on: impl Into<StatusMatcher>) -> Self {
        self.on.push(on.into());
        self
    }

    /// Seconds for all attempts together.
    #[must_use]
    pub fn deadline(mut self, seconds: impl IntoSeconds) -> Self {
        self.deadline = Some(seconds.into_seconds());
        self
    }

    /// The longest wait before the second attempt: 1 second by default.
    #[must_use]
    pub fn delay(mut self, seconds: impl IntoSeconds) -> Self {
        self.delay = Some(seconds.into_seconds());
        self
    }

    /// The longest wait before any attempt: 30 seconds by default.
    #[must_use]
    pub fn max_delay(mut self, seconds: impl IntoSeconds) -> Self {
        self.max_delay = Some(seconds.into_seconds());
        self
    }

    /// Says that the request may be made twice although its method does not (RFC 9110, section 9.2.2).
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &Expr> {
        let options = [&self.deadline, &self.delay, &self.max_delay];
        std::iter::once(&self.attempts).chain(options.into_iter().flatten())
    }
}
