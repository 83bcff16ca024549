//! What an answer means, when the request is made again, and what is taken from it.

use crate::result::BuildResult;
use crate::step::{
    Capture, CaptureType, Condition, HttpStep, Poll, ResponsePart, Retry, StatusMatcher,
};

impl HttpStep {
    /// What such an end of the request means; by default a status below 400 is SUCCESS and all else FAILURE.
    #[must_use]
    pub fn result(mut self, on: impl Into<StatusMatcher>, result: BuildResult) -> Self {
        self.results.push((on.into(), result));
        self
    }

    /// Asks again after some ends of the request.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Asks until something holds.
    #[must_use]
    pub fn poll(mut self, poll: Poll) -> Self {
        self.poll = Some(poll);
        self
    }

    /// The step that runs when the build is cancelled while this one polls, or its deadline passes; where
    /// there is no [`poll`](Self::poll) it is nothing.
    #[must_use]
    pub fn poll_cancel(mut self, step: Self) -> Self {
        self.poll = self.poll.map(|poll| poll.cancel(step));
        self
    }

    /// The step that finds out, before anything is asked again, whether a request whose answer never came
    /// had been applied: its SUCCESS says so.
    #[must_use]
    pub fn probe(mut self, step: Self) -> Self {
        self.probe = Some(Box::new(step));
        self
    }

    /// What an answer that is no failure has to be like; else the step is a FAILURE.
    #[must_use]
    pub fn expect(mut self, condition: Condition) -> Self {
        self.expect.push(condition);
        self
    }

    /// Sets a property to a part of the answer, when the step succeeds.
    #[must_use]
    pub fn capture(mut self, property: impl Into<String>, part: ResponsePart) -> Self {
        self.capture.push(Capture {
            property: property.into(),
            part,
            as_type: None,
        });
        self
    }

    /// Sets a property to a part of the answer as a value of that type; what does not convert is a FAILURE.
    #[must_use]
    pub fn capture_as(
        mut self,
        property: impl Into<String>,
        part: ResponsePart,
        as_type: CaptureType,
    ) -> Self {
        self.capture.push(Capture {
            property: property.into(),
            part,
            as_type: Some(as_type),
        });
        self
    }
}
