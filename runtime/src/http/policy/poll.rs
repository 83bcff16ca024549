use std::time::Duration;

use http_step_syntax::key::{Key, PollOption};

use super::time;
use crate::error::RenderError;
use crate::expr::Scope;
use crate::step::Poll;

/// What the times of a `poll` come out as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rounds {
    /// Between the end of one request and the next one.
    pub(crate) every: Duration,
    /// For all of them.
    pub(crate) within: Option<Duration>,
}

impl Rounds {
    pub(crate) fn of(poll: &Poll, scope: &Scope<'_>) -> Result<Self, RenderError> {
        let every = time(Key::Poll, PollOption::Every, Some(&poll.every), scope)?;
        let missing = || RenderError::new("this comes out as nothing").within(PollOption::Every);
        Ok(Self {
            every: every.ok_or_else(|| missing().within(Key::Poll))?,
            within: time(
                Key::Poll,
                PollOption::Deadline,
                poll.deadline.as_ref(),
                scope,
            )?,
        })
    }
}
