//! Whether a condition holds for an answer.

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

/// Looks for what keeps the condition from being asked, before anything is sent.
///
/// # Errors
///
/// For an operand that does not render, and a path or a pattern that is none.
pub(crate) fn check(condition: &Condition, scope: &Scope<'_>) -> Result<(), RenderError> {
    check_syntax(condition)?;
    render_operand(condition, scope).map(drop)
}

/// The same for what needs no properties.
pub(crate) fn check_syntax(given: &Condition) -> Result<(), RenderError> {
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

/// Whether a condition holds for an answer; where it does not, what was expected and what was found, as it
/// may be shown. What is not there meets no condition but `== null`.
///
/// # Errors
///
/// For an operand that does not render, and a path or a pattern that is none.
pub(crate) fn evaluate(
    condition: &Condition,
    answer: &Response,
    scope: &Scope<'_>,
    redactor: &Redactor,
) -> Result<Result<(), String>, RenderError> {
    part::check(&condition.part)?;
    let operand = render_operand(condition, scope)?;
    let found = |text: &str| shorten_part(text, &condition.part, answer, redactor);
    let found = match part::value(&condition.part, answer, scope.dialect()) {
        Ok(value) => match compare(condition, &value, &operand, scope.dialect()) {
            Ok(true) => return Ok(Ok(())),
            Ok(false) => found(&value.to_string()),
            Err(why) => format!(
                "{}, and {}",
                found(&value.to_string()),
                shorten(&why, redactor)
            ),
        },
        Err(Missing::Nothing(_)) if is_null(condition, &operand.value) => return Ok(Ok(())),
        Err(missing) => found(&missing.to_string()),
    };
    let expected = describe_with(condition, &operand.value, redactor);
    Ok(Err(format!("expected `{expected}`, found {found}")))
}

/// The condition with the value of its operand, as it may be shown.
///
/// # Errors
///
/// For an operand that does not render.
pub(crate) fn describe(
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
        // A short one would not be found in the text.
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

/// Compares, with a reason where the two don't.
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
            let number = parse_number(text).ok_or("that is no number")?;
            operate(&number, operand)
        }
        _ => operate(value, operand),
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Float(_))
}

/// The number that a text is.
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
