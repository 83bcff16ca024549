//! The JSON form of expressions.

use std::collections::BTreeMap;

use bytes::Bytes;
use http_step::{
    Expr, IntoExpr, IntoValue, Operator, Value, flatten, interpolate, operation, property, raw,
    renderer, secret, transform, with_properties,
};
use serde_json::{Value as Json, json};

fn written(expr: impl IntoExpr) -> Json {
    serde_json::to_value(expr.into_expr()).unwrap()
}

#[test]
fn every_form_is_the_fixed_one() {
    let table = [
        (written(Value::Null), json!(null)),
        (written(true), json!(true)),
        (written(u64::MAX), json!(u64::MAX)),
        (written(1.5), json!(1.5)),
        (written("a"), json!("a")),
        (written([1, 2]), json!([1, 2])),
        (written(BTreeMap::from([("a", 1)])), json!({"a": 1})),
        (
            written(Bytes::from_static(b"\xff")),
            json!({"$bytes_b64": "/w=="}),
        ),
        (written(property("a")), json!({"$property": "a"})),
        (
            written(
                property("a")
                    .default(property("b"))
                    .default_when_false(false),
            ),
            json!({"$property": "a", "default": {"$property": "b"}, "default_when_false": false}),
        ),
        (
            written(property("a").default(Value::Null)),
            json!({"$property": "a", "default": null}),
        ),
        (
            written(interpolate("%(prop:a)s")),
            json!({"$interpolate": "%(prop:a)s"}),
        ),
        (
            written(interpolate("%s").arg(property("a")).arg(1)),
            json!({"$interpolate": "%s", "args": [{"$property": "a"}, 1]}),
        ),
        (
            written(interpolate("%(kw:a)s").kwarg("a", secret("t"))),
            json!({"$interpolate": "%(kw:a)s", "kwargs": {"a": {"$secret": "t"}}}),
        ),
        (written(secret("t")), json!({"$secret": "t"})),
        (
            written(flatten(vec![property("a").into_expr()])),
            json!({"$flatten": [{"$property": "a"}]}),
        ),
        (
            written(raw(property("a"))),
            json!({"$raw": {"$property": "a"}}),
        ),
        (
            written(!operation(Operator::Equal, property("a"), "b")),
            json!({"$op": "!", "left": {"$op": "==", "left": {"$property": "a"}, "right": "b"}}),
        ),
        (
            written(Expr::Tuple(vec!["u".into_expr(), secret("t").into_expr()])),
            json!({"$tuple": ["u", {"$secret": "t"}]}),
        ),
        (
            written(vec![property("a").into_expr(), 1.into_expr()]),
            json!([{"$property": "a"}, 1]),
        ),
    ];
    for (form, expected) in table {
        assert_eq!(form, expected);
    }
}

#[test]
fn every_operator_is_written_as_it_is_spelt() {
    let spellings = [
        "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "//", "%", "in", "contains",
        "matches", "&&", "||",
    ];
    for spelling in spellings {
        let operator = Operator::parse(spelling).unwrap();
        assert_eq!(
            written(operation(operator, 1, Value::Null)),
            json!({"$op": spelling, "left": 1, "right": null})
        );
    }
}

#[test]
fn a_name_that_looks_like_a_form_is_none() {
    let value = json!({"$property": "a", "b": {"$x": [1]}});
    let entries = json!([["$property", "a"], ["b", {"$map": [["$x", [1]]]}]]);
    assert_eq!(written(value), json!({"$map": entries}));
}

#[test]
fn a_map_is_an_object_where_its_keys_are_known() {
    let map = Expr::Map(vec![("a".into_expr(), property("b").into_expr())]);
    assert_eq!(written(map), json!({"a": {"$property": "b"}}));
}

#[test]
fn a_map_with_keys_that_are_expressions_is_a_list_of_entries() {
    let map = Expr::Map(vec![(property("a").into_expr(), 1.into_expr())]);
    assert_eq!(written(map), json!({"$map": [[{"$property": "a"}, 1]]}));
}

#[test]
fn what_cannot_be_written_says_so() {
    let refused = |expr: Expr| serde_json::to_value(expr).unwrap_err().to_string();
    let closure = "a closure cannot be written as JSON";
    let transformed = || transform(|_| Ok(Value::Null)).into_expr();
    assert_eq!(refused(transformed()), closure);
    assert_eq!(
        refused(renderer(|_, _| Ok(1.into_expr())).into_expr()),
        closure
    );
    assert_eq!(refused(Expr::List(vec![raw(transformed())])), closure);
    assert_eq!(
        refused(property("a").default(transformed()).into_expr()),
        closure
    );
    let older = with_properties("%(a)s").into_expr();
    assert_eq!(refused(older), "`WithProperties` has no JSON form");
    assert_eq!(refused(f64::NAN.into_expr()), "NaN has no JSON form");
    assert_eq!(
        refused(Expr::Value(Value::Integer(i128::MAX))),
        "integer out of range"
    );
    let keyed = Value::Dict(vec![(1.into_value(), Value::Null)]);
    assert_eq!(refused(Expr::Value(keyed)), "a key is not text");
}

#[test]
fn a_list_that_keeps_tuples_is_not_written_as_one_that_does_not() {
    let kept = serde_json::to_value(flatten([1]).kinds(true, false).into_expr());
    assert!(kept.is_err() || kept.unwrap() != written(flatten([1])));
}
