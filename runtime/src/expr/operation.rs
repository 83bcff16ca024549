use http_step_syntax::Operator;

use super::{Expr, Interpolate, IntoExpr, Property, Renderer, Secret, Transform};
use crate::value::Value;

/// An operator between two expressions, or `!` before one.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub(crate) operator: Operator,
    pub(crate) left: Expr,
    /// Null for `!`.
    pub(crate) right: Expr,
}

/// The operators of the macros, for steps that are put together by hand.
///
/// ```
/// use http_step::{Operator, operation, property};
///
/// let is_main = operation(Operator::Equal, property("branch"), "main");
/// let is_other = !is_main;
/// let is_quiet = !property("verbose").default(false);
/// ```
#[must_use]
pub fn operation(operator: Operator, left: impl IntoExpr, right: impl IntoExpr) -> Operation {
    Operation {
        operator,
        left: left.into_expr(),
        right: right.into_expr(),
    }
}

macro_rules! conditions {
    ($($expression:ty)*) => {$(
        impl std::ops::Not for $expression {
            type Output = Operation;

            /// The opposite of a condition: `!` of the macros.
            fn not(self) -> Operation {
                operation(Operator::Not, self, Value::Null)
            }
        }
    )*};
}

conditions!(Expr Property Interpolate Secret Operation Transform Renderer);

impl IntoExpr for Operation {
    fn into_expr(self) -> Expr {
        Expr::Operation(Box::new(self))
    }
}
