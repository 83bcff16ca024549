//! Lists and maps of expressions, as Rust has them.
//!
//! Those of values are values already; a type is spelt out for each kind of expression, since the compiler
//! must see that none of them is a value too.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

use super::{
    Expr, File, Flatten, Interpolate, IntoExpr, Operation, Property, Renderer, Secret, Transform,
    WithProperties,
};

/// A map with these entries, in the order of writing; keys may be expressions too.
///
/// ```
/// use http_step::{HttpStep, IntoExpr, map, property};
///
/// let step = HttpStep::post("http://ci.example.com/builds")
///     .json(map([("branch", property("branch").into_expr()), ("state", "done".into_expr())]));
/// ```
#[must_use]
pub fn map<K: IntoExpr, V: IntoExpr>(entries: impl IntoIterator<Item = (K, V)>) -> Expr {
    let entries = entries.into_iter();
    Expr::map(
        entries
            .map(|(key, value)| (key.into_expr(), value.into_expr()))
            .collect(),
    )
}

fn list<T: IntoExpr>(items: impl IntoIterator<Item = T>) -> Expr {
    Expr::list(items.into_iter().map(T::into_expr).collect())
}

macro_rules! collections {
    ($($expression:ty)*) => {$(
        impl<const N: usize> IntoExpr for [$expression; N] {
            fn into_expr(self) -> Expr {
                list(self)
            }
        }

        impl IntoExpr for Vec<$expression> {
            fn into_expr(self) -> Expr {
                list(self)
            }
        }

        impl<K: Into<String>> IntoExpr for BTreeMap<K, $expression> {
            fn into_expr(self) -> Expr {
                map(self.into_iter().map(|(name, value)| (name.into(), value)))
            }
        }

        /// Sorted by key, since a `HashMap` has no order that could be kept.
        impl<K: Into<String>, S> IntoExpr for HashMap<K, $expression, S> {
            fn into_expr(self) -> Expr {
                let named = self.into_iter().map(|(name, value)| (name.into(), value));
                named.collect::<BTreeMap<String, _>>().into_expr()
            }
        }

        impl<K: Into<String>, S> IntoExpr for IndexMap<K, $expression, S> {
            fn into_expr(self) -> Expr {
                map(self.into_iter().map(|(name, value)| (name.into(), value)))
            }
        }
    )*};
}

collections! {
    Expr Property Interpolate WithProperties Secret Operation Flatten Transform Renderer File
}
