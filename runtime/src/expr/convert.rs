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
    note = "values are taken by value, not by reference; write a text with `.to_string()`, or a JSON value with `serde_json::to_value(…)?`"
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

/// A pair, as `params` and `data` take them in lists.
impl<K: IntoExpr, V: IntoExpr> IntoExpr for (K, V) {
    fn into_expr(self) -> Expr {
        Expr::list(vec![self.0.into_expr(), self.1.into_expr()])
    }
}

fn pairs<K: IntoExpr, V: IntoExpr>(pairs: impl IntoIterator<Item = (K, V)>) -> Expr {
    Expr::list(pairs.into_iter().map(IntoExpr::into_expr).collect())
}

impl<K: IntoExpr, V: IntoExpr, const N: usize> IntoExpr for [(K, V); N] {
    fn into_expr(self) -> Expr {
        pairs(self)
    }
}

impl<K: IntoExpr, V: IntoExpr> IntoExpr for Vec<(K, V)> {
    fn into_expr(self) -> Expr {
        pairs(self)
    }
}

impl<K: IntoExpr + Clone, V: IntoExpr + Clone> IntoExpr for &[(K, V)] {
    fn into_expr(self) -> Expr {
        pairs(self.iter().cloned())
    }
}
