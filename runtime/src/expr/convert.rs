use super::{Expr, Property};
use crate::value::IntoValue;

/// A type whose values can stand where a step takes an expression: all that [`IntoValue`] knows, and
/// expressions themselves.
///
/// ```
/// use http_step::{Expr, IntoExpr, Value, property};
///
/// assert_eq!(7.into_expr(), Expr::Value(Value::Integer(7)));
/// assert!(matches!(property("branch").into_expr(), Expr::Property(_)));
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot become a property value",
    label = "not a boolean, number, text, list or map",
    note = "write a text with `.to_string()`, or a JSON value with `serde_json::to_value(…)?`"
)]
pub trait IntoExpr {
    /// Makes the expression.
    fn into_expr(self) -> Expr;
}

#[diagnostic::do_not_recommend]
impl<T: IntoValue> IntoExpr for T {
    fn into_expr(self) -> Expr {
        Expr::Value(self.into_value())
    }
}

impl IntoExpr for Expr {
    fn into_expr(self) -> Expr {
        self
    }
}

impl IntoExpr for Property {
    fn into_expr(self) -> Expr {
        Expr::Property(self)
    }
}

/// Pairs are a map whose keys keep their order.
impl<K: IntoExpr, V: IntoExpr, const N: usize> IntoExpr for [(K, V); N] {
    fn into_expr(self) -> Expr {
        Expr::map(
            self.map(|(key, value)| (key.into_expr(), value.into_expr()))
                .into(),
        )
    }
}
