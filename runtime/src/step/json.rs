//! The JSON form of a step, which is also what the macros write: an object with the macros' keys.

use super::auth::Scheme;
use super::{Auth, Flags, HttpStep, Verify};
use crate::error::RenderError;
use crate::expr::{Expr, Reader};
use crate::value::Value;

/// Reads a step; `args` are the Rust expressions that its text refers to.
pub(crate) fn read(text: &str, args: &mut [Expr]) -> Result<HttpStep, String> {
    let Value::Map(members) = Value::from_json(text).map_err(|error| error.to_string())? else {
        return Err("a step is an object".to_owned());
    };
    let mut step = HttpStep::post(Value::Null);
    let mut reader = Reader::new(args);
    let within = |key: &'static str| move |error: RenderError| error.within(key).to_string();
    for (key, value) in members {
        match key.as_str() {
            "auth" => step.auth = Some(auth(value, &mut reader).map_err(within("auth"))?),
            "verify" => step.verify = Some(verify(value, &mut reader).map_err(within("verify"))?),
            key => {
                let expr = reader.expr(value);
                step.set(key, expr.map_err(|error| error.within(key).to_string())?)?;
            }
        }
    }
    Ok(step)
}

impl HttpStep {
    fn set(&mut self, key: &str, expr: Expr) -> Result<(), String> {
        match key {
            "url" => self.url = expr,
            "method" => self.method = expr,
            "hide_request_headers" => self.hide_request_headers.extend(names(key, expr)?),
            "hide_response_headers" => self.hide_response_headers.extend(names(key, expr)?),
            "hide" => {
                let names = names(key, expr)?;
                self.hide_request_headers.extend(names.iter().cloned());
                self.hide_response_headers.extend(names);
            }
            key => match (self.option_mut(key), expr) {
                (Some(option), expr) => *option = Some(expr),
                (None, expr) => match (self.flags.get_mut(key), expr) {
                    (Some(slot), Expr::Value(Value::Bool(set))) => *slot = set,
                    (Some(_), _) => return Err(format!("`{key}` is true or false")),
                    (None, _) => return Err(format!("unknown key `{key}`")),
                },
            },
        }
        Ok(())
    }

    fn option_mut(&mut self, key: &str) -> Option<&mut Option<Expr>> {
        Some(match key {
            "params" => &mut self.params,
            "data" => &mut self.data,
            "json" => &mut self.json,
            "headers" => &mut self.headers,
            "cookies" => &mut self.cookies,
            "files" => &mut self.files,
            "timeout" => &mut self.timeout,
            "deadline" => &mut self.deadline,
            "allow_redirects" => &mut self.allow_redirects,
            "redirects" => &mut self.redirects,
            "proxies" => &mut self.proxies,
            "cert" => &mut self.cert,
            "stream" => &mut self.stream,
            "max_response" => &mut self.max_response,
            "session" => &mut self.session,
            "save_to" => &mut self.save_to,
            "name" => &mut self.name,
            "description" => &mut self.description,
            "description_done" => &mut self.description_done,
            "description_suffix" => &mut self.description_suffix,
            _ => return None,
        })
    }
}

/// `{"$bearer": token}`, `{"$digest": [user, password]}`, or a pair of user and password.
fn auth(value: Value, reader: &mut Reader<'_>) -> Result<Auth, RenderError> {
    if let Value::Map(members) = &value
        && members.len() == 1
    {
        if let Some(token) = members.get("$bearer") {
            return Ok(Auth::of(Scheme::Bearer, reader.expr(token.clone())?));
        }
        if let Some(pair) = members.get("$digest") {
            return Ok(Auth::of(Scheme::Digest, reader.expr(pair.clone())?));
        }
    }
    Ok(reader.expr(value)?.into())
}

/// `{"$insecure": true}`, or a value.
fn verify(value: Value, reader: &mut Reader<'_>) -> Result<Verify, RenderError> {
    match &value {
        Value::Map(members) if members.get("$insecure") == Some(&Value::Bool(true)) => {
            Ok(Verify::Insecure)
        }
        _ => Ok(reader.expr(value)?.into()),
    }
}

fn names(key: &str, expr: Expr) -> Result<Vec<String>, String> {
    let Expr::Value(Value::List(items)) = expr else {
        return Err(format!("`{key}` is a list of names"));
    };
    let name = |item| match item {
        Value::String(name) => Ok(name),
        other => Err(format!(
            "`{key}` is a list of names, not of {}s",
            other.kind()
        )),
    };
    items.into_iter().map(name).collect()
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
