//! Evaluates the response of an HTTP step: conditions, captures, outcome.

use http_step_syntax::key::{Key, PollOption};
use secrecy::{ExposeSecret as _, SecretString};

use super::log::{self, HiddenHeaders};
use super::response::{
    self, CapturedValue, Evaluation, RequestEnd, SecretTexts, check_capture, check_condition,
};
use crate::builds::{StepContext, StepOutcome};
use crate::error::{Failure, RenderError};
use crate::expr::Scope;
use crate::redact::Redactor;
use crate::result::BuildResult;
use crate::secrets::SecretValues;
use crate::step::{Capture, CaptureType, Condition, HttpStep};
use crate::transport::{Response, ResponseChain};

impl HttpStep {
    /// Checks conditions and captures, before anything is sent.
    pub(crate) fn check_expectations(&self, scope: &Scope<'_>) -> Result<(), RenderError> {
        for (key, place, condition) in self.conditions() {
            let checked = check_condition(condition, scope);
            checked.map_err(|error| error.within(&place).within(key))?;
        }
        self.check_captures()
    }

    pub(super) fn check_captures(&self) -> Result<(), RenderError> {
        for capture in &self.capture {
            let checked = check_capture(capture).and_then(|()| self.check_probe_capture(capture));
            checked.map_err(|error| error.within(&capture.property).within(Key::Capture))?;
        }
        Ok(())
    }

    /// A property captured by both the step and its probe is a secret in both, or in neither.
    fn check_probe_capture(&self, capture: &Capture) -> Result<(), RenderError> {
        let of_probe = self.probe.iter().flat_map(|probe| &probe.capture);
        let mut same = of_probe.filter(|of_probe| of_probe.property == capture.property);
        let is_secret = |capture: &Capture| capture.as_type == Some(CaptureType::Secret);
        if same.all(|of_probe| is_secret(of_probe) == is_secret(capture)) {
            return Ok(());
        }
        let error = RenderError::new("the step and its probe disagree whether this is a secret");
        Err(error.help(Some("write `as Secret` in both".to_owned())))
    }

    /// The outcome of a request without a response.
    pub(super) fn failed_outcome(
        &self,
        failure: Failure,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        log::write_failure(&mut context.logs, &failure);
        let result = response::result_of(RequestEnd::Failure(failure.kind()), &self.results);
        self.outcome_without_response(result, context)
            .caused_by(failure.into())
    }

    /// The outcome of a request without a response that was applied, as its probe found. Captures come from the
    /// response of the probe, or are missing.
    pub(super) fn applied_outcome(
        &self,
        captured: Vec<String>,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        let names = self.capture.iter().map(|capture| &capture.property);
        let missing = names.filter(|name| !captured.contains(name));
        let text = |name| format!("no response to capture `{name}` from");
        let unmet: Vec<_> = missing.map(text).collect();
        let result = match unmet.is_empty() {
            true => BuildResult::Success,
            false => BuildResult::Failure,
        };
        log::write_unmet(&mut context.logs, &unmet);
        let ended = self.outcome_without_response(result, context);
        ended.with_captured(captured).with_unmet(unmet)
    }

    /// Logs the requests and responses.
    pub(super) fn log_responses(&self, responses: &ResponseChain, context: &mut StepContext<'_>) {
        let hidden = HiddenHeaders {
            request: &self.hide_request_headers,
            response: &self.hide_response_headers,
        };
        log::write_responses(&mut context.logs, responses, context.dialect, hidden);
    }

    /// The outcome of a response. Captured properties and secrets are only set if all conditions are met.
    pub(super) fn evaluate(
        &self,
        responses: &ResponseChain,
        secrets: &SecretValues,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        self.learn_captured(responses, context);
        self.log_responses(responses, context);
        let status = responses.response.status.as_u16();
        let state = format!("Status code: {status}");
        let result = response::result_of(RequestEnd::Status(status), &self.results);
        if !result.is_done() {
            return self.outcome(result, state, context);
        }
        match self.check_response(responses, secrets, context) {
            Ok(captured) => {
                let names = captured.iter().map(|captured| captured.name().to_owned());
                let names = names.collect();
                store_captured(captured, context);
                self.outcome(result, state, context).with_captured(names)
            }
            Err(Unmet::Texts(unmet)) => {
                log::write_unmet(&mut context.logs, &unmet);
                let ended = self.outcome(BuildResult::Failure, state, context);
                ended.with_unmet(unmet)
            }
            Err(Unmet::Broken(error)) => self.exception_outcome(error, context),
        }
    }

