use serde::Deserialize;
use serde_json::{Value, json};

use super::{Case, Expect, Recorded};

fn ended(expect: Value) -> Recorded {
    Expect::deserialize(expect).unwrap().ended
}

#[test]
fn texts_are_kept_where_they_are_buildbots_own() {
    let config_error = |exception: &str| {
        ended(json!({"config_error": "no", "exception": exception, "checkconfig": ["no"]}))
    };
    assert_eq!(
        config_error("ConfigErrors"),
        Recorded::ConfigError(Some("no".to_owned()))
    );
    assert_eq!(config_error("TypeError"), Recorded::ConfigError(None));
    for (error, own) in [
        (
            r"KeyError: 'secret key a\n\\\xe9 is not found in any provider'",
            Some("secret key a\n\\é is not found in any provider"),
        ),
        (
            r#"KeyError: "secrets service not started, need c['services']""#,
            Some("secrets service not started, need c['services']"),
        ),
        (
            "ConfigErrors: invalid Interpolate selector 'a: b'",
            Some("invalid Interpolate selector 'a: b'"),
        ),
        ("KeyError: 'nosuch'", None),
        ("TypeError: secret key x is not found in any provider", None),
    ] {
        let recorded = ended(json!({"render_error": error}));
        assert_eq!(recorded, Recorded::RenderError(own.map(str::to_owned)));
    }
}

#[test]
fn null_is_not_nothing() {
    assert_eq!(ended(json!({"value": null})), Recorded::Value(Value::Null));
    assert!(Expect::deserialize(json!({})).is_err());
    let secrets = |member: Value| {
        let mut case =
            json!({"id": "a", "tags": [], "expr": 1, "properties": {}, "expect": {"value": 1}});
        if let Value::Object(members) = member {
            case.as_object_mut().unwrap().extend(members);
        }
        Case::deserialize(case).unwrap().secrets
    };
    assert!(secrets(json!({"secrets": null})).is_none());
    assert!(secrets(json!({})).unwrap().is_empty());
    assert_eq!(secrets(json!({"secrets": {"a": "b"}})).unwrap().len(), 1);
}
