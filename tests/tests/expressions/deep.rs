//! Expressions and values nested deeper than anybody writes them: errors, never the end of the stack.

use std::mem::forget;

use http_step::{
    Dialect, Expr, IntoExpr, Operator, Properties, Scope, Value, flatten, interpolate, operation,
    property, raw,
};

const DEEP: usize = 20_000;
const ERROR: &str = "the expression is nested more than 128 deep";

fn nested(levels: usize, wrap: fn(Expr) -> Expr) -> Expr {
    (0..levels).fold(property("x").into_expr(), |inner, _| wrap(inner))
}

#[test]
fn an_expression_too_deep_is_an_error_wherever_it_is_looked_at() {
    let wraps: [fn(Expr) -> Expr; 7] = [
        |inner| raw(inner),
        |inner| Expr::List(vec![inner]),
        |inner| Expr::Map(vec![("a".into_expr(), inner)]),
        |inner| property("a").default(inner).into_expr(),
        |inner| operation(Operator::Not, inner, Value::Null).into_expr(),
        |inner| flatten(inner).into_expr(),
        |inner| interpolate("%(kw:a)s").kwarg("a", inner).into_expr(),
    ];
    for wrap in wraps {
        let expr = nested(DEEP, wrap);
        assert_eq!(expr.check().unwrap_err().to_string(), ERROR);
        assert_eq!(serde_json::to_string(&expr).unwrap_err().to_string(), ERROR);
        assert!(format!("{expr:?}").ends_with('…'));
        assert!(expr.dependencies().properties().any(|name| name == "x"));
        let properties = Properties::new();
        let scope = Scope::new(&properties, Dialect::Native);
        assert!(
            expr.render(&scope)
                .unwrap_err()
                .to_string()
                .ends_with(ERROR)
        );
        // Dropping is a matter of the stack, as for every tree of boxes.
        forget(expr);
    }
}

#[test]
fn what_is_as_deep_as_it_may_be_is_sound() {
    let expr = nested(127, raw);
    assert_eq!(expr.check(), Ok(()));
    assert!(format!("{expr:?}").contains("\"x\""));
    let written = serde_json::to_string(&nested(126, raw)).unwrap();
    assert_eq!(
        serde_json::from_str::<Expr>(&written).unwrap(),
        nested(126, raw)
    );
    assert_eq!(nested(128, raw).check().unwrap_err().to_string(), ERROR);
}

#[test]
fn a_value_too_deep_has_no_text() {
    let wraps: [fn(Value) -> Value; 3] = [
        |inner| Value::List(vec![inner]),
        |inner| Value::Map([("a".to_owned(), inner)].into_iter().collect()),
        |inner| Value::Tuple(vec![inner]),
    ];
    for wrap in wraps {
        let value = (0..DEEP).fold(Value::Null, |inner, _| wrap(inner));
        let error = serde_json::to_string(&value).unwrap_err().to_string();
        assert_eq!(error, "the value is nested more than 128 deep");
        assert!(format!("{value:?}").ends_with('…'));
        assert_eq!(value.to_string(), "null");
        forget(value);
    }
}
