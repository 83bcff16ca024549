//! When a request is sent again: the values of `retry` and `poll`.

mod retry;
mod retry_after;

use std::time::Duration;

use http_step_syntax::key::{Key, PollOption};

use crate::error::RenderError;
use crate::expr::{Expr, Scope};
use crate::request::seconds;
use crate::step::Poll;

pub(super) use retry::{RetryPolicy, delay};

/// The rendered times of `poll`.
#[derive(Clone, Copy, Debug)]
pub(super) struct PollPolicy {
    /// From the end of one request to the start of the next one.
    pub(super) every: Duration,
    /// For all requests together.
    pub(super) deadline: Option<Duration>,
}

impl PollPolicy {
    pub(super) fn new(poll: &Poll, scope: &Scope<'_>) -> Result<Self, RenderError> {
        let render = |option, expr| duration(Key::Poll, option, expr, scope);
        let missing = || RenderError::new("the duration is null").within(PollOption::Every);
        Ok(Self {
            every: render(PollOption::Every, Some(&poll.every))?
                .ok_or_else(|| missing().within(Key::Poll))?,
            deadline: render(PollOption::Deadline, poll.deadline.as_ref())?,
        })
    }
}

/// The rendered duration of an option; None if it is absent or null.
fn duration(
    key: Key,
    option: impl AsRef<str>,
    expr: Option<&Expr>,
    scope: &Scope<'_>,
) -> Result<Option<Duration>, RenderError> {
    let Some(expr) = expr else { return Ok(None) };
    let value = expr.value(scope);
    let time = value.and_then(|value| seconds("a time", &value));
    time.map_err(|error| error.within(option).within(key))
}
