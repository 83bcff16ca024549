use std::time::Duration;

use super::{Expr, Interpolate, IntoExpr, Operation, Property, Renderer, Transform};

/// A type whose values are a span of time in seconds: numbers, [`Duration`], expressions, and pairs of
/// such where a step takes two.
///
/// ```
/// use std::time::Duration;
/// use http_step::IntoSeconds;
///
/// assert_eq!(Duration::from_secs(2).into_seconds(), 2.0.into_seconds());
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` is no number of seconds",
    label = "neither a number nor a `Duration`",
    note = "write seconds as a number, or a `std::time::Duration`"
)]
pub trait IntoSeconds {
    /// Makes the expression.
    fn into_seconds(self) -> Expr;
}

macro_rules! expressions {
    ($($number:ty)*) => {$(
        impl IntoSeconds for $number {
            fn into_seconds(self) -> Expr {
                self.into_expr()
            }
        }
    )*};
}

expressions! {
    i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64
    Expr Property Interpolate Operation Transform Renderer
}

impl IntoSeconds for Duration {
    fn into_seconds(self) -> Expr {
        self.as_secs_f64().into_expr()
    }
}

impl<A: IntoSeconds, B: IntoSeconds> IntoSeconds for (A, B) {
    fn into_seconds(self) -> Expr {
        Expr::tuple(vec![self.0.into_seconds(), self.1.into_seconds()])
    }
}
