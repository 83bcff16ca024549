//! Conditions on a response.

use std::borrow::Cow;

use http_step_syntax::Operator;
use http_step_syntax::response::condition;
use regex::Regex;

use super::part;
use super::show::{shorten, shorten_part};
use crate::buildbot::{Dialect, compiled_pattern, is_match};
use crate::error::RenderError;
use crate::expr::Scope;
use crate::redact::Redactor;
use crate::step::Condition;
use crate::transport::{Missing, Response};
use crate::value::Value;

/// Checks, before anything is sent, that the condition can be evaluated.
///
/// # Errors
///
/// For an operand that cannot be rendered, and for an invalid path or pattern.
pub(in crate::http) fn check(condition: &Condition, scope: &Scope<'_>) -> Result<(), RenderError> {
    check_syntax(condition)?;
    render_operand(condition, scope).map(drop)
}

/// Checks what does not depend on properties.
pub(in crate::http) fn check_syntax(given: &Condition) -> Result<(), RenderError> {
    condition(given.operator)?;
    part::check(&given.part)?;
    given.operand.check().map_err(RenderError::from)
}

/// What a part of the response is compared with.
struct Operand<'a> {
    value: Cow<'a, Value>,
    /// The regular expression that the value is, where one is looked for.
    pattern: Option<Cow<'a, Regex>>,
}

fn render_operand<'a>(
    condition: &'a Condition,
    scope: &Scope<'a>,
) -> Result<Operand<'a>, RenderError> {
    let value = condition.operand.value(scope)?;
    let pattern = match (condition.operator, &condition.pattern, value.as_ref()) {
        (Operator::Matches, Some(pattern), _) => {
            Some(Cow::Borrowed(pattern.get(compiled_pattern)?))
        }
        (Operator::Matches, None, Value::String(pattern)) => {
            Some(Cow::Owned(compiled_pattern(pattern)?))
        }
        (Operator::Matches, None, other) => {
            let what = format!("expected a regular expression, found {}", other.kind());
            return Err(RenderError::new(what));
        }
        _ => None,
    };
    Ok(Operand { value, pattern })
}

/// The result of evaluating a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::http) enum Evaluation {
    Met,
    /// With what was expected and what was found, redacted.
    Unmet(String),
}

impl Evaluation {
    /// What was expected and found, if the condition is not met.
    pub(in crate::http) fn unmet(self) -> Option<String> {
        match self {
            Self::Met => None,
            Self::Unmet(text) => Some(text),
        }
    }
}

/// Evaluates a condition. A missing value meets no condition but `== null`.
///
/// # Errors
///
/// For an operand that cannot be rendered, and for an invalid path or pattern.
pub(in crate::http) fn evaluate(
    condition: &Condition,
    response: &Response,
    scope: &Scope<'_>,
    redactor: &Redactor,
) -> Result<Evaluation, RenderError> {
    part::check(&condition.part)?;
    let operand = render_operand(condition, scope)?;
    let found = |text: &str| shorten_part(text, &condition.part, response, redactor);
    let found = match part::value(&condition.part, response, scope.dialect()) {
        Ok(value) => match compare(condition, &value, &operand, scope.dialect()) {
            Ok(true) => return Ok(Evaluation::Met),
            Ok(false) => found(&value.to_string()),
            Err(why) => format!(
                "{}, and {}",
                found(&value.to_string()),
                shorten(&why, redactor)
            ),
        },
        Err(Missing::Nothing(_)) if is_null(condition, &operand.value) => {
            return Ok(Evaluation::Met);
        }
        Err(missing) => found(&missing.to_string()),
    };
    let expected = describe_with(condition, &operand.value, redactor);
    let text = format!("expected `{expected}`, found {found}");
    Ok(Evaluation::Unmet(text))
}

/// The condition with the value of its operand, redacted.
///
/// # Errors
///
/// For an operand that cannot be rendered.
pub(in crate::http) fn describe(
    condition: &Condition,
    scope: &Scope<'_>,
    redactor: &Redactor,
) -> Result<String, RenderError> {
    let operand = render_operand(condition, scope)?;
    Ok(describe_with(condition, &operand.value, redactor))
}

fn is_null(condition: &Condition, operand: &Value) -> bool {
    condition.operator == Operator::Equal && *operand == Value::Null
}

/// The condition as it is written, with the value of its operand.
fn describe_with(condition: &Condition, operand: &Value, redactor: &Redactor) -> String {
    let (part, operator) = (&condition.part, condition.operator);
    let operand = if condition.operand.has_secret() {
        // A short secret would not be found in the text.
        format!("{:?}", condition.operand)
    } else {
        operand.to_string()
    };
    let operand = shorten(&operand, redactor);
    match operator {
        Operator::In => format!("{part}.in_({operand})"),
        Operator::Contains | Operator::Matches => format!("{part}.{operator}({operand})"),
        _ => format!("{part} {operator} {operand}"),
    }
}

/// Compares; an error is the reason why the values cannot be compared.
fn compare(
    condition: &Condition,
    value: &Value,
    operand: &Operand<'_>,
    dialect: Dialect,
) -> Result<bool, String> {
    if let (Some(pattern), Value::String(text)) = (&operand.pattern, value) {
        return is_match(text, pattern).map_err(|error| error.what().to_owned());
    }
    let operand = operand.value.as_ref();
    let operate = |left: &Value, right: &Value| {
        let holds = dialect.operate(condition.operator, left, right);
        holds
            .map(|holds| holds == Value::Bool(true))
            .map_err(|error| error.what().to_owned())
    };
    let text = match value {
        Value::String(text) if part::is_text(&condition.part) => text,
        _ => return operate(value, operand),
    };
    match (condition.operator, operand) {
        (Operator::Contains, Value::Integer(_) | Value::Float(_)) => {
            operate(value, &Value::String(dialect.text(operand).into_owned()))
        }
        (Operator::In, Value::List(items) | Value::Tuple(items)) if items.iter().any(is_number) => {
            let is_number = parse_number(text).map(|number| operate(&number, operand));
            Ok(operate(value, operand)? || is_number.transpose()?.unwrap_or(false))
        }
        (_, operand) if is_number(operand) => {
            let number = parse_number(text).ok_or("it is not a number")?;
            operate(&number, operand)
        }
        _ => operate(value, operand),
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Float(_))
}

/// Parses a text as a number.
pub(super) fn parse_number(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(integer) = text.parse() {
        return Some(Value::Integer(integer));
    }
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let float = text.parse().ok().filter(|float: &f64| float.is_finite());
    float
        .filter(|_| text.chars().all(is_plain))
        .map(Value::Float)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_number_where_it_is_written_as_one() {
        for (text, expected) in [
            ("12", Some(Value::Integer(12))),
            (" -3 ", Some(Value::Integer(-3))),
            ("0.5", Some(Value::Float(0.5))),
            ("1e3", Some(Value::Float(1000.0))),
            ("", None),
            ("a", None),
            ("1e999", None),
            ("nan", None),
            ("infinity", None),
            ("0x10", None),
            ("1, 2", None),
        ] {
            assert_eq!(parse_number(text), expected, "{text}");
        }
    }
}
