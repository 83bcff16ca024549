use std::sync::Arc;

use tokio::time::sleep;

use super::{Call, Unanswered, probe};
use crate::builds::StepContext;
use crate::error::Cause;
use crate::http::log;
use crate::http::policy::wait;
use crate::session::Progress;
use crate::transport::{Deadline, ResponseChain, exchange};

impl Call<'_> {
    /// Asks, and asks again as `retry` says. Where the time is up before the next attempt, what has come of
    /// the last one is the result.
    pub(super) async fn attempts(
        &mut self,
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, Unanswered> {
        let deadline = deadline.or_after(self.tries.within);
        let most = self.tries.most;
        let (mut attempt, mut waits) = (1, self.tries.waits());
        loop {
            let asked = self.ask(deadline, context).await;
            let ended = match &asked {
                Ok(exchanged) => Ok(&exchanged.response),
                Err(Unanswered::Failed(failure)) => Err(failure),
                Err(_) => return asked,
            };
            if let (Some(probe), Err(failure)) = (&self.step.probe, ended)
                && failure.answer_unknown()
                && let Some(captured) = probe::applied(probe, failure, attempt, context).await
            {
                return Err(Unanswered::Applied(captured));
            }
            if attempt >= most || !self.tries.repeats(ended) {
                return asked;
            }
            let wait = wait(waits.next().unwrap_or_default(), ended);
            if deadline.is_before(wait) {
                self.is_out_of_time = true;
                return asked;
            }
            if self.tells() {
                log::attempt(&mut context.logs, (attempt, most), ended, wait);
            }
            sleep(wait).await;
            attempt += 1;
        }
    }

    /// Sends the request once.
    async fn ask(
        &mut self,
        deadline: Deadline,
        context: &mut StepContext<'_>,
    ) -> Result<ResponseChain, Unanswered> {
        let before = context.delivery.delivery();
        let progress = Progress::new(self.request.bounds.connect);
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
                self.step.hide_captured(&mut exchanged, context);
                Ok(exchanged)
            }
            Err(Cause::Failure(failure)) => Err(Unanswered::Failed(failure.after(before))),
            Err(Cause::RenderError(error)) => Err(Unanswered::Broken(error)),
        }
    }
}
