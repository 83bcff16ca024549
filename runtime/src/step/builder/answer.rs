//! What a response means, when the request is repeated, and what is taken from the response.

use crate::result::BuildResult;
use crate::step::{
    Capture, CaptureType, Condition, HttpStep, Poll, ResponsePart, Retry, StatusMatcher,
};

impl HttpStep {
    /// The result for a status, a range of them or a failure; by default a status below 400 is SUCCESS and all else
    /// FAILURE.
    #[must_use]
    pub fn result(mut self, on: impl Into<StatusMatcher>, result: BuildResult) -> Self {
        self.results.push((on.into(), result));
        self
    }

    /// How many attempts are made, and after what.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Repeats the request until its response meets a condition.
    #[must_use]
    pub fn poll(mut self, poll: Poll) -> Self {
        self.poll = Some(poll);
        self
    }

    /// A step that runs if the build is cancelled while this one polls, or at the deadline of the poll. It has no
    /// effect without [`poll`](Self::poll).
    #[must_use]
    pub fn poll_cancel(mut self, step: Self) -> Self {
        self.poll = self.poll.map(|poll| poll.cancel(step));
        self
    }

    /// A step that finds out, before another attempt, whether a request without a response was applied: its SUCCESS
    /// says that it was.
    #[must_use]
    pub fn probe(mut self, step: Self) -> Self {
        self.probe = Some(Box::new(step));
        self
    }

    /// A condition on a successful response; if it is not met, the step is a FAILURE.
    #[must_use]
    pub fn expect(mut self, condition: Condition) -> Self {
        self.expect.push(condition);
        self
    }

    /// Sets a property to a part of the response when the step succeeds.
    #[must_use]
    pub fn capture(mut self, property: impl Into<String>, part: ResponsePart) -> Self {
        self.capture.push(Capture {
            property: property.into(),
            part,
            as_type: None,
        });
        self
    }

    /// Sets a property to a part of the response as a value of that type; if it can't be converted, the step is a
    /// FAILURE.
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
