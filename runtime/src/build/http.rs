//! The HTTP step as a step of a build: declaration → rendered → request → exchange → outcome.

use secrecy::ExposeSecret as _;

use super::log_text::{self, Hidden};
use super::logs::Logs;
use super::{Step, StepContext, StepFuture};
use crate::error::{Cause, RenderError};
use crate::exchange::exchange;
use crate::expr::{Expr, Scope, Uses};
use crate::outcome::StepOutcome;
use crate::redact;
use crate::request::{Rendered, Request};
use crate::result::BuildResult;
use crate::secrets::SecretValues;
use crate::step::{Flags, HttpStep};
use crate::value::Value;

impl Step for HttpStep {
    fn name(&self, context: &StepContext<'_>) -> String {
        shown(self.name.as_ref(), context).unwrap_or_else(|| "HTTPStep".to_owned())
    }

    fn description(&self, context: &StepContext<'_>) -> String {
        let doing = shown(self.description.as_ref(), context);
        self.with_suffix(doing.unwrap_or_else(|| "Requesting".to_owned()), context)
    }

    fn flags(&self) -> Flags {
        self.flags
    }

    fn uses(&self) -> Uses {
        HttpStep::uses(self)
    }

    fn check(&self) -> Result<(), Vec<RenderError>> {
        let broken = self.fields().filter_map(|(key, expr)| {
            let error = expr.check().err()?;
            Some(RenderError::from(error).within(key))
        });
        let broken: Vec<_> = broken.collect();
        if broken.is_empty() {
            Ok(())
        } else {
            Err(broken)
        }
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async move {
            let secrets = match self.secrets(context).await {
                Ok(secrets) => secrets,
                Err(error) => return self.exception(error, context),
            };
            context.logs.redactor.learn_secrets(secrets.iter());
            let mut request = match self.request(context, &secrets) {
                Ok(request) => request,
                Err(error) => return self.exception(error, context),
            };
            let jar = context.jar(&request.jar).reading(context.dialect);
            match exchange(context.session, &jar, &mut request, context.logs.redactor).await {
                Ok(exchanged) => {
                    let hidden = Hidden {
                        request: &self.hide_request_headers,
                        response: &self.hide_response_headers,
                    };
                    log_text::exchanged(&mut context.logs, &exchanged, context.dialect, hidden);
                    let status = exchanged.answer.status.as_u16();
                    self.ended(judge(status), format!("Status code: {status}"), context)
                }
                Err(Cause::RenderError(error)) => self.exception(error, context),
                Err(Cause::Failure(failure)) => {
                    log_text::failed(&mut context.logs, &failure);
                    self.without_answer(BuildResult::Failure, context)
                        .because(Cause::Failure(failure))
                }
            }
        })
    }
}

impl HttpStep {
    /// The secrets of the step, fetched before anything is rendered.
    async fn secrets(&self, context: &StepContext<'_>) -> Result<SecretValues, RenderError> {
        if !self.fields().any(|(_, expr)| expr.has_secret()) {
            return Ok(SecretValues::default());
        }
        let uses = HttpStep::uses(self);
        SecretValues::fetch(uses.secrets(), context.secrets)
            .await
            .map_err(|error| RenderError::new(error.to_string()).within("secrets"))
    }

    fn request(
        &self,
        context: &mut StepContext<'_>,
        secrets: &SecretValues,
    ) -> Result<Request, RenderError> {
        let scope = Scope::new(context.properties, context.dialect).secrets(secrets);
        let rendered = Rendered::render(self, &scope);
        // An error may quote what has been made of a secret.
        let derived = scope.derived();
        let derived = derived
            .iter()
            .map(|(name, text)| (name.as_str(), text.expose_secret()));
        context.logs.redactor.learn_secrets(derived);
        let rendered = rendered?;
        self.shown_fields(&scope)?;
        // Before anything is shown, and whether or not the request can be made.
        hide(&mut context.logs, &rendered.credentials()?);
        log_text::performing(&mut context.logs, &rendered);
        let request = Request::prepare(self, &rendered)?;
        hide(&mut context.logs, &redact::credentials(&request.headers));
        Ok(request)
    }

    /// Texts about the step are no part of the request, but a mistake in them is a mistake.
    fn shown_fields(&self, scope: &Scope<'_>) -> Result<(), RenderError> {
        let fields = [
            ("name", &self.name),
            ("description", &self.description),
            ("description_done", &self.description_done),
            ("description_suffix", &self.description_suffix),
        ];
        for (name, field) in fields {
            if let Some(expr) = field {
                if expr.has_secret() {
                    let error = RenderError::new("a secret can't stand in a text that is shown");
                    return Err(error
                        .help(Some("write its name instead".to_owned()))
                        .within(name));
                }
                expr.value(scope).map_err(|error| error.within(name))?;
            }
        }
        Ok(())
    }

    fn exception(&self, error: RenderError, context: &mut StepContext<'_>) -> StepOutcome {
        log_text::not_sent(&mut context.logs, &error);
        self.without_answer(BuildResult::Exception, context)
            .because(Cause::RenderError(error))
    }

    fn without_answer(&self, result: BuildResult, context: &StepContext<'_>) -> StepOutcome {
        let done = shown(self.description_done.as_ref(), context);
        self.ended(
            result,
            done.unwrap_or_else(|| "Requested".to_owned()),
            context,
        )
    }

    fn ended(&self, result: BuildResult, done: String, context: &StepContext<'_>) -> StepOutcome {
        let mut state = self.with_suffix(done, context);
        if result != BuildResult::Success {
            state = format!("{state} ({result})");
        }
        StepOutcome::new(result, state)
    }

    fn with_suffix(&self, text: String, context: &StepContext<'_>) -> String {
        match shown(self.description_suffix.as_ref(), context) {
            Some(suffix) => format!("{text} {suffix}"),
            None => text,
        }
    }
}

/// Looks for credentials wherever they may come back from now on.
fn hide(logs: &mut Logs<'_>, credentials: &[String]) {
    let values = credentials.iter().map(String::as_str);
    logs.redactor.learn_credentials(values);
}

/// Below 400 all is well, as in Buildbot.
fn judge(status: u16) -> BuildResult {
    if status < 400 {
        BuildResult::Success
    } else {
        BuildResult::Failure
    }
}

/// A text about the step, in one line; None where it is empty, or cannot be rendered and the step says so.
fn shown(expr: Option<&Expr>, context: &StepContext<'_>) -> Option<String> {
    let scope = Scope::new(context.properties, context.dialect);
    let value = expr?.value(&scope).ok()?;
    let text = match value.as_ref() {
        Value::List(words) => {
            let words: Vec<_> = words
                .iter()
                .map(|word| context.dialect.text(word))
                .collect();
            words.join(" ")
        }
        Value::Null => return None,
        value => context.dialect.text(value).into_owned(),
    };
    Some(context.logs.redactor.line(&text).into_owned()).filter(|text| !text.is_empty())
}