    /// Redacts values captured as secrets before anything is shown. They are forgotten after many further
    /// responses.
    pub(super) fn redact_captured(
        &self,
        responses: &mut ResponseChain,
        context: &mut StepContext<'_>,
    ) {
        let hidden = self.secret_texts(responses, context);
        if !hidden.texts.is_empty() {
            let (redactor, dialect) = (&mut *context.logs.redactor, context.dialect);
            redactor.learn_temporary(by_name(&hidden.texts));
            for redirect in &mut responses.redirects {
                redirect.redact_end(redactor);
            }
            responses.response.redact_again(redactor, dialect);
        }
        if hidden.has_more {
            responses.response.omit_body();
        }
    }

    /// Redacts values captured as secrets from now on.
    fn learn_captured(&self, responses: &ResponseChain, context: &mut StepContext<'_>) {
        let hidden = self.secret_texts(responses, context);
        let redactor = &mut context.logs.redactor;
        redactor.learn_secrets(by_name(&hidden.texts));
    }

    fn secret_texts(&self, responses: &ResponseChain, context: &StepContext<'_>) -> SecretTexts {
        response::find_secret_texts(&self.capture, &responses.response, context.dialect)
    }

    /// Evaluates all conditions, and then captures.
    fn check_response(
        &self,
        responses: &ResponseChain,
        secrets: &SecretValues,
        context: &StepContext<'_>,
    ) -> Result<Vec<CapturedValue>, Unmet> {
        let (response, redactor) = (&responses.response, &*context.logs.redactor);
        let scope = Scope::new(context.properties, context.dialect).secrets(secrets);
        if let Some(fail_if) = self.poll.as_ref().and_then(|poll| poll.fail_if.as_ref()) {
            let failed = failed_poll(fail_if, response, &scope, redactor);
            let failed = failed.map_err(|error| error.within(PollOption::FailIf).within(Key::Poll));
            if let Some(unmet) = failed.map_err(Unmet::Broken)? {
                return Err(Unmet::Texts(vec![unmet]));
            }
        }
        let mut unmet = Vec::new();
        for (index, condition) in self.expect.iter().enumerate() {
            let evaluation = response::evaluate(condition, response, &scope, redactor);
            let evaluation =
                evaluation.map_err(|error| error.within(index.to_string()).within(Key::Expect));
            unmet.extend(evaluation.map_err(Unmet::Broken)?.unmet());
        }
        if !unmet.is_empty() {
            return Err(Unmet::Texts(unmet));
        }
        response::capture_all(&self.capture, response, context.dialect, redactor)
            .map_err(Unmet::Texts)
    }
}

/// Why a response does not meet the expectations of the step.
enum Unmet {
    Texts(Vec<String>),
    /// It could not be evaluated.
    Broken(RenderError),
}

/// The message if `fail_if` is met, which ends a poll with FAILURE.
fn failed_poll(
    fail_if: &Condition,
    response: &Response,
    scope: &Scope<'_>,
    redactor: &Redactor,
) -> Result<Option<String>, RenderError> {
    if response::evaluate(fail_if, response, scope, redactor)? != Evaluation::Met {
        return Ok(None);
    }
    let described = response::describe(fail_if, scope, redactor)?;
    Ok(Some(format!("the poll failed: `{described}`")))
}

fn by_name(secrets: &[(String, SecretString)]) -> impl Iterator<Item = (&str, &str)> {
    let named = secrets.iter();
    named.map(|(name, value)| (name.as_str(), value.expose_secret()))
}

fn store_captured(captured: Vec<CapturedValue>, context: &mut StepContext<'_>) {
    for captured in captured {
        match captured {
            CapturedValue::Property(name, value) => context.set_property(name, value),
            CapturedValue::Secret(name, value) => context.captured.insert(name, value),
        }
    }
}
