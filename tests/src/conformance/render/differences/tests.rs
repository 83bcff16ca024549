use serde::Deserialize;
use serde_json::{Value, json};

use super::alternatives;
use crate::conformance::render::case::Case;

/// The names of the differences that a case may have.
fn names(tag: &str, expr: &Value, properties: &Value) -> Vec<&'static str> {
    let case = json!({
        "id": "a", "tags": ["group", tag], "expr": expr, "properties": properties, "expect": {"value": 1},
    });
    let case = Case::deserialize(case).unwrap();
    alternatives(&case).map(|(_, name)| name).collect()
}

fn op(operator: &str, left: Value, right: Value) -> Value {
    json!([{"$op": operator, "left": left, "right": right}])
}

#[test]
fn only_what_python_decides_at_once_is_refused() {
    let (property, secret) = (|| json!({"$property": "x"}), || json!({"$secret": "x"}));
    let renderer = || json!({"$renderer": "args"});
    for (expr, is_refused) in [
        (op("==", secret(), json!("a")), true),
        (op("<", json!(1), renderer()), true),
        (op("==", secret(), secret()), true),
        (op("==", renderer(), property()), true),
        (op("!=", json!([property()]), json!([1])), true),
        (op("%", json!("%s"), property()), true),
        (op("==", secret(), property()), false),
        (op("==", property(), secret()), false),
        (op("==", json!([secret()]), property()), false),
        (op("==", json!(1), json!(1)), false),
        (op("%", json!("%s"), json!(1)), false),
        (op("%", property(), json!(1)), false),
        (op("+", secret(), json!(1)), false),
    ] {
        let expected = ["nothing-is-decided-before-rendering"];
        let expected = if is_refused { &expected[..] } else { &[] };
        assert_eq!(names("quirk", &expr, &json!({})), expected, "{expr}");
        assert!(names("other", &expr, &json!({})).is_empty());
    }
}

#[test]
fn the_others_are_as_narrow() {
    let name = |name: Value| names("quirk", &json!({"$property": name}), &json!({}));
    assert_eq!(name(json!({"$secret": "x"})), ["names-are-text"]);
    assert!(name(json!("x")).is_empty());
    let old = json!({"$with_properties": "%(x)s"});
    let printed = |properties: Value| names("quirk", &old, &properties);
    assert_eq!(
        printed(json!({"x": {"$property": "y"}})),
        ["debug-texts-are-no-values"]
    );
    assert!(printed(json!({"x": {"$tuple": []}})).is_empty());
}

#[test]
fn integers_end_past_128_bits() {
    let most = i128::MAX.to_string();
    let past = "170141183460469231731687303715884105728";
    for (digits, is_past) in [
        (most.as_str(), false),
        (past, true),
        ("18446744073709551616", false),
    ] {
        let integer = json!({"$int": digits});
        let expected = ["integers-end"];
        let expected = if is_past { &expected[..] } else { &[] };
        assert_eq!(names("bigint", &integer, &json!({})), expected);
        assert_eq!(
            names("bigint", &json!(1), &json!({"x": [integer]})),
            expected
        );
        assert!(names("other", &integer, &json!({})).is_empty());
    }
}

#[test]
fn conversions_without_a_key_lack_an_argument() {
    let about = |expr: Value| names("quirk", &expr, &json!({}));
    for template in ["%s", "%%%s", "%(prop:x)s %r", "%(prop:x:-%s)s"] {
        let template = json!({"$interpolate": template});
        assert_eq!(about(template), ["templates-show-no-mapping"]);
    }
    for template in ["%(prop:x:-ab)s", "%%s %(prop:x)s"] {
        assert!(about(json!({"$interpolate": template})).is_empty());
    }
    assert!(about(json!({"$interpolate": "%s", "args": [1]})).is_empty());
}
