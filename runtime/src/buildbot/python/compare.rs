//! `==`, `<` and their kin.

use std::cmp::Ordering;

use http_step_syntax::Operator;
use indexmap::IndexMap;

use super::dict::Places;
use crate::buildbot::logic::holds;
use crate::buildbot::number::Number;
use crate::buildbot::refuse::unfit;
use crate::error::RenderError;
use crate::value::Value;

/// `left == right`, which is also when two keys of a dict are one.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    if let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) {
        return left.compare(right) == Some(Ordering::Equal);
    }
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Bytes(left), Value::Bytes(right)) => left == right,
        (Value::List(left), Value::List(right)) | (Value::Tuple(left), Value::Tuple(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| equal(a, b))
        }
        (Value::Map(left), Value::Map(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, a)| right.get(name).is_some_and(|b| equal(a, b)))
        }
        (Value::Dict(left), Value::Dict(right)) => {
            if left.len() != right.len() {
                return false;
            }
            let places = Places::of(right);
            left.iter()
                .all(|(key, a)| places.get(key, right).is_some_and(|b| equal(a, b)))
        }
        (Value::Dict(entries), Value::Map(members))
        | (Value::Map(members), Value::Dict(entries)) => equal_members(entries, members),
        _ => false,
    }
}

fn equal_members(entries: &[(Value, Value)], members: &IndexMap<String, Value>) -> bool {
    let is_member = |(key, value): &(Value, Value)| match key {
        Value::String(name) => members.get(name).is_some_and(|b| equal(value, b)),
        _ => false,
    };
    entries.len() == members.len() && entries.iter().all(is_member)
}

/// `left operator right` for the four operators that ask for an order.
pub(super) fn ordered(
    operator: Operator,
    left: &Value,
    right: &Value,
) -> Result<bool, RenderError> {
    let order = match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Bytes(left), Value::Bytes(right)) => Some(left.cmp(right)),
        (Value::List(left), Value::List(right)) | (Value::Tuple(left), Value::Tuple(right)) => {
            // The first items that differ decide; those after them need not have an order at all.
            match left.iter().zip(right).find(|(a, b)| !equal(a, b)) {
                Some((a, b)) => return ordered(operator, a, b),
                None => Some(left.len().cmp(&right.len())),
            }
        }
        _ => match (Number::of(left), Number::of(right)) {
            (Some(left), Some(right)) => left.compare(right),
            _ => return Err(unfit(operator, left, right)),
        },
    };
    Ok(holds(operator, order))
}

/// `items.sort(key=…)` for keys that Python has an order for: numbers, texts or bytes, and no two kinds.
pub(in crate::buildbot) fn sort<T>(
    items: &mut [T],
    key: impl Fn(&T) -> &Value,
) -> Result<(), RenderError> {
    let order = |left: &Value, right: &Value| match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Bytes(left), Value::Bytes(right)) => Some(left.cmp(right)),
        (left, right) => Number::of(left)?.compare(Number::of(right)?),
    };
    // What has an order with the first has one with all others.
    if let [first, rest @ ..] = &*items {
        let unlike = rest
            .iter()
            .find(|item| order(key(first), key(item)).is_none());
        if let Some(item) = unlike {
            return Err(unfit(Operator::Less, key(item), key(first)));
        }
    }
    items.sort_by(|a, b| order(key(a), key(b)).unwrap_or(Ordering::Equal));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;
    use serde_json::{Value as Json, json};

    #[test]
    fn what_is_equal() {
        let table = [
            (json!(1), json!(true), true),
            (json!(0), json!(-0.0), true),
            (json!([1, {"a": 1.0}]), json!([true, {"a": 1}]), true),
            (json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1}), true),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), false),
            (json!(null), json!(0), false),
            (json!("1"), json!(1), false),
            (json!([]), json!(null), false),
        ];
        for (left, right, expected) in table {
            let text = format!("{left} == {right}");
            assert_eq!(
                equal(&left.into_value(), &right.into_value()),
                expected,
                "{text}"
            );
        }
        assert!(!equal(&f64::NAN.into_value(), &f64::NAN.into_value()));
        assert!(!equal(&Value::Tuple(vec![]), &Value::List(vec![])));
        let dict =
            |key: Value| Value::Dict(vec![(Value::Null, 1.into_value()), (key, Value::Null)]);
        assert!(equal(&dict(1.into_value()), &dict(true.into_value())));
        assert!(!equal(&dict(1.into_value()), &dict(2.into_value())));
        assert!(equal(&Value::Dict(vec![]), &json!({}).into_value()));
    }

    #[test]
    fn what_has_an_order() {
        let less = |left: Json, right: Json| {
            ordered(Operator::Less, &left.into_value(), &right.into_value()).ok()
        };
        let table = [
            (json!(1), json!(1.5), Some(true)),
            (json!(true), json!(2), Some(true)),
            (json!("B"), json!("a"), Some(true)),
            (json!([1, 2]), json!([1, 2, 0]), Some(true)),
            (json!([1, "a"]), json!([2, 3]), Some(true)),
            (json!([null]), json!([null]), Some(false)),
            (json!([1, "a"]), json!([1, 3]), None),
            (json!(null), json!(null), None),
            (json!({}), json!({}), None),
            (json!("1"), json!(1), None),
        ];
        for (left, right, expected) in table {
            let text = format!("{left} < {right}");
            assert_eq!(less(left, right), expected, "{text}");
        }
        let sorted = |mut keys: Vec<Value>| sort(&mut keys, |key| key).map(|()| keys);
        let numbers = vec![10.into_value(), true.into_value(), 2.5.into_value()];
        let expected = vec![true.into_value(), 2.5.into_value(), 10.into_value()];
        assert_eq!(sorted(numbers), Ok(expected));
        assert_eq!(sorted(vec![Value::Null]), Ok(vec![Value::Null]));
        for unlike in ["a".into_value(), Value::Null, f64::NAN.into_value()] {
            assert!(sorted(vec![1.into_value(), unlike]).is_err());
        }
        let nan = f64::NAN.into_value();
        assert_eq!(ordered(Operator::GreaterOrEqual, &nan, &nan), Ok(false));
    }
}
