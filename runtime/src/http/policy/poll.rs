use std::time::Duration;

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
        let every = time("poll", "every", Some(&poll.every), scope)?;
        let missing = || RenderError::new("this comes out as nothing").within("every");
        Ok(Self {
            every: every.ok_or_else(|| missing().within("poll"))?,
            within: time("poll", "deadline", poll.deadline.as_ref(), scope)?,
        })
    }
}
