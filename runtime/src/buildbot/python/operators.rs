//! Python's operators.

use http_step_syntax::Operator;

use super::compare::{equal, ordered};
use super::sequence::{concatenate, member, repeat};
use super::show;
use crate::buildbot::number::Number;
use crate::buildbot::printf;
use crate::buildbot::refuse::unfit;
use crate::error::RenderError;
use crate::value::Value;

/// `left operator right` for the operators that Python has.
pub(in crate::buildbot) fn operate(
    operator: Operator,
    left: &Value,
    right: &Value,
) -> Result<Value, RenderError> {
    match (operator, left) {
        (Operator::Equal, _) => Ok(Value::Bool(equal(left, right))),
        (Operator::NotEqual, _) => Ok(Value::Bool(!equal(left, right))),
        (
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual,
            _,
        ) => ordered(operator, left, right).map(Value::Bool),
        (Operator::In, _) => member(left, right).map(Value::Bool),
        (Operator::Remainder, Value::String(template)) => {
            printf::format(template, right, &show).map(Value::String)
        }
        (Operator::Add, _) => {
            concatenate(left, right).unwrap_or_else(|| calculate(operator, left, right))
        }
        (Operator::Multiply, _) => {
            repeat(left, right).unwrap_or_else(|| calculate(operator, left, right))
        }
        _ => calculate(operator, left, right),
    }
}

fn calculate(operator: Operator, left: &Value, right: &Value) -> Result<Value, RenderError> {
    let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) else {
        return Err(unfit(operator, left, right));
    };
    a.calculate(operator, b).map(|result| result.into_value())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;
    use serde_json::{Value as Json, json};

    fn of(left: Json, operator: &str, right: Json) -> Result<Value, RenderError> {
        let operator = Operator::parse(operator).unwrap();
        operate(operator, &left.into_value(), &right.into_value())
    }

    #[test]
    fn values_are_combined_as_in_python() {
        let table = [
            (json!(true), "+", json!(true), json!(2)),
            (json!(1), "==", json!(1.0), json!(true)),
            (json!(1), "!=", json!(true), json!(false)),
            (json!("b"), ">", json!("a"), json!(true)),
            (json!("a"), "in", json!(["a"]), json!(true)),
            (json!([1]), "+", json!([2]), json!([1, 2])),
            (json!("ab"), "*", json!(2), json!("abab")),
            (json!(3), "*", json!(0.5), json!(1.5)),
            (json!(7), "/", json!(2), json!(3.5)),
            (json!(6), "/", json!(2), json!(3.0)),
            (json!(-7), "//", json!(2), json!(-4)),
            (json!(-7), "%", json!(2), json!(1)),
            (json!("%s-%s"), "%", json!([1]), Json::Null),
            (json!("<%s>"), "%", json!([1]), json!("<[1]>")),
            (json!("%(a)s"), "%", json!({"a": 1.0}), json!("1.0")),
        ];
        for (left, operator, right, expected) in table {
            let text = std::format!("{left} {operator} {right}");
            let result = of(left, operator, right).unwrap_or_default();
            assert_eq!(result, expected.into_value(), "{text}");
        }
    }

    #[test]
    fn what_python_refuses_is_an_error() {
        let table = [
            (json!("a"), "+", json!(1)),
            (json!([1]), "-", json!([1])),
            (json!("a"), "*", json!("b")),
            (json!("a"), "*", json!(1.0)),
            (json!({}), "+", json!({})),
            (json!(null), "<", json!(1)),
            (json!(1), "%", json!("%s")),
            (json!(1), "/", json!(false)),
            (json!(1), "in", json!(1)),
            (json!(true), "&&", json!(true)),
        ];
        for (left, operator, right) in table {
            assert!(of(left, operator, right).is_err(), "{operator}");
        }
    }
}
