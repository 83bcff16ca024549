use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder as _, ExponentialBuilder};

use http_step_syntax::key::{Key, RetryOption};

use super::duration;
use super::retry_after::retry_after;
use crate::error::{Delivery, Failure, FailureKind, RenderError};
use crate::expr::Scope;
use crate::request::{IDEMPOTENCY_KEY, Request};
use crate::step::{HttpStep, StatusMatcher};
use crate::transport::Response;
use crate::value::Value;

/// The statuses that a step with `retry` tries again after, where it does not say: too many requests, and
/// what gateways answer while there is nobody behind them.
const STATUSES: [u16; 4] = [429, 502, 503, 504];

/// The same of failures: those that go by.
const FAILURES: [FailureKind; 5] = [
    FailureKind::Dns,
    FailureKind::Connect,
    FailureKind::Timeout,
    FailureKind::Reset,
    FailureKind::Incomplete,
];

/// What `retry` comes out as.
#[derive(Debug)]
pub(crate) struct RetryPolicy<'s> {
    /// How many attempts there are in all.
    pub(crate) max_attempts: u32,
    /// For all of them.
    pub(crate) deadline: Option<Duration>,
    on: &'s [StatusMatcher],
    delay: Duration,
    max_delay: Duration,
    /// Whether the request may do its work twice.
    is_repeatable: bool,
}

impl<'s> RetryPolicy<'s> {
    /// Without `retry` there is one attempt.
    pub(crate) fn new(
        step: &'s HttpStep,
        request: &Request,
        scope: &Scope<'_>,
    ) -> Result<Self, RenderError> {
        let mut tries = Self {
            max_attempts: 1,
            deadline: None,
            on: &[],
            delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(30),
            is_repeatable: request.method.is_idempotent()
                || request.headers.contains_key(IDEMPOTENCY_KEY),
        };
        let Some(retry) = &step.retry else {
            return Ok(tries);
        };
        let given = |option, expr| duration(Key::Retry, option, expr, scope);
        let most = retry
            .attempts
            .value(scope)
            .and_then(|value| attempt_count(&value));
        tries.max_attempts =
            most.map_err(|error| error.within(RetryOption::Attempts).within(Key::Retry))?;
        tries.on = &retry.on;
        tries.deadline = given(RetryOption::Deadline, retry.deadline.as_ref())?;
        tries.delay = given(RetryOption::Delay, retry.delay.as_ref())?.unwrap_or(tries.delay);
        let max_delay = given(RetryOption::MaxDelay, retry.max_delay.as_ref())?;
        tries.max_delay = max_delay.unwrap_or(tries.max_delay);
        tries.is_repeatable |= retry.idempotent;
        Ok(tries)
    }

    /// Whether an attempt that ended so is followed by another one. What was not sent can be sent, whatever
    /// it does.
    pub(crate) fn should_retry(&self, ended: Result<&Response, &Failure>) -> bool {
        match ended {
            Ok(answer) => self.is_repeatable && self.retries_status(answer.status.as_u16()),
            Err(failure) => {
                let may_repeat = self.is_repeatable || failure.delivery() == Delivery::NotSent;
                may_repeat && self.retries_failure(failure.kind())
            }
        }
    }

    fn retries_status(&self, status: u16) -> bool {
        match self.on {
            [] => STATUSES.contains(&status),
            on => on.iter().any(|on| on.has_status(status)),
        }
    }

    fn retries_failure(&self, kind: FailureKind) -> bool {
        match self.on {
            [] => FAILURES.contains(&kind),
            on => on.iter().any(|on| on.has_failure(kind)),
        }
    }

    /// The longest waits before the second attempt, the third, and so on.
    pub(crate) fn max_delays(&self) -> impl Iterator<Item = Duration> + use<> {
        ExponentialBuilder::new()
            .with_min_delay(self.delay.min(self.max_delay))
            .with_max_delay(self.max_delay)
            .without_max_times()
            .build()
    }
}

/// How long to wait before the next attempt: full jitter, so that those who failed together do not come back
/// together, and no shorter than the server says.
pub(crate) fn delay(longest: Duration, ended: Result<&Response, &Failure>) -> Duration {
    let by_chance = longest.mul_f64(fastrand::f64());
    let wanted = ended
        .ok()
        .and_then(|answer| retry_after(&answer.headers, SystemTime::now()));
    wanted.unwrap_or_default().max(by_chance)
}

fn attempt_count(value: &Value) -> Result<u32, RenderError> {
    let count = match value {
        Value::Integer(count) => u32::try_from(*count).ok(),
        _ => None,
    };
    count
        .filter(|count| *count > 0)
        .ok_or_else(|| RenderError::new("this is a number of attempts, from 1"))
}
