//! Concatenation, repetition and membership.

use http_step_syntax::Operator;

use super::compare::equal;
use super::dict::hash;
use crate::buildbot::refuse::{bound, out_of_range, unfit, weight};
use crate::error::RenderError;
use crate::value::Value;

/// `left + right` of two sequences of one type.
pub(super) fn concatenate(left: &Value, right: &Value) -> Option<Result<Value, RenderError>> {
    let size = |left: usize, right: usize| bound(left.saturating_add(right));
    Some(match (left, right) {
        (Value::String(left), Value::String(right)) => {
            size(left.len(), right.len()).map(|()| Value::String(format!("{left}{right}")))
        }
        (Value::Bytes(left), Value::Bytes(right)) => size(left.len(), right.len())
            .map(|()| Value::Bytes([left.as_ref(), right.as_ref()].concat().into())),
        (Value::List(left), Value::List(right)) => {
            size(weight(left), weight(right)).map(|()| Value::List(joined(left, right)))
        }
        (Value::Tuple(left), Value::Tuple(right)) => {
            size(weight(left), weight(right)).map(|()| Value::Tuple(joined(left, right)))
        }
        _ => return None,
    })
}

fn joined(left: &[Value], right: &[Value]) -> Vec<Value> {
    left.iter().chain(right).cloned().collect()
}

/// `sequence * times`, in whichever order the two stand.
pub(super) fn repeat(left: &Value, right: &Value) -> Option<Result<Value, RenderError>> {
    let (sequence, times) = match (count(left), count(right)) {
        (None, Some(times)) => (left, times),
        (Some(times), None) => (right, times),
        _ => return None,
    };
    let size = match sequence {
        Value::String(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::List(items) | Value::Tuple(items) => weight(items),
        _ => return None,
    };
    Some(repeated(sequence, size, times))
}

fn repeated(sequence: &Value, size: usize, times: i128) -> Result<Value, RenderError> {
    // Python says so of nothing at all repeated, too.
    let times = i64::try_from(times).map_err(|_| out_of_range())?.max(0);
    let times = usize::try_from(times).map_err(|_| out_of_range())?;
    let size = size.saturating_mul(times);
    bound(size)?;
    // Nothing is nothing, however often: there must be no loop over it.
    let times = if size == 0 { 0 } else { times };
    Ok(match sequence {
        Value::String(text) => Value::String(text.repeat(times)),
        Value::Bytes(bytes) => Value::Bytes(bytes.repeat(times).into()),
        Value::List(items) => Value::List(copies(items, times)),
        Value::Tuple(items) => Value::Tuple(copies(items, times)),
        other => other.clone(),
    })
}

fn copies(items: &[Value], times: usize) -> Vec<Value> {
    std::iter::repeat_n(items, times)
        .flatten()
        .cloned()
        .collect()
}

fn count(value: &Value) -> Option<i128> {
    match value {
        Value::Bool(value) => Some((*value).into()),
        Value::Integer(value) => Some(*value),
        _ => None,
    }
}

/// `left in right`.
pub(super) fn member(left: &Value, right: &Value) -> Result<bool, RenderError> {
    match (left, right) {
        (item, Value::List(items) | Value::Tuple(items)) => {
            Ok(items.iter().any(|known| equal(known, item)))
        }
        (Value::String(name), Value::Map(members)) => Ok(members.contains_key(name)),
        (key, Value::Map(_)) => hash(key).map(|_| false),
        (key, Value::Dict(entries)) => {
            hash(key)?;
            Ok(entries.iter().any(|(known, _)| equal(known, key)))
        }
        (Value::String(part), Value::String(text)) => Ok(text.contains(part.as_str())),
        // As text the search takes linear time, and std has none for bytes.
        (Value::Bytes(part), Value::Bytes(bytes)) => Ok(latin1(bytes).contains(&latin1(part))),
        (byte, Value::Bytes(bytes)) => match count(byte).map(u8::try_from) {
            Some(Ok(byte)) => Ok(bytes.contains(&byte)),
            Some(Err(_)) => Err(out_of_range()),
            None => Err(unfit(Operator::In, left, right)),
        },
        (left, right) => Err(unfit(Operator::In, left, right)),
    }
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;
    use serde_json::{Value as Json, json};

    #[test]
    fn sequences_are_repeated_in_bounds() {
        let times = |left: Json, right: Json| repeat(&left.into_value(), &right.into_value());
        let table = [
            (json!("ab"), json!(2), json!("abab")),
            (json!(true), json!([1]), json!([1])),
            (json!("ab"), json!(-1), json!("")),
            (json!([]), json!(i64::MAX), json!([])),
            (json!(""), json!(i64::MAX), json!("")),
        ];
        for (left, right, expected) in table {
            assert_eq!(times(left, right), Some(Ok(expected.into_value())));
        }
        assert_eq!(times(json!("ab"), json!(2.0)), None);
        assert_eq!(times(json!("ab"), json!("ab")), None);
        assert_eq!(times(json!(2), json!(2)), None);
        for (left, right) in [
            (json!("ab"), json!(1 << 24)),
            (json!([[1]]), json!(1 << 20)),
        ] {
            assert!(matches!(times(left, right), Some(Err(_))));
        }
        assert!(matches!(times(json!([]), json!(u64::MAX)), Some(Err(_))));
    }

    #[test]
    fn sequences_of_one_type_are_joined() {
        let tuple = |item: i64| Value::Tuple(vec![item.into_value()]);
        let both = Value::Tuple(vec![1.into_value(), 2.into_value()]);
        assert_eq!(concatenate(&tuple(1), &tuple(2)), Some(Ok(both)));
        assert_eq!(concatenate(&tuple(1), &[1].into_value()), None);
        let bytes = |text: &'static str| Value::Bytes(text.into());
        assert_eq!(concatenate(&bytes("a"), &bytes("b")), Some(Ok(bytes("ab"))));
        let half = "a".repeat((8 << 20) + 1).into_value();
        assert!(matches!(concatenate(&half, &half), Some(Err(_))));
    }

    #[test]
    fn members_are_found_by_equality() {
        let table = [
            (json!(false), json!([0]), Some(true)),
            (json!("b"), json!("abc"), Some(true)),
            (json!("k"), json!({"k": 1}), Some(true)),
            (json!(1), json!({"1": 1}), Some(false)),
            (json!([1]), json!([[1.0]]), Some(true)),
            (json!([1]), json!({}), None),
            (json!(1), json!("1"), None),
            (json!("a"), json!(null), None),
        ];
        for (left, right, expected) in table {
            let text = format!("{left} in {right}");
            let result = member(&left.into_value(), &right.into_value());
            assert_eq!(result.ok(), expected, "{text}");
        }
        let bytes = Value::Bytes(vec![0, 255, 1].into());
        assert_eq!(member(&Value::Bytes(vec![255, 1].into()), &bytes), Ok(true));
        assert_eq!(member(&255.into_value(), &bytes), Ok(true));
        assert!(member(&256.into_value(), &bytes).is_err());
        let dict = Value::Dict(vec![(1.into_value(), Value::Null)]);
        assert_eq!(member(&true.into_value(), &dict), Ok(true));
        assert!(member(&[1].into_value(), &dict).is_err());
    }
}
