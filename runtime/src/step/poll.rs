//! A step that asks until something holds.

use http_step_syntax::key::PollOption;

use super::{Condition, HttpStep};
use crate::expr::{Expr, IntoSeconds};

/// Repeats a request until its answer says so: for the key `poll`.
///
/// ```
/// use http_step::{ResponsePart, Condition, HttpStep, Operator, Poll};
///
/// let done = Condition::new(ResponsePart::json("$.state"), Operator::Equal, "done");
/// let cancel = HttpStep::delete("https://deploy.example.com/7");
/// let poll = Poll::new(5, done).deadline(600).cancel(cancel);
/// let step = HttpStep::get("https://deploy.example.com/7").poll(poll);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    pub(crate) every: Expr,
    pub(crate) until: Condition,
    pub(crate) fail_if: Option<Condition>,
    pub(crate) deadline: Option<Expr>,
    pub(crate) cancel: Option<Box<HttpStep>>,
}

impl Poll {
    /// Asks every so many seconds until the condition holds.
    #[must_use]
    pub fn new(every: impl IntoSeconds, until: Condition) -> Self {
        Self {
            every: every.into_seconds(),
            until,
            fail_if: None,
            deadline: None,
            cancel: None,
        }
    }

    /// Ends the step with FAILURE when this holds.
    #[must_use]
    pub fn fail_if(mut self, condition: Condition) -> Self {
        self.fail_if = Some(condition);
        self
    }

    /// Seconds after which the step gives up with the failure `timeout`.
    #[must_use]
    pub fn deadline(mut self, seconds: impl IntoSeconds) -> Self {
        self.deadline = Some(seconds.into_seconds());
        self
    }

    /// A step that runs when the build is cancelled meanwhile, or the deadline passes.
    #[must_use]
    pub fn cancel(mut self, step: HttpStep) -> Self {
        self.cancel = Some(Box::new(step));
        self
    }

    /// The conditions by their options.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = (PollOption, &Condition)> {
        let fail_if = self.fail_if.iter().map(|it| (PollOption::FailIf, it));
        std::iter::once((PollOption::Until, &self.until)).chain(fail_if)
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &Expr> {
        let operands = self.conditions().map(|(_, condition)| &condition.operand);
        let deadline = self.deadline.iter();
        std::iter::once(&self.every).chain(deadline).chain(operands)
    }
}
