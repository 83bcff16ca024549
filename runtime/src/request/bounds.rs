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
        let default = Self::DEFAULT;
        let pair = match rendered.timeout.as_deref() {
            None => return Ok(default),
            // Python tells a list from a tuple here.
            Some(Value::List(items)) if rendered.dialect.is_strict() => two(items)?,
            Some(Value::Tuple(items)) => two(items)?,
            Some(both) => (both, both),
        };
        Ok(Self {
            connect: seconds(pair.0, default.connect)?,
            silence: seconds(pair.1, default.silence)?,
            ..default
        })
    }
}

fn two(items: &[Value]) -> Result<(&Value, &Value), RenderError> {
    match items {
        [connect, silence] => Ok((connect, silence)),
        _ => Err(RenderError::new(
            "a timeout is one number of seconds, or two",
        )),
    }
}

fn seconds(value: &Value, default: Duration) -> Result<Duration, RenderError> {
    let number = match value {
        Value::Null => return Ok(default),
        #[expect(clippy::cast_precision_loss, reason = "nobody waits 2^53 seconds")]
        Value::Integer(seconds) => *seconds as f64,
        Value::Float(seconds) => *seconds,
        other => {
            return Err(RenderError::new(format!(
                "a timeout is a number of seconds, not {}",
                other.kind()
            )));
        }
    };
    if number > 0.0 {
        // Longer than a Duration can hold is as good as for ever, which the whole step's bound ends.
        return Ok(Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX));
    }
    Err(RenderError::new(format!(
        "a timeout is more than zero seconds, not {number}"
    )))
}
