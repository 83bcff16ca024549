use std::sync::Arc;

use tokio::time::sleep;

use super::{Call, NoResponse, probe};
use crate::builds::StepContext;
use crate::error::Cause;
use crate::http::log;
use crate::http::policy::delay;
use crate::session::Progress;
use crate::transport::{Deadline, ResponseChain, exchange};

impl Call<'_> {
    /// Asks, and asks again as `retry` says. Where the time is up before the next attempt, what has come of
    /// the last one is the result.
    pub(super) async fn run_attempts(
        &mut self,
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, NoResponse> {
        let deadline = deadline.or_after(self.retry.deadline);
        let most = self.retry.max_attempts;
        let (mut attempt, mut waits) = (1, self.retry.max_delays());
        loop {
            let asked = self.attempt(deadline, context).await;
            let ended = match &asked {
                Ok(exchanged) => Ok(&exchanged.response),
                Err(NoResponse::Failed(failure)) => Err(failure),
                Err(_) => return asked,
            };
            if let (Some(probe), Err(failure)) = (&self.step.probe, ended)
                && failure.answer_unknown()
                && let Some(captured) = probe::run_probe(probe, failure, attempt, context).await
            {
                return Err(NoResponse::Applied(captured));
            }
            if attempt >= most || !self.retry.should_retry(ended) {
                return asked;
            }
            let wait = delay(waits.next().unwrap_or_default(), ended);
            if deadline.is_before(wait) {
                self.is_out_of_time = true;
                return asked;
            }
            if self.should_log() {
                log::write_attempt(&mut context.logs, (attempt, most), ended, wait);
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
        let asked = exchange(
            session,
            jar,
            &mut self.request,
            deadline,
            progress,
            redactor,
        )
        .await;
        match asked {
            Ok(mut exchanged) => {
                self.step.redact_captured(&mut exchanged, context);
                Ok(exchanged)
            }
            Err(Cause::Failure(failure)) => Err(NoResponse::Failed(failure.after(before))),
            Err(Cause::RenderError(error)) => Err(NoResponse::RenderError(error)),
        }
    }
}
