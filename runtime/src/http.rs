//! How an HTTP step runs: the implementation of [`Step`], its texts, its checks and its outcomes.

mod call;
mod conditions;
mod evaluate;
mod log;
mod policy;
mod response;

use http_step_syntax::key::Key;
use http_step_syntax::rules::SECRET_IS_SHOWN;

use call::Call;

use crate::builds::{InterruptFuture, Step, StepContext, StepFuture, StepOutcome};
use crate::error::{Cause, RenderError};
use crate::expr::{Dependencies, Expr, Scope};
use crate::lock::Lock;
use crate::request::{Rendered, Request};
use crate::result::BuildResult;
use crate::step::{CaptureType, Flags, HttpStep};
use crate::value::Value;

impl Step for HttpStep {
    fn name(&self, context: &StepContext<'_>) -> String {
        render_text(self.fields.get(Key::Name), context).unwrap_or_else(|| "HTTPStep".to_owned())
    }

    fn description(&self, context: &StepContext<'_>) -> String {
        let doing = render_text(self.fields.get(Key::Description), context);
        self.with_suffix(doing.unwrap_or_else(|| "Requesting".to_owned()), context)
    }

    fn description_done(&self, context: &StepContext<'_>) -> String {
        let done = render_text(self.fields.get(Key::DescriptionDone), context);
        self.with_suffix(done.unwrap_or_else(|| "Requested".to_owned()), context)
    }

    fn flags(&self) -> Flags {
        self.flags
    }

    fn should_run(&self, context: &StepContext<'_>) -> Result<bool, RenderError> {
        conditions::should_run(self, context)
    }

    fn is_hidden(
        &self,
        context: &StepContext<'_>,
        result: BuildResult,
    ) -> Result<bool, RenderError> {
        conditions::should_hide(self, context, result)
    }

    fn locks(&self) -> &[Lock] {
        &self.locks
    }

    fn is_in_summary(&self, context: &StepContext<'_>, result: BuildResult) -> bool {
        conditions::is_in_summary(self, context, result)
    }

    fn dependencies(&self) -> Dependencies {
        HttpStep::dependencies(self)
    }

    fn check(&self) -> Result<(), Vec<RenderError>> {
        let fields = self.fields().filter_map(|(key, expr)| {
            let error = expr.check().err()?;
            Some(RenderError::from(error).within(key))
        });
        let conditions = self.conditions().filter_map(|(key, place, condition)| {
            let error = response::check_syntax(condition).err()?;
            Some(error.within(&place).within(key))
        });
        let captured = self.check_captures().err();
        let mut broken: Vec<_> = fields.chain(conditions).chain(captured).collect();
        for (place, step) in self.steps() {
            let within = step.check().err().into_iter().flatten();
            broken.extend(within.map(|error| error.within(place)));
        }
        if broken.is_empty() {
            Ok(())
        } else {
            Err(broken)
        }
    }

    fn sets(&self) -> Vec<String> {
        let properties = self.capture.iter();
        let properties = properties.filter(|capture| capture.as_type != Some(CaptureType::Secret));
        properties.map(|capture| capture.property.clone()).collect()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async move {
            match Call::prepare(self, context).await {
                Ok(call) => call.run(context).await,
                Err(error) => self.exception_outcome(error, context),
            }
        })
    }

    fn interrupted<'a>(&'a self, context: &'a mut StepContext<'_>) -> InterruptFuture<'a> {
        Box::pin(call::cancel_poll(self, context))
    }
}

/// The request that a step sends, once its values are rendered.
pub(crate) fn prepare_request(
    step: &HttpStep,
    rendered: &Rendered<'_>,
    scope: &Scope<'_>,
) -> Result<Request, RenderError> {
    let (request, ..) = call::plan(step, rendered, scope)?;
    Ok(request)
}

impl HttpStep {
    /// Renders the texts about the step, which are not part of the request, to find mistakes in them.
    pub(crate) fn check_texts(&self, scope: &Scope<'_>) -> Result<(), RenderError> {
        let texts = [
            Key::Name,
            Key::Description,
            Key::DescriptionDone,
            Key::DescriptionSuffix,
        ];
        for key in texts {
            if let Some(expr) = self.fields.get(key) {
                if expr.has_secret() {
                    let (what, help) = SECRET_IS_SHOWN;
                    let error = RenderError::new(what).help(Some(help.to_owned()));
                    return Err(error.within(key));
                }
                expr.value(scope).map_err(|error| error.within(key))?;
            }
        }
        Ok(())
    }

    fn exception_outcome(&self, error: RenderError, context: &mut StepContext<'_>) -> StepOutcome {
        context.logs.write_error(&error);
        self.outcome_without_response(BuildResult::Exception, context)
            .caused_by(Cause::RenderError(error))
    }

    fn outcome_without_response(
        &self,
        result: BuildResult,
        context: &StepContext<'_>,
    ) -> StepOutcome {
        let done = render_text(self.fields.get(Key::DescriptionDone), context);
        self.outcome(
            result,
            done.unwrap_or_else(|| "Requested".to_owned()),
            context,
        )
    }

    fn outcome(&self, result: BuildResult, done: String, context: &StepContext<'_>) -> StepOutcome {
        let mut state = self.with_suffix(done, context);
        if result != BuildResult::Success {
            state = format!("{state} ({result})");
        }
        StepOutcome::new(result, state)
    }

    fn with_suffix(&self, text: String, context: &StepContext<'_>) -> String {
        match render_text(self.fields.get(Key::DescriptionSuffix), context) {
            Some(suffix) => format!("{text} {suffix}"),
            None => text,
        }
    }
}

/// Renders a text about the step as one line; None if it is empty, or cannot be rendered, which is reported when the
/// step runs.
fn render_text(expr: Option<&Expr>, context: &StepContext<'_>) -> Option<String> {
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
