//! The limits of a step: timeouts, redirects, and the length of the response.

use std::time::Duration;

use http_step_syntax::key::Key;

use super::Rendered;
use crate::error::RenderError;
use crate::value::Value;

/// How many redirects are followed where a step does not say: as many as `requests` follows.
const MOST_REDIRECTS: usize = 30;

/// The longest body that is read where a step does not say: 64 MiB.
const MOST_BYTES: u64 = 64 << 20;

/// The timeouts of a step; none of them can be switched off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// For name resolution, connection and TLS handshake.
    pub(crate) connect: Duration,
    /// Between two reads from the server.
    pub(crate) read: Duration,
    /// For the whole step.
    pub(crate) total: Duration,
    /// Whether the step has a deadline.
    has_deadline: bool,
}

impl Timeouts {
    const DEFAULT: Self = Self {
        connect: Duration::from_secs(10),
        read: Duration::from_secs(60),
        total: Duration::from_secs(15 * 60),
        has_deadline: false,
    };

    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        let mut timeouts = Self::DEFAULT;
        if let Some(timeout) = rendered.get(Key::Timeout) {
            let within = |error: RenderError| error.within(Key::Timeout);
            let [connect, read] = match (rendered.dialect.pair(timeout), timeout) {
                (Some(pair), _) => pair,
                (None, Value::List(_) | Value::Tuple(_)) => {
                    let what = "a timeout is one number of seconds, or two";
                    return Err(within(RenderError::new(what)));
                }
                (None, both) => [both, both],
            };
            let given = |value| {
                let time = seconds("a timeout", value).map_err(within)?;
                match time {
                    Some(time) if !rendered.dialect.takes_timeout(time) => {
                        Err(within(RenderError::new("the timeout is too long")))
                    }
                    time => Ok(time),
                }
            };
            timeouts.connect = given(connect)?.unwrap_or(timeouts.connect);
            timeouts.read = given(read)?.unwrap_or(timeouts.read);
        }
        if let Some(deadline) = rendered.get(Key::Deadline) {
            let given =
                seconds("a deadline", deadline).map_err(|error| error.within(Key::Deadline))?;
            timeouts.has_deadline = given.is_some();
            timeouts.total = given.unwrap_or(timeouts.total);
        }
        Ok(timeouts)
    }

    /// Extends the total to the deadline of a part of the step, unless the step itself has a deadline.
    pub(crate) fn extend_total(&mut self, part: Option<Duration>) {
        if !self.has_deadline {
            self.total = self.total.max(part.unwrap_or_default());
        }
    }
}

/// The most redirects to follow; None if redirects are ordinary responses.
pub(super) fn redirects(rendered: &Rendered<'_>) -> Result<Option<usize>, RenderError> {
    let most = match rendered.get(Key::Redirects) {
        None => MOST_REDIRECTS,
        Some(most) => count(most)
            .and_then(|most| usize::try_from(most).ok())
            .ok_or_else(|| {
                RenderError::new("this is a number of redirects, from 0").within(Key::Redirects)
            })?,
    };
    let follows = match rendered.get(Key::AllowRedirects) {
        None => true,
        Some(allow) => rendered
            .dialect
            .truth(allow)
            .map_err(|error| error.within(Key::AllowRedirects))?,
    };
    Ok(follows.then_some(most))
}

/// The longest body, and the longest body that is saved to a file. A body that is evaluated is also kept in memory.
pub(super) fn max_response(
    rendered: &Rendered<'_>,
    keeps_body: bool,
) -> Result<(u64, u64), RenderError> {
    let Some(most) = rendered.get(Key::MaxResponse) else {
        return Ok((MOST_BYTES, if keeps_body { MOST_BYTES } else { u64::MAX }));
    };
    let most = count(most);
    most.map(|most| (most, most))
        .ok_or_else(|| RenderError::new("this is a number of bytes, from 0"))
}

fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Integer(count) => u64::try_from(*count).ok(),
        _ => None,
    }
}

/// A duration in seconds; None for null.
pub(crate) fn seconds(what: &str, value: &Value) -> Result<Option<Duration>, RenderError> {
    let number = match value {
        Value::Null => return Ok(None),
        #[expect(clippy::cast_precision_loss, reason = "no timeout has 2^53 seconds")]
        Value::Integer(seconds) => *seconds as f64,
        Value::Float(seconds) => *seconds,
        other => {
            return Err(RenderError::new(format!(
                "{what} is a number of seconds, not {}",
                other.kind()
            )));
        }
    };
    if number > 0.0 {
        // More than a Duration can hold means no limit but the total.
        let time = Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX);
        return Ok(Some(time));
    }
    Err(RenderError::new(format!(
        "{what} is more than zero seconds, not {number}"
    )))
}
