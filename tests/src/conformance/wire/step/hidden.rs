//! The names of hidden header fields: the one kind of argument that Buildbot does not render.

use serde_json::Value;

use crate::conformance::expression::{NoExpression, refused_as};
use crate::conformance::refusal::RefusalKind;

/// What Buildbot makes of the argument: of each item it asks what only text has.
pub(super) fn names(value: &Value) -> Result<Vec<String>, NoExpression> {
    match value {
        Value::Null => Ok(Vec::new()),
        // Python goes through the letters of a text.
        Value::String(text) => Ok(text.chars().map(String::from).collect()),
        Value::Array(items) => items.iter().map(name).collect(),
        Value::Object(members) => match members.iter().find(|(name, _)| name.starts_with('$')) {
            None => Ok(members.keys().cloned().collect()),
            Some((form, Value::Array(items))) if form == "$tuple" => {
                items.iter().map(name).collect()
            }
            Some((form, Value::Array(entries))) if form == "$dict" => {
                let keys = entries.iter().filter_map(|entry| entry.get(0));
                keys.map(name).collect()
            }
            Some((form, _)) => refused_as(
                RefusalKind::HiddenFields,
                format!("a value written as {form} has no texts in it"),
            ),
        },
        Value::Bool(_) | Value::Number(_) => {
            refused_as(RefusalKind::HiddenFields, format!("{value} has no items"))
        }
    }
}

fn name(item: &Value) -> Result<String, NoExpression> {
    match item {
        Value::String(name) => Ok(name.clone()),
        _ => refused_as(
            RefusalKind::HiddenFields,
            format!("a name is text, not {item}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_texts_in_a_list() {
        let named = |names: &[&str]| Ok(names.iter().map(ToString::to_string).collect());
        for (value, expected) in [
            (json!(null), named(&[])),
            (json!([]), named(&[])),
            (json!(["X-A", "b"]), named(&["X-A", "b"])),
            (json!({"$tuple": ["X-A"]}), named(&["X-A"])),
            (json!({"X-A": 1}), named(&["X-A"])),
            (json!({"$dict": [["X-A", 1]]}), named(&["X-A"])),
            (json!("X-A"), named(&["X", "-", "A"])),
        ] {
            assert_eq!(names(&value), expected, "{value}");
        }
    }

    #[test]
    fn what_is_no_list_of_texts_is_refused() {
        for value in [
            json!(5),
            json!(true),
            json!({"$property": "names"}),
            json!({"$bytes_b64": "WA=="}),
            json!([{"$property": "name"}]),
            json!([{"$bytes_b64": "WA=="}]),
            json!([null]),
            json!({"$dict": [[5, 1]]}),
        ] {
            let names = names(&value);
            assert!(matches!(names, Err(NoExpression::Refused(_))), "{value}");
        }
    }
}
