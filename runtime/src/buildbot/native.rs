//! The operators of the Native dialect: JSON's values, and nothing that is converted silently.

use std::fmt::Write as _;

use http_step_syntax::Operator;

use super::logic::holds;
use super::number::Number;
use super::refuse::{bound, out_of_range, unfit, weight};
use crate::error::RenderError;
use crate::value::Value;

/// `left operator right` for the operators that compare, calculate and look for members.
pub(super) fn operate(
    operator: Operator,
    left: &Value,
    right: &Value,
) -> Result<Value, RenderError> {
    match operator {
        Operator::Equal => Ok(Value::Bool(equal(left, right))),
        Operator::NotEqual => Ok(Value::Bool(!equal(left, right))),
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
            ordered(operator, left, right).map(Value::Bool)
        }
        Operator::In => member(left, right).map(Value::Bool),
        Operator::Add => add(left, right),
        operator => calculate(operator, left, right),
    }
}

/// Refuses a value that has no text: what JSON cannot say, and bytes that are not UTF-8.
pub(super) fn has_text(value: &Value) -> Result<(), RenderError> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(_) => Ok(()),
            Err(_) => Err(RenderError::new("bytes that are not UTF-8 are no text")),
        },
        value => serde_json::to_writer(std::io::sink(), value)
            .map_err(|error| RenderError::new(error.to_string())),
    }
}

/// The JSON of a value with everything escaped that is not ASCII.
pub(super) fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// The JSON of a value.
///
/// # Errors
///
/// For what JSON cannot carry.
pub(super) fn json(value: &Value) -> Result<String, RenderError> {
    serde_json::to_string(value).map_err(|error| RenderError::new(error.to_string()))
}

/// A boolean is no number here.
fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Integer(value) => Some(Number::Integer(*value)),
        Value::Float(value) => Some(Number::Float(*value)),
        _ => None,
    }
}

/// Whether two values are one in JSON: `1` is `1.0`, members have no order, and a tuple is a list.
fn equal(left: &Value, right: &Value) -> bool {
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return left.compare(right).is_some_and(|order| order.is_eq());
    }
    match (left, right) {
        (Value::List(left) | Value::Tuple(left), Value::List(right) | Value::Tuple(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| equal(a, b))
        }
        (Value::Map(left), Value::Map(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, a)| right.get(name).is_some_and(|b| equal(a, b)))
        }
        (left, right) => left == right,
    }
}

fn ordered(operator: Operator, left: &Value, right: &Value) -> Result<bool, RenderError> {
    let order = match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => left.compare(right),
            _ => return Err(unfit(operator, left, right)),
        },
    };
    Ok(holds(operator, order))
}

/// Whether the left side is an item, a key or a part of the right one.
fn member(left: &Value, right: &Value) -> Result<bool, RenderError> {
    match (left, right) {
        (item, Value::List(items) | Value::Tuple(items)) => {
            Ok(items.iter().any(|known| equal(known, item)))
        }
        (Value::String(name), Value::Map(members)) => Ok(members.contains_key(name)),
        (key, Value::Dict(entries)) => Ok(entries.iter().any(|(known, _)| equal(known, key))),
        (Value::String(part), Value::String(text)) => Ok(text.contains(part.as_str())),
        (left, right) => Err(unfit(Operator::In, left, right)),
    }
}

fn add(left: &Value, right: &Value) -> Result<Value, RenderError> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => {
            bound(left.len().saturating_add(right.len()))?;
            Ok(Value::String(format!("{left}{right}")))
        }
        (Value::List(left) | Value::Tuple(left), Value::List(right) | Value::Tuple(right)) => {
            bound(weight(left).saturating_add(weight(right)))?;
            Ok(Value::List(left.iter().chain(right).cloned().collect()))
        }
        (left, right) => calculate(Operator::Add, left, right),
    }
}

