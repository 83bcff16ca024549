use http_step_syntax::key::{Key, PollOption};

use super::{Call, NoResponse, run_inner_step};
use crate::builds::StepContext;
use crate::error::{Phase, RenderError};
use crate::expr::Scope;
use crate::http::log;
use crate::http::policy::PollPolicy;
use crate::http::response::{self, Evaluation, RequestEnd};
use crate::step::{HttpStep, Poll};
use crate::transport::{Deadline, Response, ResponseChain};

impl Call<'_> {
    /// Sends the request until the condition `until` is met.
    pub(super) async fn run_poll(
        &mut self,
        (poll, policy): (&Poll, PollPolicy),
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, NoResponse> {
        let deadline = deadline.or_after(policy.deadline);
        let mut last = String::new();
        loop {
            let result = self.run_attempts(deadline, context).await;
            if self.is_out_of_time || (result.is_err() && deadline.has_passed()) {
                cancel_poll(self.step, context).await;
                return result;
            }
            let responses = result?;
            let Some(unmet) = self.unmet_condition(poll, &responses.response, context)? else {
                return Ok(responses);
            };
            if unmet != last && self.should_log() {
                log::write_unmet_poll(&mut context.logs, &responses.response, &unmet);
                last = unmet;
            }
            if !deadline.allows(policy.every).await {
                self.step.log_responses(&responses, context);
                cancel_poll(self.step, context).await;
                let status = responses.response.status.as_u16();
                let failure = deadline.timeout(Phase::Poll);
                return Err(NoResponse::Failed(failure.of_response(Some(status), true)));
            }
        }
    }

    /// Why `until` is not met by a response; None if the response is the last one.
    fn unmet_condition(
        &self,
        poll: &Poll,
        response: &Response,
        context: &StepContext<'_>,
    ) -> Result<Option<String>, NoResponse> {
        let end = RequestEnd::Status(response.status.as_u16());
        if !response::result_of(end, &self.step.results).is_done() {
            return Ok(None);
        }
        let scope = Scope::new(context.properties, context.dialect).secrets(&self.secrets);
        let redactor = &*context.logs.redactor;
        let evaluate = |condition| response::evaluate(condition, response, &scope, redactor);
        let within = |option: PollOption| {
            move |error: RenderError| {
                NoResponse::RenderError(error.within(option).within(Key::Poll))
            }
        };
        if let Some(fail_if) = &poll.fail_if
            && evaluate(fail_if).map_err(within(PollOption::FailIf))? == Evaluation::Met
        {
            return Ok(None);
        }
        Ok(evaluate(&poll.until)
            .map_err(within(PollOption::Until))?
            .unmet())
    }
}

/// Runs the step `cancel` of a poll, if there is one.
pub(in crate::http) async fn cancel_poll(step: &HttpStep, context: &mut StepContext<'_>) {
    let Some(cancel) = step.cancel_call() else {
        return;
    };
    log::write_poll_cancel(&mut context.logs);
    let outcome = run_inner_step(cancel, context).await;
    log::write_inner_outcome(&mut context.logs, "cancel call", &outcome);
}
