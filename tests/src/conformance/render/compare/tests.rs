use http_step::{IntoValue, Value};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::compare;
use crate::conformance::render::case::Expect;
use crate::conformance::render::play::{Ended, Outcome};

fn compared(expect: Json, text: Option<&str>, ended: Ended) -> Result<(), String> {
    let outcome = Outcome {
        ended,
        used_secrets: vec![
            ("b".to_owned(), "<x>".to_owned()),
            ("a".to_owned(), "<y>".to_owned()),
        ],
        cleaned: vec!["<x>".to_owned()],
    };
    compare(&Expect::deserialize(expect).unwrap(), text, &outcome)
}

fn value(value: Value) -> Ended {
    Ended::Value {
        value,
        text: "t".to_owned(),
    }
}

#[test]
fn values_are_the_same_to_the_last_detail() {
    let pairs = |pairs: &[(Value, Value)]| Value::Dict(pairs.to_vec());
    let (one, two) = (|| 1.into_value(), || 2.into_value());
    let same: [(Json, Value); 9] = [
        (json!(1), one()),
        (json!(1.0), 1.0.into_value()),
        (json!(-0.0), (-0.0).into_value()),
        (json!({"$float": "nan"}), f64::NAN.into_value()),
        (
            json!({"$int": "9223372036854775808"}),
            Value::Integer(1 << 63),
        ),
        (json!({"$tuple": [1]}), Value::Tuple(vec![one()])),
        (json!({"$dict": [[1, 2]]}), pairs(&[(one(), two())])),
        (json!({"a": 1}), pairs(&[("a".into_value(), one())])),
        (
            json!({"a": 1, "b": 2}),
            pairs(&[("a".into_value(), one()), ("b".into_value(), two())]),
        ),
    ];
    for (json, made) in &same {
        assert_eq!(
            compared(json!({"value": json}), Some("t"), value(made.clone())),
            Ok(())
        );
    }
    for (json, made) in [
        (json!(1), 1.0.into_value()),
        (json!(true), one()),
        (json!(0.0), (-0.0).into_value()),
        (json!([1]), Value::Tuple(vec![one()])),
        (
            json!({"b": 2, "a": 1}),
            pairs(&[("a".into_value(), one()), ("b".into_value(), two())]),
        ),
    ] {
        compared(json!({"value": json}), Some("t"), value(made)).unwrap_err();
    }
    compared(json!({"value": 1}), Some("u"), value(one())).unwrap_err();
    compared(json!({"value": 1}), None, value(one())).unwrap_err();
}

#[test]
fn errors_are_of_one_kind_and_own_texts_the_same() {
    let config = |exception: &str| json!({"config_error": "no", "exception": exception});
    let ended = |text: &str| Ended::ConfigError(text.to_owned());
    assert_eq!(compared(config("ConfigErrors"), None, ended("no")), Ok(()));
    assert_eq!(compared(config("TypeError"), None, ended("other")), Ok(()));
    compared(config("ConfigErrors"), None, ended("other")).unwrap_err();
    let failed = || Ended::RenderError("no".to_owned());
    assert_eq!(
        compared(json!({"render_error": "TypeError: x"}), None, failed()),
        Ok(())
    );
    compared(json!({"render_error": "ConfigErrors: x"}), None, failed()).unwrap_err();
    compared(config("TypeError"), None, failed()).unwrap_err();
    compared(json!({"value": null}), Some("t"), failed()).unwrap_err();
}

#[test]
fn secrets_are_marked_in_order() {
    let expect = |more: Json| {
        let mut expect = json!({"value": null});
        let more = more.as_object().unwrap().clone();
        expect.as_object_mut().unwrap().extend(more);
        compared(expect, Some("t"), value(Value::Null))
    };
    assert_eq!(
        expect(json!({"used_secrets": {"b": "<x>", "a": "<y>"}, "cleaned": ["<x>"]})),
        Ok(())
    );
    expect(json!({"used_secrets": {"a": "<y>", "b": "<x>"}})).unwrap_err();
    expect(json!({"used_secrets": {"b": "<x>"}})).unwrap_err();
    expect(json!({"cleaned": ["x"]})).unwrap_err();
}
