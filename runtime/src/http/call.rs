//! One run of an HTTP step: declaration → rendered values → request → exchanges → outcome.

mod attempts;
mod poll;

use std::time::Duration;

use http_step_syntax::key::Key;
use secrecy::ExposeSecret as _;

use super::log;
use super::policy::{PollPolicy, RetryPolicy};
use crate::builds::{Logs, Step as _, StepContext, StepOutcome};
use crate::error::{Failure, FailureKind, Phase, RenderError};
use crate::expr::{Expr, Scope};
use crate::redact;
use crate::request::{Rendered, Request};
use crate::secrets::SecretValues;
use crate::session::{self, Jar};
use crate::step::HttpStep;
use crate::transport::{Deadline, ResponseChain};

pub(super) use poll::cancel_poll;

/// The timeout of all providers of secrets together.
const SECRETS_WITHIN: Duration = Duration::from_secs(60);

/// The default deadline of an inner step (`probe`, `cancel`), in seconds: the outer step waits for it.
const INNER_WITHIN: u32 = 60;

/// The most attempts and poll responses in the log, besides the last one: a poll may run for hours.
const MAX_LOGGED: usize = 100;

/// A step with everything that its run needs; nothing has to be looked up or checked any more.
pub(super) struct Call<'s> {
    step: &'s HttpStep,
    secrets: SecretValues,
    request: Request,
    jar: Jar,
    retry: RetryPolicy<'s>,
    poll: Option<PollPolicy>,
    /// The number of attempts and poll responses in the log.
    logged: usize,
    /// Whether the deadline did not allow another attempt.
    is_out_of_time: bool,
}

/// Why there is no response to evaluate.
enum NoResponse {
    Failed(Failure),
    /// The probe found that the request was applied; with the names of what the probe captured.
    Applied(Vec<String>),
    RenderError(RenderError),
}

impl<'s> Call<'s> {
    pub(super) async fn prepare(
        step: &'s HttpStep,
        context: &mut StepContext<'_>,
    ) -> Result<Self, RenderError> {
        let secrets = fetch_secrets(step, context).await?;
        context.logs.redactor.learn_secrets(secrets.iter());
        let scope = Scope::new(context.properties, context.dialect).secrets(&secrets);
        let rendered = Rendered::render(step, &scope);
        let checked = step.check_expectations(&scope);
        // An error may contain a value derived from a secret.
        let derived = scope.derived();
        let derived = derived
            .iter()
            .map(|(name, text)| (name.as_str(), text.expose_secret()));
        context.logs.redactor.learn_secrets(derived);
        let rendered = rendered?;
        checked?;
        step.check_texts(&scope)?;
        // Before anything is logged, even if the request cannot be prepared.
        hide_credentials(&mut context.logs, &rendered.credentials()?);
        log::write_request(&mut context.logs, &rendered);
        let (request, retry, poll) = plan(step, &rendered, &scope)?;
        hide_credentials(&mut context.logs, &redact::credentials(&request.headers));
        let jar = context.jar(&request.jar).reading(context.dialect);
        Ok(Self {
            step,
            secrets,
            request,
            jar,
            retry,
            poll,
            logged: 0,
            is_out_of_time: false,
        })
    }

    pub(super) async fn run(mut self, context: &mut StepContext<'_>) -> StepOutcome {
        let step = self.step;
        if let Err(why) = session::has_timers() {
            let failure = Failure::new(FailureKind::Connect, Phase::Connect, why);
            return step.failed_outcome(failure, context);
        }
        let deadline = Deadline::after(self.request.timeouts.total);
        let result = match step.poll.as_ref().zip(self.poll) {
            Some(poll) => self.run_poll(poll, deadline, context).await,
            None => self.run_attempts(deadline, context).await,
        };
        self.outcome(result, context)
    }

    /// Whether one more attempt or poll response may be logged.
    fn should_log(&mut self) -> bool {
        self.logged += 1;
        self.logged <= MAX_LOGGED
    }

    fn outcome(
        &self,
        result: Result<ResponseChain, NoResponse>,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        match result {
            Ok(responses) => self.step.evaluate(&responses, &self.secrets, context),
            Err(NoResponse::Failed(failure)) => self.step.failed_outcome(failure, context),
            Err(NoResponse::Applied(captured)) => self.step.applied_outcome(captured, context),
            Err(NoResponse::RenderError(error)) => self.step.exception_outcome(error, context),
        }
    }
}

/// The request of a step, and when it is sent again.
pub(super) fn plan<'s>(
    step: &'s HttpStep,
    rendered: &Rendered<'_>,
    scope: &Scope<'_>,
) -> Result<(Request, RetryPolicy<'s>, Option<PollPolicy>), RenderError> {
    let mut request = Request::prepare(step, rendered)?;
    let retry = RetryPolicy::new(step, &request, scope)?;
    let poll = step.poll.as_ref().map(|poll| PollPolicy::new(poll, scope));
    let poll = poll.transpose()?;
    request.timeouts.extend_total(retry.deadline);
    request
        .timeouts
        .extend_total(poll.and_then(|poll| poll.deadline));
    Ok((request, retry, poll))
}

/// Fetches the secrets of a step, before anything is rendered.
async fn fetch_secrets(
    step: &HttpStep,
    context: &StepContext<'_>,
) -> Result<SecretValues, RenderError> {
    let fields = step.fields().map(|(_, expr)| expr);
    if !fields.chain(step.parts()).any(Expr::has_secret) {
        return Ok(SecretValues::default());
    }
    let error = |what: String| RenderError::new(what).within("secrets");
    session::has_timers().map_err(|why| error(why.to_owned()))?;
    let dependencies = step.own_dependencies();
    let fetch = SecretValues::fetch(dependencies.secrets(), context.captured, context.secrets);
    let fetched = Deadline::after(SECRETS_WITHIN).bound(fetch).await;
    let late = || error(format!("no provider responded within {SECRETS_WITHIN:?}"));
    fetched
        .ok_or_else(late)?
        .map_err(|why| error(why.to_string()))
}

/// Redacts these credentials from now on.
fn hide_credentials(logs: &mut Logs<'_>, credentials: &[String]) {
    let values = credentials.iter().map(String::as_str);
    logs.redactor.learn_credentials(values);
}

/// Runs an inner step, in the log of the outer one.
async fn run_inner_step(step: &HttpStep, context: &mut StepContext<'_>) -> StepOutcome {
    context.delivery.enter_inner_step();
    let outcome = match step.fields.get(Key::Deadline) {
        Some(_) => step.run(context).await,
        None => step.clone().deadline(INNER_WITHIN).run(context).await,
    };
    context.delivery.leave_inner_step();
    outcome
}
