use http_step_syntax::Operator;

use super::{Expr, IntoExpr};
use crate::value::Value;

/// An operator between two expressions, or `!` before one.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub(super) operator: Operator,
    pub(super) left: Expr,
    /// Null for `!`.
    pub(super) right: Expr,
}

/// The operators of the macros, for steps that are put together by hand.
///
/// ```
/// use http_step::{Operator, operation, property};
///
/// let is_main = operation(Operator::Equal, property("branch"), "main");
/// ```
#[must_use]
pub fn operation(operator: Operator, left: impl IntoExpr, right: impl IntoExpr) -> Operation {
    Operation {
        operator,
        left: left.into_expr(),
        right: right.into_expr(),
    }
}

impl std::ops::Not for Operation {
    type Output = Self;

    /// The opposite of a condition.
    fn not(self) -> Self {
        operation(Operator::Not, self, Value::Null)
    }
}

impl IntoExpr for Operation {
    fn into_expr(self) -> Expr {
        Expr::Operation(Box::new(self))
    }
}
