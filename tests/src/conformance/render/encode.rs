//! Values in the encoding of the corpus, so that they can be compared to the last detail: `1` and `1.0`,
//! the order of members, the sign of a zero.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_step::Value;
use serde_json::{Map, Number, Value as Json, json};

/// The text of a JSON value; two are the same when these are.
pub(super) fn text(value: &Value) -> String {
    json(value).to_string()
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Integer(value) => match i64::try_from(*value) {
            Ok(value) => json!(value),
            Err(_) => json!({"$int": value.to_string()}),
        },
        Value::Float(value) => match Number::from_f64(*value) {
            Some(number) => Json::Number(number),
            None if value.is_nan() => json!({"$float": "nan"}),
            None if *value > 0.0 => json!({"$float": "inf"}),
            None => json!({"$float": "-inf"}),
        },
        Value::String(value) => json!(value),
        Value::Bytes(value) => json!({"$bytes_b64": STANDARD.encode(value)}),
        Value::List(items) => list(items),
        Value::Tuple(items) => json!({"$tuple": list(items)}),
        Value::Map(members) => {
            let entries = members
                .iter()
                .map(|(name, value)| (Json::String(name.clone()), json(value)));
            dict(entries.collect())
        }
        Value::Dict(entries) => {
            let entries = entries.iter().map(|(key, value)| (json(key), json(value)));
            dict(entries.collect())
        }
    }
}

fn list(items: &[Value]) -> Json {
    Json::Array(items.iter().map(json).collect())
}

/// An object where every key can be one.
fn dict(entries: Vec<(Json, Json)>) -> Json {
    let is_plain = |(key, _): &(Json, Json)| key.as_str().is_some_and(|key| !key.starts_with('$'));
    if !entries.iter().all(is_plain) {
        let pairs = entries
            .into_iter()
            .map(|(key, value)| Json::Array(vec![key, value]));
        return json!({"$dict": Json::Array(pairs.collect())});
    }
    let mut members = Map::with_capacity(entries.len());
    for (key, value) in entries {
        if let Json::String(name) = key {
            members.insert(name, value);
        }
    }
    Json::Object(members)
}
