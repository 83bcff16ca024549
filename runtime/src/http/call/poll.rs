use http_step_syntax::key::{Key, PollOption};

use super::{Call, NoResponse, run_inner_step};
use crate::builds::StepContext;
use crate::error::{Phase, RenderError};
use crate::expr::Scope;
use crate::http::log;
use crate::http::policy::PollPolicy;
use crate::http::response::{self, RequestEnd};
use crate::step::{HttpStep, Poll};
use crate::transport::{Deadline, Response, ResponseChain};

impl Call<'_> {
    /// Asks until something holds.
    pub(super) async fn run_poll(
        &mut self,
        (poll, rounds): (&Poll, PollPolicy),
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, NoResponse> {
        let deadline = deadline.or_after(rounds.deadline);
        let mut last = String::new();
        loop {
            let asked = self.run_attempts(deadline, context).await;
            if self.is_out_of_time || (asked.is_err() && deadline.has_passed()) {
                cancel_poll(self.step, context).await;
                return asked;
            }
            let exchanged = asked?;
            let Some(unmet) = self.unmet_condition(poll, &exchanged.response, context)? else {
                return Ok(exchanged);
            };
            if unmet != last && self.should_log() {
                log::write_unmet_poll(&mut context.logs, &exchanged.response, &unmet);
                last = unmet;
            }
            if !deadline.allows(rounds.every).await {
                self.step.log_responses(&exchanged, context);
                cancel_poll(self.step, context).await;
                let status = exchanged.response.status.as_u16();
                let failure = deadline.timeout(Phase::Poll);
                return Err(NoResponse::Failed(failure.of_response(Some(status), true)));
            }
        }
    }

    /// What `until` misses in an answer; None where the answer is the last one.
    fn unmet_condition(
        &self,
        poll: &Poll,
        answer: &Response,
        context: &StepContext<'_>,
    ) -> Result<Option<String>, NoResponse> {
        let end = RequestEnd::Status(answer.status.as_u16());
        if !response::result_of(end, &self.step.results).is_done() {
            return Ok(None);
        }
        let scope = Scope::new(context.properties, context.dialect).secrets(&self.secrets);
        let redactor = &*context.logs.redactor;
        let holds = |condition| response::evaluate(condition, answer, &scope, redactor);
        let within = |option: PollOption| {
            move |error: RenderError| {
                NoResponse::RenderError(error.within(option).within(Key::Poll))
            }
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
pub(in crate::http) async fn cancel_poll(step: &HttpStep, context: &mut StepContext<'_>) {
    let Some(cancel) = step.cancel_call() else {
        return;
    };
    log::write_poll_cancel(&mut context.logs);
    let outcome = run_inner_step(cancel, context).await;
    log::write_inner_outcome(&mut context.logs, "cancel call", &outcome);
}
