//! Whether a step runs, and whether it is shown.

use std::fmt;
use std::sync::Arc;

use crate::expr::Expr;
use crate::properties::Properties;
use crate::result::BuildResult;

/// A condition on the properties of a build. Two closures are equal when they are the same.
#[derive(Clone)]
pub(crate) enum When {
    Expr(Expr),
    Closure(Arc<Closure>),
}

/// Is told the result too, where the step has ended.
type Closure = dyn Fn(Option<BuildResult>, &Properties) -> bool + Send + Sync;

impl When {
    pub(crate) fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Expr(expr) => Some(expr),
            Self::Closure(_) => None,
        }
    }
}

impl PartialEq for When {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Expr(one), Self::Expr(other)) => one == other,
            (Self::Closure(one), Self::Closure(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl fmt::Debug for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expr(expr) => expr.fmt(f),
            Self::Closure(_) => f.write_str("<closure>"),
        }
    }
}
