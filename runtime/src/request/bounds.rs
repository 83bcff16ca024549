use std::time::Duration;

use super::Rendered;
use crate::error::RenderError;
use crate::value::Value;

/// The longest times a step may take; none of them can be left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// To look the name up, connect and shake hands.
    pub(crate) connect: Duration,
    /// Without a byte from the server.
    pub(crate) silence: Duration,
    /// For the whole step.
    pub(crate) whole: Duration,
}

impl Bounds {
    const DEFAULT: Self = Self {
        connect: Duration::from_secs(10),
        silence: Duration::from_secs(60),
        whole: Duration::from_secs(15 * 60),
    };

    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        let mut bounds = Self::DEFAULT;
        if let Some(timeout) = rendered.timeout.as_deref() {
            let within = |error: RenderError| error.within("timeout");
            let [connect, silence] = match (rendered.dialect.pair(timeout), timeout) {
                (Some(pair), _) => pair,
                (None, Value::List(_) | Value::Tuple(_)) => {
                    let what = "a timeout is one number of seconds, or two";
                    return Err(within(RenderError::new(what)));
                }
                (None, both) => [both, both],
            };
            bounds.connect = seconds("timeout", connect, bounds.connect).map_err(within)?;
            bounds.silence = seconds("timeout", silence, bounds.silence).map_err(within)?;
        }
        if let Some(deadline) = rendered.deadline.as_deref() {
            bounds.whole = seconds("deadline", deadline, bounds.whole)
                .map_err(|error| error.within("deadline"))?;
        }
        Ok(bounds)
    }
}

fn seconds(what: &str, value: &Value, default: Duration) -> Result<Duration, RenderError> {
    let number = match value {
        Value::Null => return Ok(default),
        #[expect(clippy::cast_precision_loss, reason = "nobody waits 2^53 seconds")]
        Value::Integer(seconds) => *seconds as f64,
        Value::Float(seconds) => *seconds,
        other => {
            return Err(RenderError::new(format!(
                "a {what} is a number of seconds, not {}",
                other.kind()
            )));
        }
    };
    if number > 0.0 {
        // Longer than a Duration can hold is as good as for ever, which the whole step's bound ends.
        return Ok(Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX));
    }
    Err(RenderError::new(format!(
        "a {what} is more than zero seconds, not {number}"
    )))
}
