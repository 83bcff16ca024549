use http_step_syntax::key::{Key, PollOption};

use super::{Call, Unanswered, inner};
use crate::builds::StepContext;
use crate::error::{Phase, RenderError};
use crate::expr::Scope;
use crate::http::log;
use crate::http::policy::Rounds;
use crate::http::response::{self, End};
use crate::step::{HttpStep, Poll};
use crate::transport::{Deadline, Response, ResponseChain};

impl Call<'_> {
    /// Asks until something holds.
    pub(super) async fn rounds(
        &mut self,
        (poll, rounds): (&Poll, Rounds),
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, Unanswered> {
        let deadline = deadline.or_after(rounds.within);
        let mut last = String::new();
        loop {
            let asked = self.attempts(deadline, context).await;
            if self.is_out_of_time || (asked.is_err() && deadline.has_passed()) {
                cancel(self.step, context).await;
                return asked;
            }
            let exchanged = asked?;
            let Some(unmet) = self.is_unmet(poll, &exchanged.response, context)? else {
                return Ok(exchanged);
            };
            if unmet != last && self.tells() {
                log::not_yet(&mut context.logs, &exchanged.response, &unmet);
                last = unmet;
            }
            if !deadline.allows(rounds.every).await {
                self.step.show(&exchanged, context);
                cancel(self.step, context).await;
                let status = exchanged.response.status.as_u16();
                let failure = deadline.timeout(Phase::Poll);
                return Err(Unanswered::Failed(failure.of_response(Some(status), true)));
            }
        }
    }

    /// What `until` misses in an answer; None where the answer is the last one.
    fn is_unmet(
        &self,
        poll: &Poll,
        answer: &Response,
        context: &StepContext<'_>,
    ) -> Result<Option<String>, Unanswered> {
        let end = End::Status(answer.status.as_u16());
        if !response::result(end, &self.step.results).is_done() {
            return Ok(None);
        }
        let scope = Scope::new(context.properties, context.dialect).secrets(&self.secrets);
        let redactor = &*context.logs.redactor;
        let holds = |condition| response::holds(condition, answer, &scope, redactor);
        let within = |option: PollOption| {
            move |error: RenderError| Unanswered::Broken(error.within(option).within(Key::Poll))
        };
        if let Some(fail_if) = &poll.fail_if
            && holds(fail_if).map_err(within(PollOption::FailIf))?.is_ok()
        {
            return Ok(None);
        }
        Ok(holds(&poll.until).map_err(within(PollOption::Until))?.err())
    }
}

/// Calls off what a step polls, where the step says how.
pub(in crate::http) async fn cancel(step: &HttpStep, context: &mut StepContext<'_>) {
    let Some(cancel) = step.cancel_call() else {
        return;
    };
    log::cancelling(&mut context.logs);
    let outcome = inner(cancel, context).await;
    log::inner(&mut context.logs, "cancel call", &outcome);
}