fn calculate(operator: Operator, left: &Value, right: &Value) -> Result<Value, RenderError> {
    let (Some(a), Some(b)) = (number(left), number(right)) else {
        return Err(unfit(operator, left, right));
    };
    let result = match (operator, a, b) {
        // An integer stays one where nothing is lost.
        (Operator::Divide, Number::Integer(a), Number::Integer(b))
            if a.checked_rem(b) == Some(0) =>
        {
            Number::Integer(a / b)
        }
        (operator, a, b) => a.calculate(operator, b)?,
    };
    // What JSON cannot say could not be sent.
    match result {
        Number::Integer(value)
            if i64::try_from(value).is_err() && u64::try_from(value).is_err() =>
        {
            Err(out_of_range())
        }
        Number::Float(value) if !value.is_finite() => Err(RenderError::new(format!(
            "`{operator}` gives no finite number"
        ))),
        result => Ok(result.into_value()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;
    use serde_json::{Value as Json, json};

    fn of(operator: &str, left: Json, right: Json) -> Result<Value, RenderError> {
        let operator = Operator::parse(operator).unwrap();
        operate(operator, &left.into_value(), &right.into_value())
    }

    #[test]
    fn values_compare_as_json_does() {
        let table = [
            ("==", json!(1), json!(1.0), true),
            ("==", json!(1), json!(true), false),
            ("==", json!("1"), json!(1), false),
            ("==", json!([1, [2.0]]), json!([1.0, [2]]), true),
            (
                "==",
                json!({"a": 1, "b": 2}),
                json!({"b": 2.0, "a": 1}),
                true,
            ),
            ("!=", json!(null), json!(false), true),
            (
                "==",
                json!(9_007_199_254_740_993_u64),
                json!(9_007_199_254_740_992.0),
                false,
            ),
            ("<", json!(1), json!(1.5), true),
            (">=", json!("b"), json!("a"), true),
            ("in", json!(1), json!([1.0]), true),
            ("in", json!(true), json!([1]), false),
            ("in", json!("k"), json!({"k": 0}), true),
            ("in", json!("ell"), json!("hello"), true),
        ];
        for (operator, left, right, expected) in table {
            let result = of(operator, left, right);
            assert_eq!(result, Ok(Value::Bool(expected)), "{operator}");
        }
        let pair = Value::Tuple(vec![1.into_value()]);
        assert!(equal(&pair, &[1].into_value()));
    }

    #[test]
    fn numbers_texts_and_lists_are_put_together() {
        let table = [
            ("+", json!(1), json!(2), json!(3)),
            ("+", json!("a"), json!("b"), json!("ab")),
            ("+", json!([1]), json!(["b"]), json!([1, "b"])),
            ("-", json!(1), json!(0.5), json!(0.5)),
            ("/", json!(6), json!(3), json!(2)),
            ("/", json!(7), json!(2), json!(3.5)),
            ("//", json!(-7), json!(2), json!(-4)),
            ("%", json!(-7), json!(2), json!(1)),
            ("*", json!(u64::MAX), json!(1), json!(u64::MAX)),
        ];
        for (operator, left, right, expected) in table {
            assert_eq!(
                of(operator, left, right),
                Ok(expected.into_value()),
                "{operator}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_with_both_kinds() {
        let table = [
            (
                "+",
                json!("a"),
                json!(1),
                "`+` cannot be applied to text and integer",
            ),
            (
                "+",
                json!(true),
                json!(1),
                "`+` cannot be applied to boolean and integer",
            ),
            (
                "<",
                json!([1]),
                json!([2]),
                "`<` cannot be applied to list and list",
            ),
            (
                "*",
                json!("a"),
                json!(3),
                "`*` cannot be applied to text and integer",
            ),
            (
                "%",
                json!("%s"),
                json!(3),
                "`%` cannot be applied to text and integer",
            ),
            (
                "in",
                json!(1),
                json!("1"),
                "`in` cannot be applied to integer and text",
            ),
            (
                "in",
                json!(1),
                json!({}),
                "`in` cannot be applied to integer and map",
            ),
            ("/", json!(1), json!(0.0), "division by zero"),
            ("+", json!(u64::MAX), json!(1), "integer out of range"),
            (
                "*",
                json!(1e300),
                json!(1e300),
                "`*` gives no finite number",
            ),
        ];
        for (operator, left, right, text) in table {
            assert_eq!(of(operator, left, right), Err(RenderError::new(text)));
        }
    }
}
