//! Whether an HTTP step runs, is hidden, and is in the summary of its build.

use http_step_syntax::key::Key;

use crate::builds::{self, StepContext};
use crate::error::RenderError;
use crate::expr::Scope;
use crate::result::BuildResult;
use crate::step::{HttpStep, When};
use crate::value::Value;

pub(super) fn should_run(step: &HttpStep, context: &StepContext<'_>) -> Result<bool, RenderError> {
    let when = step.do_step_if.as_ref();
    let wanted = when.map(|when| evaluate(when, None, context));
    wanted
        .unwrap_or(Ok(true))
        .map_err(|error| error.within(Key::DoStepIf))
}

pub(super) fn should_hide(
    step: &HttpStep,
    context: &StepContext<'_>,
    result: BuildResult,
) -> Result<bool, RenderError> {
    let when = step.hide_step_if.as_ref();
    let hidden = when.map(|when| evaluate(when, Some(result), context));
    hidden
        .unwrap_or(Ok(false))
        .map_err(|error| error.within(Key::HideStepIf))
}

/// Truth is that of the operators of expressions.
fn evaluate(
    when: &When,
    result: Option<BuildResult>,
    context: &StepContext<'_>,
) -> Result<bool, RenderError> {
    match when {
        When::Expr(expr) => {
            let scope = Scope::new(context.properties, context.dialect);
            Ok(!expr.value(&scope)?.is_falsy())
        }
        When::Closure(closure) => Ok(closure(result, context.properties)),
    }
}

/// A policy that is neither a boolean nor a list is ignored.
pub(super) fn is_in_summary(
    step: &HttpStep,
    context: &StepContext<'_>,
    result: BuildResult,
) -> bool {
    let scope = Scope::new(context.properties, context.dialect);
    let policy = step.fields.get(Key::UpdateBuildSummaryPolicy);
    let policy = policy.and_then(|policy| policy.value(&scope).ok());
    match policy.as_deref() {
        Some(Value::Bool(always)) => *always,
        Some(Value::List(words)) => words.iter().any(
            |word| matches!(word, Value::String(word) if BuildResult::of_word(word) == result),
        ),
        _ => builds::is_in_summary(result, step.flags),
    }
}
