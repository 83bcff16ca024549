//! What Python unpacks into two names: `for name, value in data`.

use std::borrow::Cow;

use crate::value::Value;

/// A list whose items are pairs, where some of them are not written as one: whatever has two members is a
/// pair, as a text of two letters, or a dict of two keys.
pub(in crate::buildbot) fn unpacked(value: &Value) -> Cow<'_, Value> {
    let (Value::List(items) | Value::Tuple(items)) = value else {
        return Cow::Borrowed(value);
    };
    if items.iter().all(|item| two_members(item).is_none()) {
        return Cow::Borrowed(value);
    }
    let pairs = items.iter().map(|item| match two_members(item) {
        Some(pair) => Value::Tuple(pair.into()),
        None => item.clone(),
    });
    Cow::Owned(Value::List(pairs.collect()))
}

/// The members of what is neither list nor tuple, if there are two.
fn two_members(value: &Value) -> Option<[Value; 2]> {
    match value {
        Value::String(text) => both(text.chars().map(|c| Value::String(c.into()))),
        Value::Bytes(bytes) => both(bytes.iter().map(|&byte| Value::Integer(byte.into()))),
        Value::Map(members) => both(members.keys().map(|name| Value::String(name.clone()))),
        Value::Dict(entries) => both(entries.iter().map(|(key, _)| key.clone())),
        _ => None,
    }
}

fn both(mut members: impl Iterator<Item = Value>) -> Option<[Value; 2]> {
    let pair = [members.next()?, members.next()?];
    members.next().is_none().then_some(pair)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;

    #[test]
    fn whatever_has_two_members_is_a_pair() {
        let pair = |first: Value, second: Value| Value::Tuple(vec![first, second]);
        let text = |first: &str, second: &str| pair(first.into_value(), second.into_value());
        let map = serde_json::json!({"a": 1, "b": 2}).into_value();
        let dict = Value::Dict(vec![
            (1.into_value(), Value::Null),
            ("b".into_value(), Value::Null),
        ]);
        for (item, expected) in [
            ("ab".into_value(), text("a", "b")),
            ("ä😀".into_value(), text("ä", "😀")),
            (
                Value::Bytes((&b"ab"[..]).into()),
                pair(97.into_value(), 98.into_value()),
            ),
            (map, text("a", "b")),
            (dict, pair(1.into_value(), "b".into_value())),
        ] {
            let list = Value::List(vec![item]);
            assert_eq!(*unpacked(&list), Value::List(vec![expected]));
        }
    }

    #[test]
    fn all_else_is_left_as_it_is() {
        for item in [
            "a".into_value(),
            "abc".into_value(),
            "".into_value(),
            5.into_value(),
            Value::Null,
            ["a", "b"].into_value(),
        ] {
            let list = Value::List(vec![item]);
            assert_eq!(*unpacked(&list), list);
        }
        let text = "ab".into_value();
        assert_eq!(*unpacked(&text), text);
    }
}
