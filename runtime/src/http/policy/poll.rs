use std::time::Duration;

use http_step_syntax::key::{Key, PollOption};

use super::duration;
use crate::error::RenderError;
use crate::expr::Scope;
use crate::step::Poll;

/// What the times of a `poll` come out as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PollPolicy {
    /// Between the end of one request and the next one.
    pub(crate) every: Duration,
    /// For all of them.
    pub(crate) deadline: Option<Duration>,
}

impl PollPolicy {
    pub(crate) fn new(poll: &Poll, scope: &Scope<'_>) -> Result<Self, RenderError> {
        let every = duration(Key::Poll, PollOption::Every, Some(&poll.every), scope)?;
        let missing = || RenderError::new("this comes out as nothing").within(PollOption::Every);
        Ok(Self {
            every: every.ok_or_else(|| missing().within(Key::Poll))?,
            deadline: duration(
                Key::Poll,
                PollOption::Deadline,
                poll.deadline.as_ref(),
                scope,
            )?,
        })
    }
}
