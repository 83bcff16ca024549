use indexmap::IndexMap;

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

    /// A map; one without expressions in it is a value already.
    pub(crate) fn map(entries: Vec<(Expr, Expr)>) -> Self {
        let is_known =
            |entry: &(Expr, Expr)| matches!(entry, (Self::Value(Value::String(_)), Self::Value(_)));
        if !entries.iter().all(is_known) {
            return Self::Map(entries);
        }
        let mut members = IndexMap::with_capacity(entries.len());
        for entry in entries {
            if let (Self::Value(Value::String(name)), Self::Value(value)) = entry {
                members.insert(name, value);
            }
        }
        Self::Value(Value::Map(members))
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
