//! The JSON form of a step, which is also what the macros write.
//!
//! A step is an object with the macros' keys; expressions are objects with a `$` member. The macros use
//! two forms of their own: `{"$arg": n}` stands for the n-th Rust expression of the step, and `{"$map":
//! [[key, value], [map], …]}` is a map whose keys are expressions or that takes in whole maps.

use std::mem;

use super::{Flags, HttpStep};
use crate::expr::{Expr, property};
use crate::value::Value;

/// Reads a step; `args` are the Rust expressions that its text refers to.
pub(crate) fn read(text: &str, args: &mut [Expr]) -> Result<HttpStep, String> {
    let Value::Map(members) = serde_json::from_str(text).map_err(|error| error.to_string())? else {
        return Err("a step is an object".to_owned());
    };
    let mut step = HttpStep::post(Value::Null);
    let mut reader = Reader { args };
    for (key, value) in members {
        let expr = reader.expr(value)?;
        step.set(&key, expr)?;
    }
    Ok(step)
}

impl HttpStep {
    fn set(&mut self, key: &str, expr: Expr) -> Result<(), String> {
        match key {
            "url" => self.url = expr,
            "method" => self.method = expr,
            "params" => self.params = Some(expr),
            "data" => self.data = Some(expr),
            "json" => self.json = Some(expr),
            "headers" => self.headers = Some(expr),
            "timeout" => self.timeout = Some(expr),
            "name" => self.name = Some(expr),
            "description" => self.description = Some(expr),
            "description_done" => self.description_done = Some(expr),
            "description_suffix" => self.description_suffix = Some(expr),
            flag => match (self.flags.get_mut(flag), expr) {
                (Some(slot), Expr::Value(Value::Bool(set))) => *slot = set,
                (Some(_), _) => return Err(format!("`{key}` is true or false")),
                (None, _) => return Err(format!("unknown key `{key}`")),
            },
        }
        Ok(())
    }
}

impl Flags {
    fn get_mut(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "halt_on_failure" => &mut self.halt_on_failure,
            "flunk_on_failure" => &mut self.flunk_on_failure,
            "flunk_on_warnings" => &mut self.flunk_on_warnings,
            "warn_on_failure" => &mut self.warn_on_failure,
            "warn_on_warnings" => &mut self.warn_on_warnings,
            "always_run" => &mut self.always_run,
            _ => return None,
        })
    }
}

struct Reader<'a> {
    args: &'a mut [Expr],
}

impl Reader<'_> {
    fn expr(&mut self, value: Value) -> Result<Expr, String> {
        match value {
            Value::List(items) => self.list(items).map(Expr::list),
            Value::Map(mut members) => match members.first() {
                Some((form, _)) if form.starts_with('$') => {
                    let form = form.clone();
                    let content = members.shift_remove(&form).unwrap_or_default();
                    self.form(&form, content, members)
                }
                _ => {
                    let mut entries = Vec::with_capacity(members.len());
                    for (name, value) in members {
                        entries.push((Expr::Value(Value::String(name)), self.expr(value)?));
                    }
                    Ok(Expr::map(entries))
                }
            },
            known => Ok(Expr::Value(known)),
        }
    }

    fn list(&mut self, items: Vec<Value>) -> Result<Vec<Expr>, String> {
        items.into_iter().map(|item| self.expr(item)).collect()
    }

    fn form(
        &mut self,
        form: &str,
        content: Value,
        options: indexmap::IndexMap<String, Value>,
    ) -> Result<Expr, String> {
        match (form, content) {
            ("$arg", Value::Integer(index)) => usize::try_from(index)
                .ok()
                .and_then(|index| self.args.get_mut(index))
                .map(|arg| mem::replace(arg, Expr::Value(Value::Null)))
                .ok_or_else(|| format!("there is no argument {index}")),
            ("$tuple", Value::List(items)) => self.list(items).map(Expr::list),
            ("$map", Value::List(entries)) => self.map(entries),
            ("$property", Value::String(name)) => {
                let mut property = property(name);
                for (option, value) in options {
                    property = match (option.as_str(), self.expr(value)?) {
                        ("default", default) => property.default(default),
                        ("default_when_false", Expr::Value(Value::Bool(replaces))) => {
                            property.default_when_false(replaces)
                        }
                        _ => return Err(format!("unknown option `{option}` of `$property`")),
                    };
                }
                Ok(Expr::Property(property))
            }
            _ => Err(format!("unknown form `{form}`")),
        }
    }

    fn map(&mut self, entries: Vec<Value>) -> Result<Expr, String> {
        let mut pairs = Vec::with_capacity(entries.len());
        for entry in entries {
            let Value::List(entry) = entry else {
                return Err("an entry of `$map` is a list".to_owned());
            };
            let mut entry = self.list(entry)?.into_iter();
            match (entry.next(), entry.next(), entry.next()) {
                (Some(key), Some(value), None) => pairs.push((key, value)),
                (Some(Expr::Value(Value::Map(members))), None, None) => {
                    let members = members.into_iter();
                    pairs.extend(members.map(|(name, value)| {
                        (Expr::Value(Value::String(name)), Expr::Value(value))
                    }));
                }
                _ => return Err("an entry of `$map` is a pair, or one map".to_owned()),
            }
        }
        Ok(Expr::map(pairs))
    }
}
