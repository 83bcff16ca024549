//! What programs put together without the macros.

use std::collections::{BTreeMap, HashMap};

use http_step::{
    Expr, HttpStep, IntoExpr, IntoSeconds, IntoValue, MapSecrets, Operator, Value, file_of,
    flatten, interpolate, map, operation, property, renderer, secret, transform, with_properties,
};
use indexmap::IndexMap;
use serde_json::json;

fn written(expr: impl IntoExpr) -> serde_json::Value {
    serde_json::to_value(expr.into_expr()).unwrap()
}

#[test]
fn lists_of_every_kind_of_expression_are_lists() {
    let closure = || transform(|_| Ok(Value::Null));
    let gives = || renderer(|_, _| Ok(1.into_expr()));
    let table = [
        [property("a")].into_expr(),
        vec![property("a"), property("b").default(1)].into_expr(),
        [interpolate("a"), interpolate("%(prop:b)s")].into_expr(),
        vec![with_properties("a")].into_expr(),
        [secret("a")].into_expr(),
        vec![operation(Operator::Add, 1, property("a"))].into_expr(),
        [flatten([1])].into_expr(),
        [closure(), closure().arg(1)].into_expr(),
        vec![gives()].into_expr(),
        [file_of("a")].into_expr(),
        [property("a").into_expr(), 1.into_expr()].into_expr(),
    ];
    for expr in table {
        assert!(matches!(expr, Expr::List(_)), "{expr:?}");
    }
    assert_eq!(written([property("a")]), json!([{"$property": "a"}]));
}

#[test]
fn maps_of_expressions_are_maps() {
    let expected = json!({"a": {"$property": "x"}, "b": {"$property": "y"}});
    let entries = || [("a", property("x")), ("b", property("y"))];
    assert_eq!(written(BTreeMap::from(entries())), expected);
    assert_eq!(written(HashMap::from(entries())), expected);
    assert_eq!(written(IndexMap::from(entries())), expected);
    assert_eq!(written(map(entries())), expected);
    assert_eq!(written(map(vec![("a", 1)])), json!({"a": 1}));
    assert_eq!(
        written(map([(property("k"), 1)])),
        json!({"$map": [[{"$property": "k"}, 1]]})
    );
    let step = HttpStep::post("http://h/").json(BTreeMap::from([("t".to_owned(), secret("t"))]));
    assert_eq!(step.dependencies().secrets().collect::<Vec<_>>(), ["t"]);
}

#[test]
fn every_condition_has_its_opposite() {
    let table = [
        written(!property("a")),
        written(!property("a").into_expr()),
        written(!operation(Operator::Not, property("a"), Value::Null)),
        written(!interpolate("%(prop:a)s")),
        written(!secret("a")),
    ];
    for form in table {
        assert_eq!(form["$op"], "!", "{form}");
    }
    assert!(matches!(
        (!transform(|_| Ok(Value::Null))).into_expr(),
        Expr::Operation(_)
    ));
    assert!(matches!(
        (!renderer(|_, _| Ok(1.into_expr()))).into_expr(),
        Expr::Operation(_)
    ));
}

#[test]
fn seconds_may_be_worked_out() {
    let twice = || operation(Operator::Multiply, property("a"), 2);
    assert_eq!(twice().into_seconds(), twice().into_expr());
    let step = HttpStep::get("http://h/")
        .timeout((
            transform(|_| Ok(Value::from(1))),
            renderer(|_, _| Ok(1.into_expr())),
        ))
        .deadline(interpolate("%(prop:a)s"));
    assert_eq!(step.dependencies().properties().collect::<Vec<_>>(), ["a"]);
}

#[test]
fn values_are_made_and_looked_into() {
    assert_eq!(Value::from("a"), "a".into_value());
    assert_eq!(Value::from(String::from("a")).as_str(), Some("a"));
    assert_eq!(Value::from(vec![Value::from(1)]), [1].into_value());
    assert_eq!(
        Value::from(json!({"a": [1]})),
        json!({"a": [1]}).into_value()
    );
    assert_eq!(Value::from(-1_i8).as_i64(), Some(-1));
    assert_eq!(Value::from(i64::MAX).as_i64(), Some(i64::MAX));
    assert_eq!(Value::from(2.5).as_f64(), Some(2.5));
    assert_eq!(Value::Null.as_bool(), None);
}

#[test]
fn secrets_are_collected() {
    let secrets: MapSecrets = vec![("a".to_owned(), "hunter2")].into_iter().collect();
    assert_eq!(format!("{secrets:?}"), r#"{"a"}"#);
}
