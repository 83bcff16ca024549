//! The JSON form of a step, which is also what the macros write: an object with the macros' keys.
//!
//! What a macro wrote it has checked, and is read at once; what anybody else wrote is [checked](check) first.

mod answer;
mod check;
mod locks;
mod mistakes;
mod place;
#[cfg(feature = "schema")]
mod schema;
mod text;
mod write;

pub(crate) use text::factory;

use super::auth::Scheme;
use super::when::When;
use super::{Auth, Flags, HttpStep, Verify};
use crate::error::RenderError;
use crate::expr::{Expr, Reader, object};
use crate::value::Value;

/// Reads the step that a macro wrote; `args` are the Rust expressions that its text refers to.
pub(crate) fn read(text: &str, args: &mut [Expr]) -> Result<HttpStep, RenderError> {
    let value = Value::from_json(text).map_err(|error| RenderError::new(error.to_string()))?;
    step(value, &mut Reader::new(args))
}

fn step(value: Value, reader: &mut Reader<'_>) -> Result<HttpStep, RenderError> {
    let Value::Map(members) = value else {
        return Err(RenderError::new("a step is an object"));
    };
    let mut step = HttpStep::post(Value::Null);
    for (key, value) in members {
        let within = |error: RenderError| error.within(&key);
        step.read(&key, value, reader).map_err(within)?;
    }
    Ok(step)
}

impl HttpStep {
    fn read(
        &mut self,
        key: &str,
        value: Value,
        reader: &mut Reader<'_>,
    ) -> Result<(), RenderError> {
        match key {
            "auth" => self.auth = Some(auth(value, reader)?),
            "verify" => self.verify = Some(verify(value, reader)?),
            "do_step_if" => self.do_step_if = Some(When::Expr(reader.expr(value)?)),
            "hide_step_if" => self.hide_step_if = Some(When::Expr(reader.expr(value)?)),
            "locks" => self.locks = locks::read(value)?,
            "results" => self.results = answer::results(value)?,
            "retry" => self.retry = Some(answer::retry(value, reader)?),
            "poll" => self.poll = Some(answer::poll(value, reader)?),
            "probe" => self.probe = Some(Box::new(step(value, reader)?)),
            "expect" => self.expect = answer::conditions(value, reader)?,
            "capture" => self.capture = answer::captures(value)?,
            key => {
                let expr = reader.expr(value)?;
                self.set(key, expr)?;
            }
        }
        Ok(())
    }

    fn set(&mut self, key: &str, expr: Expr) -> Result<(), RenderError> {
        match key {
            "url" => self.url = expr,
            "method" => self.method = expr,
            "update_build_summary_policy" => self.summary_policy = Some(expr),
            "hide_request_headers" => self.hide_request_headers.extend(names(expr)?),
            "hide_response_headers" => self.hide_response_headers.extend(names(expr)?),
            "hide" => {
                let names = names(expr)?;
                self.hide_request_headers.extend(names.iter().cloned());
                self.hide_response_headers.extend(names);
            }
            key => match (self.option_mut(key), expr) {
                (Some(option), expr) => *option = Some(expr),
                (None, expr) => match (self.flags.get_mut(key), expr) {
                    (Some(slot), Expr::Value(Value::Bool(set))) => *slot = set,
                    (Some(_), _) => return Err(RenderError::new("this is true or false")),
                    (None, _) => return Err(RenderError::new("unknown key")),
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
            "idempotency_key" => &mut self.idempotency_key,
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
            let pair = object([("$tuple", Some(pair.clone()))]);
            return Ok(Auth::of(Scheme::Digest, reader.expr(pair)?));
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

fn names(expr: Expr) -> Result<Vec<String>, RenderError> {
    let Expr::Value(Value::List(items)) = expr else {
        return Err(RenderError::new("this is a list of names"));
    };
    let name = |item| match item {
        Value::String(name) => Ok(name),
        other => Err(RenderError::new(format!(
            "this is a list of names, not of {}s",
            other.kind()
        ))),
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
