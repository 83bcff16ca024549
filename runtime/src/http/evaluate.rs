//! What an HTTP step makes of the answer to its request.

use http_step_syntax::key::{Key, PollOption};
use secrecy::{ExposeSecret as _, SecretString};

use super::log::{self, HiddenHeaders};
use super::response::{
    self, CapturedValue, RequestEnd, SecretTexts, check_capture, check_condition,
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
    /// Looks for mistakes in what is asked of the answer, while nothing has been sent.
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

    /// What is a secret is one as well where the probe takes it.
    fn check_probe_capture(&self, capture: &Capture) -> Result<(), RenderError> {
        let of_probe = self.probe.iter().flat_map(|probe| &probe.capture);
        let mut same = of_probe.filter(|of_probe| of_probe.property == capture.property);
        let is_secret = |capture: &Capture| capture.as_type == Some(CaptureType::Secret);
        if same.all(|of_probe| is_secret(of_probe) == is_secret(capture)) {
            return Ok(());
        }
        let error = RenderError::new("the probe and the step differ in whether this is a secret");
        Err(error.help(Some("write `as Secret` in both".to_owned())))
    }

    /// The outcome of a request that got no answer.
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

    /// The outcome of a request that got no answer and was applied all the same; what was to be taken from the
    /// answer has been taken from that of the probe, or is missing.
    pub(super) fn applied_outcome(
        &self,
        captured: Vec<String>,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        let names = self.capture.iter().map(|capture| &capture.property);
        let missing = names.filter(|name| !captured.contains(name));
        let text = |name| format!("`{name}` was to be taken from an answer that never came");
        let unmet: Vec<_> = missing.map(text).collect();
        let result = match unmet.is_empty() {
            true => BuildResult::Success,
            false => BuildResult::Failure,
        };
        log::write_unmet(&mut context.logs, &unmet);
        let ended = self.outcome_without_response(result, context);
        ended.with_captured(captured).with_unmet(unmet)
    }

    /// Shows what was sent and answered.
    pub(super) fn log_responses(&self, exchanged: &ResponseChain, context: &mut StepContext<'_>) {
        let hidden = HiddenHeaders {
            request: &self.hide_request_headers,
            response: &self.hide_response_headers,
        };
        log::write_responses(&mut context.logs, exchanged, context.dialect, hidden);
    }

    /// The outcome of a request that was answered. Properties and secrets are set where all is well, and
    /// then all of them.
    pub(super) fn evaluate(
        &self,
        exchanged: &ResponseChain,
        secrets: &SecretValues,
        context: &mut StepContext<'_>,
    ) -> StepOutcome {
        self.learn_captured(exchanged, context);
        self.log_responses(exchanged, context);
        let status = exchanged.response.status.as_u16();
        let state = format!("Status code: {status}");
        let result = response::result_of(RequestEnd::Status(status), &self.results);
        if !result.is_done() {
            return self.outcome(result, state, context);
        }
        match self.check_response(exchanged, secrets, context) {
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

    /// What becomes a secret is one before anything is shown. Of an answer that others follow it is forgotten in
    /// the long run.
    pub(super) fn redact_captured(
        &self,
        exchanged: &mut ResponseChain,
        context: &mut StepContext<'_>,
    ) {
        let hidden = self.secret_texts(exchanged, context);
        if !hidden.texts.is_empty() {
            let (redactor, dialect) = (&mut *context.logs.redactor, context.dialect);
            redactor.learn_temporary(by_name(&hidden.texts));
            for redirect in &mut exchanged.redirects {
                redirect.redact_end(redactor);
            }
            exchanged.response.redact_again(redactor, dialect);
        }
        if hidden.has_more {
            exchanged.response.omit_body();
        }
    }

    /// The same, never to be forgotten.
    fn learn_captured(&self, exchanged: &ResponseChain, context: &mut StepContext<'_>) {
        let hidden = self.secret_texts(exchanged, context);
        let redactor = &mut context.logs.redactor;
        redactor.learn_secrets(by_name(&hidden.texts));
    }

    fn secret_texts(&self, exchanged: &ResponseChain, context: &StepContext<'_>) -> SecretTexts {
        response::find_secret_texts(&self.capture, &exchanged.response, context.dialect)
    }

    /// First all conditions, then all that is taken.
    fn check_response(
        &self,
        exchanged: &ResponseChain,
        secrets: &SecretValues,
        context: &StepContext<'_>,
    ) -> Result<Vec<CapturedValue>, Unmet> {
        let (answer, redactor) = (&exchanged.response, &*context.logs.redactor);
        let scope = Scope::new(context.properties, context.dialect).secrets(secrets);
        if let Some(fail_if) = self.poll.as_ref().and_then(|poll| poll.fail_if.as_ref()) {
            let failed = failed_poll(fail_if, answer, &scope, redactor);
            let failed = failed.map_err(|error| error.within(PollOption::FailIf).within(Key::Poll));
            if let Some(unmet) = failed.map_err(Unmet::Broken)? {
                return Err(Unmet::Texts(vec![unmet]));
            }
        }
        let mut unmet = Vec::new();
        for (index, condition) in self.expect.iter().enumerate() {
            let holds = response::evaluate(condition, answer, &scope, redactor);
            let holds = holds.map_err(|error| error.within(index.to_string()).within(Key::Expect));
            unmet.extend(holds.map_err(Unmet::Broken)?.err());
        }
        if !unmet.is_empty() {
            return Err(Unmet::Texts(unmet));
        }
        response::capture_all(&self.capture, answer, context.dialect, redactor)
            .map_err(Unmet::Texts)
    }
}

/// Why an answer is not as the step wants it.
enum Unmet {
    Texts(Vec<String>),
    /// It could not be asked.
    Broken(RenderError),
}

/// What is said of an answer that ends a poll with FAILURE; None where it does not.
fn failed_poll(
    fail_if: &Condition,
    answer: &Response,
    scope: &Scope<'_>,
    redactor: &Redactor,
) -> Result<Option<String>, RenderError> {
    if response::evaluate(fail_if, answer, scope, redactor)?.is_err() {
        return Ok(None);
    }
    let described = response::describe(fail_if, scope, redactor)?;
    Ok(Some(format!("`{described}` holds, and fails the poll")))
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
