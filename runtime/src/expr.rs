//! Expressions: values that are known only when the build runs, and how they become values.

mod convert;
mod debug;
mod map;
mod property;
mod render;
mod seconds;

pub use convert::IntoExpr;
pub use property::{Property, property};
pub use seconds::IntoSeconds;

pub(crate) use render::Context;

use crate::value::Value;

/// A value that may be known only when the build runs: Buildbot's *renderable*, as data.
///
/// An expression can be cloned, compared and printed before anything runs.
///
/// ```
/// use http_step::{Expr, IntoExpr, property};
///
/// let expr = property("branch").default("main").into_expr();
/// assert_eq!(expr, expr.clone());
/// assert_eq!("main".into_expr(), Expr::Value("main".to_owned().into_value()));
/// # use http_step::IntoValue;
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Expr {
    /// A value that is known already.
    Value(Value),
    /// The value of a property.
    Property(Property),
    /// A list with expressions in it.
    List(Vec<Expr>),
    /// A map with expressions in it; where a key comes twice, the later entry counts.
    Map(Vec<(Expr, Expr)>),
}
