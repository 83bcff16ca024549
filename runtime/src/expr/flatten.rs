use super::{Expr, IntoExpr};
use crate::value::Value;

/// A list without lists in it: Buildbot's `FlattenList`.
#[derive(Clone, Debug, PartialEq)]
pub struct Flatten {
    pub(crate) list: Expr,
    pub(crate) lists: bool,
    pub(crate) tuples: bool,
}

/// The expression `FlattenList(list)` of the macros, for steps that are put together by hand.
///
/// ```
/// use http_step::{HttpStep, IntoExpr, flatten, property};
///
/// let tags = flatten([property("tags").into_expr(), property("more-tags").into_expr()]);
/// let step = HttpStep::post("http://ci.example.com/").json(tags);
/// ```
#[must_use]
pub fn flatten(list: impl IntoExpr) -> Flatten {
    Flatten {
        list: list.into_expr(),
        lists: true,
        tuples: true,
    }
}

impl Flatten {
    /// Which kinds are flattened: lists, tuples, or both as by default.
    #[must_use]
    pub fn kinds(mut self, lists: bool, tuples: bool) -> Self {
        self.lists = lists;
        self.tuples = tuples;
        self
    }

    /// What is no list stays as it is.
    pub(super) fn apply(&self, value: Value) -> Value {
        match value {
            Value::List(items) if self.lists => Value::List(self.flat(items)),
            Value::Tuple(items) if self.tuples => Value::List(self.flat(items)),
            other => other,
        }
    }

    fn flat(&self, items: Vec<Value>) -> Vec<Value> {
        let mut flat = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Value::List(inner) if self.lists => flat.extend(self.flat(inner)),
                Value::Tuple(inner) if self.tuples => flat.extend(self.flat(inner)),
                other => flat.push(other),
            }
        }
        flat
    }
}

impl IntoExpr for Flatten {
    fn into_expr(self) -> Expr {
        Expr::Flatten(Box::new(self))
    }
}
