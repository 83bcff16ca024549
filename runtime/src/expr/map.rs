use std::collections::HashSet;

use super::Expr;
use crate::value::Value;

impl Expr {
    /// A list; one without expressions in it is a value already.
    pub(crate) fn list(items: Vec<Expr>) -> Self {
        match known(items) {
            Ok(values) => Self::Value(Value::List(values)),
            Err(items) => Self::List(items),
        }
    }

    /// A tuple; one without expressions in it is a value already.
    pub(crate) fn tuple(items: Vec<Expr>) -> Self {
        match known(items) {
            Ok(values) => Self::Value(Value::Tuple(values)),
            Err(items) => Self::Tuple(items),
        }
    }

    /// A map; one without expressions in it is a value already, unless a key comes twice: what becomes of
    /// that is a matter of the dialect.
    pub(crate) fn map(entries: Vec<(Expr, Expr)>) -> Self {
        let mut names = HashSet::with_capacity(entries.len());
        let is_known = entries.iter().all(|entry| match entry {
            (Self::Value(Value::String(name)), Self::Value(_)) => names.insert(name),
            _ => false,
        });
        if !is_known {
            return Self::Map(entries);
        }
        let member = |entry| match entry {
            (Self::Value(Value::String(name)), Self::Value(value)) => Some((name, value)),
            _ => None,
        };
        Self::Value(Value::Map(entries.into_iter().filter_map(member).collect()))
    }
}

/// The values of items that are all known; else the items as they were.
fn known(items: Vec<Expr>) -> Result<Vec<Value>, Vec<Expr>> {
    if items.iter().any(|item| !matches!(item, Expr::Value(_))) {
        return Err(items);
    }
    let value = |item| match item {
        Expr::Value(value) => Some(value),
        _ => None,
    };
    Ok(items.into_iter().filter_map(value).collect())
}
