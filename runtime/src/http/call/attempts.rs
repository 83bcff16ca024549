use std::sync::Arc;

use tokio::time::sleep;

use super::{Call, NoResponse, run_inner_step};
use crate::builds::StepContext;
use crate::error::{Cause, Failure};
use crate::http::log;
use crate::http::policy::delay;
use crate::result::BuildResult;
use crate::session::Progress;
use crate::step::HttpStep;
use crate::transport::{Deadline, ResponseChain, exchange};

/// The number of probes whose logs are kept: each contains a whole response.
const MAX_LOGGED_PROBES: u32 = 10;

impl Call<'_> {
    /// Sends the request as often as `retry` allows. If the deadline does not allow another attempt, the result is
    /// that of the last one.
    pub(super) async fn run_attempts(
        &mut self,
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, NoResponse> {
        let deadline = deadline.or_after(self.retry.deadline);
        let max_attempts = self.retry.max_attempts;
        let (mut attempt, mut delays) = (1, self.retry.max_delays());
        loop {
            let result = self.attempt(deadline, context).await;
            let end = match &result {
                Ok(responses) => Ok(&responses.response),
                Err(NoResponse::Failed(failure)) => Err(failure),
                Err(_) => return result,
            };
            if let (Some(probe), Err(failure)) = (&self.step.probe, end)
                && failure.answer_unknown()
                && let Some(captured) = run_probe(probe, failure, attempt, context).await
            {
                return Err(NoResponse::Applied(captured));
            }
            if attempt >= max_attempts || !self.retry.should_retry(end) {
                return result;
            }
            let wait = delay(delays.next().unwrap_or_default(), end);
            if deadline.is_before(wait) {
                self.is_out_of_time = true;
                return result;
            }
            if self.should_log() {
                log::write_attempt(&mut context.logs, (attempt, max_attempts), end, wait);
            }
            sleep(wait).await;
            attempt += 1;
        }
    }

    /// Sends the request once.
    async fn attempt(
        &mut self,
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, NoResponse> {
        let before = context.delivery.current();
        let progress = Progress::new(self.request.timeouts.connect);
        context.delivery.start_request(Arc::clone(&progress));
        let redactor = &mut *context.logs.redactor;
        let (session, jar) = (context.session, &self.jar);
        let result = exchange(
            session,
            jar,
            &mut self.request,
            deadline,
            progress,
            redactor,
        )
        .await;
        match result {
            Ok(mut responses) => {
                self.step.redact_captured(&mut responses, context);
                Ok(responses)
            }
            Err(Cause::Failure(failure)) => Err(NoResponse::Failed(failure.after(before))),
            Err(Cause::RenderError(error)) => Err(NoResponse::RenderError(error)),
        }
    }
}

/// Finds out whether a request without a complete response was applied. If it was, returns the names of what the
/// probe captured.
async fn run_probe(
    probe: &HttpStep,
    failure: &Failure,
    attempt: u32,
    context: &mut StepContext<'_>,
) -> Option<Vec<String>> {
    context.logs.mute(attempt > MAX_LOGGED_PROBES);
    log::write_probe_start(&mut context.logs, failure);
    let outcome = run_inner_step(probe, context).await;
    log::write_inner_outcome(&mut context.logs, "probe", &outcome);
    context.logs.mute(false);
    (outcome.result() == BuildResult::Success).then(|| outcome.captured().to_vec())
}
