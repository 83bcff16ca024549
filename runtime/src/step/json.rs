//! The JSON form of a step, which is also what the macros write: an object with the macros' keys.

use super::{Flags, HttpStep};
use crate::expr::{Expr, Reader};
use crate::value::Value;

/// Reads a step; `args` are the Rust expressions that its text refers to.
pub(crate) fn read(text: &str, args: &mut [Expr]) -> Result<HttpStep, String> {
    let Value::Map(members) = serde_json::from_str(text).map_err(|error| error.to_string())? else {
        return Err("a step is an object".to_owned());
    };
    let mut step = HttpStep::post(Value::Null);
    let mut reader = Reader::new(args);
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
