use http_step::Expr;
use serde_json::{Value, json};

use super::construct;
use crate::conformance::expression::object::NoExpression;

fn built(json: &Value) -> Result<Expr, NoExpression> {
    construct(json).map(super::Object::into_expr)
}

fn op(operator: &str, left: Value, right: Value) -> Value {
    json!({"$op": operator, "left": left, "right": right})
}

#[track_caller]
fn assert_refused(json: &Value) {
    let built = built(json);
    assert!(
        matches!(built, Err(NoExpression::Refused(_))),
        "{json}: {built:?}"
    );
}

#[track_caller]
fn assert_same(one: &Value, other: &Value) {
    assert_eq!(built(one).unwrap(), built(other).unwrap());
}

#[test]
fn operators_are_those_of_the_objects() {
    let (property, secret) = (json!({"$property": "x"}), json!({"$secret": "x"}));
    let renderer = json!({"$renderer": "args"});
    for left in [
        json!(2),
        json!([1]),
        json!(null),
        secret.clone(),
        renderer.clone(),
    ] {
        for operator in ["+", "-", "*", "/", "//", "%", "in"] {
            assert_refused(&op(operator, left.clone(), property.clone()));
        }
    }
    assert_refused(&op("%", json!("%s"), property.clone()));
    assert_refused(&op("==", secret.clone(), json!(1)));
    assert_refused(&op("==", renderer, property.clone()));
    for (operator, mirrored) in [("==", "=="), ("<", ">"), (">=", "<=")] {
        for left in [json!(1), json!([property]), secret.clone()] {
            let turned = op(mirrored, property.clone(), left.clone());
            assert_same(&op(operator, left, property.clone()), &turned);
        }
    }
}

#[test]
fn lists_are_joined_before_they_are_flattened() {
    let flat = |list: Value| json!({"$flatten": list, "types": ["list"]});
    let property = json!({"$property": "x"});
    assert_same(
        &op("+", flat(json!([1])), json!({"$flatten": [property]})),
        &flat(json!([1, property])),
    );
    let sum = op("+", property.clone(), json!([2]));
    assert_same(&op("+", flat(property.clone()), json!([2])), &flat(sum));
    assert_refused(&op("+", flat(json!([1])), property));
    assert_refused(&op("+", flat(json!([1])), json!({"$tuple": [2]})));
}

#[test]
fn what_has_operators_is_no_key() {
    let dict = |key: Value| json!({"$dict": [[key, 1]]});
    for key in [
        json!({"$property": "x"}),
        json!({"$flatten": [1]}),
        json!([1]),
        json!({"$tuple": [{"$interpolate": "x"}]}),
    ] {
        assert_refused(&dict(key));
    }
    for key in [
        json!({"$secret": "x"}),
        json!({"$tuple": [1, 2]}),
        json!(null),
    ] {
        built(&dict(key)).unwrap();
    }
}

#[test]
fn a_file_is_its_content_or_a_tuple() {
    let file = |part: Value| json!({ "$file": part });
    let content = json!({"$bytes_b64": "eA=="});
    let (name, kind, fields) = (json!("a"), json!("text/x"), json!({"X-A": "1"}));
    let tuple = |items: &[&Value]| json!({ "$tuple": items });
    assert_same(&file(json!({"content_b64": "eA=="})), &content);
    for (part, same) in [
        (json!({"filename": name}), tuple(&[&name, &content])),
        (json!({"filename": null}), tuple(&[&json!(null), &content])),
        (
            json!({"filename": name, "content_type": kind}),
            tuple(&[&name, &content, &kind]),
        ),
        (
            json!({"filename": name, "content_type": kind, "headers": fields}),
            tuple(&[&name, &content, &kind, &fields]),
        ),
        (
            json!({"filename": name, "headers": fields}),
            tuple(&[&name, &content, &json!(null), &fields]),
        ),
    ] {
        let mut part = part;
        part["content_b64"] = json!("eA==");
        assert_same(&file(part), &same);
    }
    for part in [json!({}), json!({"content_b64": "?"})] {
        let built = built(&file(part));
        assert!(matches!(built, Err(NoExpression::NotYet(_))), "{built:?}");
    }
}
