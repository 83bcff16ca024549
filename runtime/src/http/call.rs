//! One run of an HTTP step: declaration → rendered → request → exchanges → outcome.

mod attempts;
mod poll;
mod probe;

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

/// How long the providers of secrets may take together.
const SECRETS_WITHIN: Duration = Duration::from_secs(60);

/// How long a step within another one may take, in seconds, where it does not say: somebody waits.
const INNER_WITHIN: u32 = 60;

/// How many attempts and answers of a poll the log tells of, besides the last: a server can answer for hours.
const MOST_TOLD: usize = 100;

/// A step with all that its run needs: nothing has to be looked up or checked any more.
pub(super) struct Call<'s> {
    step: &'s HttpStep,
    secrets: SecretValues,
    request: Request,
    jar: Jar,
    retry: RetryPolicy<'s>,
    poll: Option<PollPolicy>,
    /// How many attempts and answers of a poll the log has told of.
    logged: usize,
    /// Whether there was no time for another attempt.
    is_out_of_time: bool,
}

/// Why a request has no answer that counts.
enum NoResponse {
    Failed(Failure),
    /// It has been applied, as the probe says, which has captured what has these names.
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
        let wanted = step.check_expectations(&scope);
        // An error may quote what has been made of a secret.
        let derived = scope.derived();
        let derived = derived
            .iter()
            .map(|(name, text)| (name.as_str(), text.expose_secret()));
        context.logs.redactor.learn_secrets(derived);
        let rendered = rendered?;
        wanted?;
        step.check_texts(&scope)?;
        // Before anything is shown, and whether or not the request can be made.
        hide_credentials(&mut context.logs, &rendered.credentials()?);
        log::write_request(&mut context.logs, &rendered);
        let (request, tries, rounds) = plan(step, &rendered, &scope)?;
        hide_credentials(&mut context.logs, &redact::credentials(&request.headers));
        let jar = context.jar(&request.jar).reading(context.dialect);
        Ok(Self {
            step,
            secrets,
            request,
            jar,
            retry: tries,
            poll: rounds,
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
        let asked = match step.poll.as_ref().zip(self.poll) {
            Some(poll) => self.run_poll(poll, deadline, context).await,
            None => self.run_attempts(deadline, context).await,
        };
        self.outcome(asked, context)
    }

    /// Whether the log tells of one more attempt or answer.
    fn should_log(&mut self) -> bool {
        self.logged += 1;
        self.logged <= MOST_TOLD
    }

    fn outcome(
        &self,
        asked: Result<ResponseChain, NoResponse>,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        match asked {
            Ok(exchanged) => self.step.evaluate(&exchanged, &self.secrets, context),
            Err(NoResponse::Failed(failure)) => self.step.failed_outcome(failure, context),
            Err(NoResponse::Applied(captured)) => self.step.applied_outcome(captured, context),
            Err(NoResponse::RenderError(error)) => self.step.exception_outcome(error, context),
        }
    }
}

/// The request of a step, and how often it is made.
pub(crate) fn plan<'s>(
    step: &'s HttpStep,
    rendered: &Rendered<'_>,
    scope: &Scope<'_>,
) -> Result<(Request, RetryPolicy<'s>, Option<PollPolicy>), RenderError> {
    let mut request = Request::prepare(step, rendered)?;
    let tries = RetryPolicy::new(step, &request, scope)?;
    let rounds = step.poll.as_ref().map(|poll| PollPolicy::new(poll, scope));
    let rounds = rounds.transpose()?;
    request.timeouts.extend_total(tries.deadline);
    request
        .timeouts
        .extend_total(rounds.and_then(|rounds| rounds.deadline));
    Ok((request, tries, rounds))
}

/// The secrets of a step, fetched before anything is rendered.
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
    let uses = step.own_dependencies();
    let fetch = SecretValues::fetch(uses.secrets(), context.captured, context.secrets);
    let fetched = Deadline::after(SECRETS_WITHIN).bound(fetch).await;
    let late = || {
        error(format!(
            "no provider has answered within {SECRETS_WITHIN:?}"
        ))
    };
    fetched
        .ok_or_else(late)?
        .map_err(|why| error(why.to_string()))
}

/// Looks for credentials wherever they may come back from now on.
fn hide_credentials(logs: &mut Logs<'_>, credentials: &[String]) {
    let values = credentials.iter().map(String::as_str);
    logs.redactor.learn_credentials(values);
}

/// Runs a step that another one has, in the log of that one.
async fn run_inner_step(step: &HttpStep, context: &mut StepContext<'_>) -> StepOutcome {
    context.delivery.enter_inner_step();
    let outcome = match step.fields.get(Key::Deadline) {
        Some(_) => step.run(context).await,
        None => step.clone().deadline(INNER_WITHIN).run(context).await,
    };
    context.delivery.leave_inner_step();
    outcome
}
