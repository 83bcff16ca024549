//! One more entry of a field that is a map.

use std::mem;

use crate::expr::{Arguments, Expr, IntoExpr as _, transform};
use crate::value::Value;

/// What becomes of an entry of a map that has the name already.
#[derive(Clone, Copy)]
pub(super) enum Earlier {
    /// It is replaced; names are compared without regard to case.
    Replaced,
    /// Its value and the new one become a list, which repeats the name.
    Repeated,
}

/// Adds an entry to a map, or a pair to a list of pairs; to anything else a closure adds it when the build runs.
pub(super) fn add(field: Option<Expr>, name: String, value: Expr, earlier: Earlier) -> Expr {
    match field {
        None | Some(Expr::Value(Value::Null)) => Expr::map(vec![(name.into_expr(), value)]),
        Some(Expr::Map(entries)) => add_to_map(entries, name, value, earlier),
        Some(Expr::Value(Value::Map(members))) => {
            let entries = members.into_iter();
            let entries = entries.map(|(name, value)| (name.into_expr(), Expr::Value(value)));
            add_to_map(entries.collect(), name, value, earlier)
        }
        Some(Expr::List(pairs)) => add_to_list(pairs, (name, value).into_expr()),
        Some(Expr::Value(Value::List(pairs))) => {
            let pairs = pairs.into_iter().map(Expr::Value).collect();
            add_to_list(pairs, (name, value).into_expr())
        }
        Some(field) => add_later(field, name, value, earlier),
    }
}

fn add_to_map(mut entries: Vec<(Expr, Expr)>, name: String, value: Expr, earlier: Earlier) -> Expr {
    let is_same = |key: &Expr| match (key, earlier) {
        (Expr::Value(Value::String(key)), Earlier::Replaced) => key.eq_ignore_ascii_case(&name),
        (Expr::Value(Value::String(key)), Earlier::Repeated) => *key == name,
        _ => false,
    };
    let known = entries.iter_mut().find(|(key, _)| is_same(key));
    match (known, earlier) {
        (None, _) => entries.push((name.into_expr(), value)),
        (Some(entry), Earlier::Replaced) => *entry = (name.into_expr(), value),
        (Some((_, values)), Earlier::Repeated) => {
            *values = match mem::replace(values, Expr::Value(Value::Null)) {
                Expr::List(values) => add_to_list(values, value),
                Expr::Value(Value::List(values)) => {
                    add_to_list(values.into_iter().map(Expr::Value).collect(), value)
                }
                first => add_to_list(vec![first], value),
            };
        }
    }
    Expr::map(entries)
}

fn add_to_list(mut items: Vec<Expr>, item: Expr) -> Expr {
    items.push(item);
    Expr::list(items)
}

fn add_later(field: Expr, name: String, value: Expr, earlier: Earlier) -> Expr {
    let add = move |given: Arguments| {
        let mut given = given.positional.into_iter();
        let (field, value) = (given.next(), given.next().unwrap_or_default());
        match field.unwrap_or_default() {
            field @ (Value::Null | Value::Map(_) | Value::List(_)) => {
                let field = Some(Expr::Value(field));
                match add(field, name.clone(), Expr::Value(value), earlier) {
                    Expr::Value(added) => Ok(added),
                    _ => Err(format!("`{name}` can't be added")),
                }
            }
            other => Err(format!(
                "`{name}` can't be added: expected a map, found {}",
                other.kind()
            )),
        }
    };
    transform(add).arg(field).arg(value).into_expr()
}
