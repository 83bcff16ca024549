//! How often a request is made: again where `retry` says so, and until something holds where `poll` does.

mod poll;
mod retry;
mod retry_after;

pub(super) use poll::PollPolicy;
pub(super) use retry::{RetryPolicy, delay};

use std::time::Duration;

use http_step_syntax::key::Key;

use crate::error::RenderError;
use crate::expr::{Expr, Scope};
use crate::request::seconds;

/// The time that an option of a key comes out as; None where it is not given, or null.
fn duration(
    key: Key,
    option: impl AsRef<str>,
    given: Option<&Expr>,
    scope: &Scope<'_>,
) -> Result<Option<Duration>, RenderError> {
    let Some(given) = given else { return Ok(None) };
    let value = given.value(scope);
    let time = value.and_then(|value| seconds("a time", &value));
    time.map_err(|error| error.within(option).within(key))
}
