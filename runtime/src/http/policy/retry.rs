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

/// The statuses that `retry` retries by default: too many requests, and those of gateways without a backend.
const STATUSES: [u16; 4] = [429, 502, 503, 504];

/// The failures that `retry` retries by default: those that tend to pass.
const FAILURES: [FailureKind; 5] = [
    FailureKind::Dns,
    FailureKind::Connect,
    FailureKind::Timeout,
    FailureKind::Reset,
    FailureKind::Incomplete,
];

/// The rendered values of `retry`.
#[derive(Debug)]
pub(in crate::http) struct RetryPolicy<'s> {
    /// The number of attempts, including the first one.
    pub(in crate::http) max_attempts: u32,
    /// For all attempts together.
    pub(in crate::http) deadline: Option<Duration>,
    on: &'s [StatusMatcher],
    delay: Duration,
    max_delay: Duration,
    /// Whether the request may be applied twice.
    is_repeatable: bool,
}

impl<'s> RetryPolicy<'s> {
    /// Without `retry` there is one attempt.
    pub(in crate::http) fn new(
        step: &'s HttpStep,
        request: &Request,
        scope: &Scope<'_>,
    ) -> Result<Self, RenderError> {
        let mut policy = Self {
            max_attempts: 1,
            deadline: None,
            on: &[],
            delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(30),
            is_repeatable: request.method.is_idempotent()
                || request.headers.contains_key(IDEMPOTENCY_KEY),
        };
        let Some(retry) = &step.retry else {
            return Ok(policy);
        };
        let render = |option, expr| duration(Key::Retry, option, expr, scope);
        let attempts = retry.attempts.value(scope);
        let attempts = attempts.and_then(|value| attempt_count(&value));
        policy.max_attempts =
            attempts.map_err(|error| error.within(RetryOption::Attempts).within(Key::Retry))?;
        policy.on = &retry.on;
        policy.deadline = render(RetryOption::Deadline, retry.deadline.as_ref())?;
        policy.delay = render(RetryOption::Delay, retry.delay.as_ref())?.unwrap_or(policy.delay);
        let max_delay = render(RetryOption::MaxDelay, retry.max_delay.as_ref())?;
        policy.max_delay = max_delay.unwrap_or(policy.max_delay);
        policy.is_repeatable |= retry.idempotent;
        Ok(policy)
    }

    /// Whether an attempt that ended like this is followed by another one. A request that was not sent may
    /// always be sent again.
    pub(in crate::http) fn should_retry(&self, end: Result<&Response, &Failure>) -> bool {
        match end {
            Ok(response) => self.is_repeatable && self.retries_status(response.status.as_u16()),
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

    /// The longest delays before the second attempt, the third, and so on.
    pub(in crate::http) fn max_delays(&self) -> impl Iterator<Item = Duration> + use<> {
        ExponentialBuilder::new()
            .with_min_delay(self.delay.min(self.max_delay))
            .with_max_delay(self.max_delay)
            .without_max_times()
            .build()
    }
}

/// The delay before the next attempt: with full jitter, so that clients that failed together do not retry
/// together, and not shorter than `Retry-After`.
pub(in crate::http) fn delay(longest: Duration, end: Result<&Response, &Failure>) -> Duration {
    let jittered = longest.mul_f64(fastrand::f64());
    let requested = end
        .ok()
        .and_then(|response| retry_after(&response.headers, SystemTime::now()));
    requested.unwrap_or_default().max(jittered)
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
