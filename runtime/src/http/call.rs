//! One run of an HTTP step: declaration → rendered → request → exchanges → outcome.

mod attempts;
mod poll;
mod probe;

use std::time::Duration;

use http_step_syntax::key::Key;
use secrecy::ExposeSecret as _;

use super::log;
use super::policy::{Rounds, Tries};
use crate::builds::{Logs, Step as _, StepContext, StepOutcome};
use crate::error::{Failure, FailureKind, Phase, RenderError};
use crate::expr::{Expr, Scope};
use crate::redact;
use crate::request::{Rendered, Request};
use crate::secrets::SecretValues;
use crate::session::{self, Jar};
use crate::step::HttpStep;
use crate::transport::{Deadline, ResponseChain};

pub(super) use poll::cancel;

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
    tries: Tries<'s>,
    rounds: Option<Rounds>,
    /// How many attempts and answers of a poll the log has told of.
    told: usize,
    /// Whether there was no time for another attempt.
    is_out_of_time: bool,
}

/// Why a request has no answer that counts.
enum Unanswered {
    Failed(Failure),
    /// It has been applied, as the probe says, which has captured what has these names.
    Applied(Vec<String>),
    Broken(RenderError),
}

impl<'s> Call<'s> {
    pub(super) async fn prepare(
        step: &'s HttpStep,
        context: &mut StepContext<'_>,
    ) -> Result<Self, RenderError> {
        let secrets = secrets(step, context).await?;
        context.logs.redactor.learn_secrets(secrets.iter());
        let scope = Scope::new(context.properties, context.dialect).secrets(&secrets);
        let rendered = Rendered::render(step, &scope);
        let wanted = step.check_wanted(&scope);
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
        hide(&mut context.logs, &rendered.credentials()?);
        log::performing(&mut context.logs, &rendered);
        let (request, tries, rounds) = planned(step, &rendered, &scope)?;
        hide(&mut context.logs, &redact::credentials(&request.headers));
        let jar = context.jar(&request.jar).reading(context.dialect);
        Ok(Self {
            step,
            secrets,
            request,
            jar,
            tries,
            rounds,
            told: 0,
            is_out_of_time: false,
        })
    }

    pub(super) async fn run(mut self, context: &mut StepContext<'_>) -> StepOutcome {
        let step = self.step;
        if let Err(why) = session::has_timers() {
            let failure = Failure::new(FailureKind::Connect, Phase::Connect, why);
            return step.failed(failure, context);
        }
        let deadline = Deadline::after(self.request.bounds.whole);
        let asked = match step.poll.as_ref().zip(self.rounds) {
            Some(poll) => self.rounds(poll, deadline, context).await,
            None => self.attempts(deadline, context).await,
        };
        self.outcome(asked, context)
    }

    /// Whether the log tells of one more attempt or answer.
    fn tells(&mut self) -> bool {
        self.told += 1;
        self.told <= MOST_TOLD
    }

    fn outcome(
        &self,
        asked: Result<ResponseChain, Unanswered>,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        match asked {
            Ok(exchanged) => self.step.answered(&exchanged, &self.secrets, context),
            Err(Unanswered::Failed(failure)) => self.step.failed(failure, context),
            Err(Unanswered::Applied(captured)) => self.step.applied(captured, context),
            Err(Unanswered::Broken(error)) => self.step.exception(error, context),
        }
    }
}

/// The request of a step, and how often it is made.
pub(crate) fn planned<'s>(
    step: &'s HttpStep,
    rendered: &Rendered<'_>,
    scope: &Scope<'_>,
) -> Result<(Request, Tries<'s>, Option<Rounds>), RenderError> {
    let mut request = Request::prepare(step, rendered)?;
    let tries = Tries::of(step, &request, scope)?;
    let rounds = step.poll.as_ref().map(|poll| Rounds::of(poll, scope));
    let rounds = rounds.transpose()?;
    request.bounds.hold(tries.within);
    request.bounds.hold(rounds.and_then(|rounds| rounds.within));
    Ok((request, tries, rounds))
}

/// The secrets of a step, fetched before anything is rendered.
async fn secrets(step: &HttpStep, context: &StepContext<'_>) -> Result<SecretValues, RenderError> {
    let fields = step.fields().map(|(_, expr)| expr);
    if !fields.chain(step.parts()).any(Expr::has_secret) {
        return Ok(SecretValues::default());
    }
    let error = |what: String| RenderError::new(what).within("secrets");
    session::has_timers().map_err(|why| error(why.to_owned()))?;
    let uses = step.own_uses();
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
fn hide(logs: &mut Logs<'_>, credentials: &[String]) {
    let values = credentials.iter().map(String::as_str);
    logs.redactor.learn_credentials(values);
}

/// Runs a step that another one has, in the log of that one.
async fn inner(step: &HttpStep, context: &mut StepContext<'_>) -> StepOutcome {
    context.delivery.enter_inner_step();
    let outcome = match step.fields.get(Key::Deadline) {
        Some(_) => step.run(context).await,
        None => step.clone().deadline(INNER_WITHIN).run(context).await,
    };
    context.delivery.leave_inner_step();
    outcome
}
