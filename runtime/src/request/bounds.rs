use std::time::Duration;

use http_step_syntax::key::Key;

use super::Rendered;
use crate::error::RenderError;
use crate::value::Value;

/// The longest times a step may take; none of them can be left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// To look the name up, connect and shake hands.
    pub(crate) connect: Duration,
    /// Without a byte from the server.
    pub(crate) read: Duration,
    /// For the whole step.
    pub(crate) total: Duration,
    /// Whether the step says how long it may take.
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
        let mut bounds = Self::DEFAULT;
        if let Some(timeout) = rendered.get(Key::Timeout) {
            let within = |error: RenderError| error.within(Key::Timeout);
            let [connect, silence] = match (rendered.dialect.pair(timeout), timeout) {
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
            bounds.connect = given(connect)?.unwrap_or(bounds.connect);
            bounds.read = given(silence)?.unwrap_or(bounds.read);
        }
        if let Some(deadline) = rendered.get(Key::Deadline) {
            let given =
                seconds("a deadline", deadline).map_err(|error| error.within(Key::Deadline))?;
            bounds.has_deadline = given.is_some();
            bounds.total = given.unwrap_or(bounds.total);
        }
        Ok(bounds)
    }

    /// Makes room for a part of the step that has a deadline of its own, unless the step itself has one.
    pub(crate) fn extend_total(&mut self, part: Option<Duration>) {
        if !self.has_deadline {
            self.total = self.total.max(part.unwrap_or_default());
        }
    }
}

/// A time in seconds; None for null.
pub(crate) fn seconds(what: &str, value: &Value) -> Result<Option<Duration>, RenderError> {
    let number = match value {
        Value::Null => return Ok(None),
        #[expect(clippy::cast_precision_loss, reason = "nobody waits 2^53 seconds")]
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
        // Longer than a Duration can hold is as good as for ever, which the whole step's bound ends.
        let time = Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX);
        return Ok(Some(time));
    }
    Err(RenderError::new(format!(
        "{what} is more than zero seconds, not {number}"
    )))
}
