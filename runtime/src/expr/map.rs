use indexmap::IndexMap;

use super::Expr;
use crate::value::Value;

impl Expr {
    /// A list; one without expressions in it is a value already.
    pub(crate) fn list(items: Vec<Expr>) -> Self {
        if items.iter().any(|item| !matches!(item, Self::Value(_))) {
            return Self::List(items);
        }
        Self::Value(Value::List(
            items.into_iter().filter_map(Self::known).collect(),
        ))
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

    fn known(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}
