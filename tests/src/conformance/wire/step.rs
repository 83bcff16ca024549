//! A recorded step, in terms of the public API.

mod hidden;
mod hooks;

use http_step::{Auth, Expr, Flags, HttpStep, IntoExpr, Verify};
use serde_json::Value;

use super::case::{Given, Step};
use crate::conformance::expression::{self, NoExpression, refused_as};
use crate::conformance::refusal::RefusalKind;

/// The classes of Buildbot with their method; `HTTPStep` itself takes it as an argument.
const VERBS: [&str; 6] = ["POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS"];

/// Arguments of every step of Buildbot that no case of the suite has.
const NOT_YET: [&str; 4] = [
    "doStepIf",
    "hideStepIf",
    "locks",
    "updateBuildSummaryPolicy",
];

/// Constructs the step, and refuses what Buildbot refuses before anything runs.
pub(super) fn construct(step: &Step, given: &Given) -> Result<HttpStep, NoExpression> {
    let url = step.get("url").map_or_else(
        || refused_as(RefusalKind::Argument, "missing argument 'url'"),
        Ok,
    )?;
    let mut constructed = HttpStep::new(method(step)?, expr(url)?);
    let mut flags = Flags::default();
    for (argument, value) in step {
        if let Some(flag) = flag(&mut flags, argument) {
            *flag = is_set(argument, value)?;
            continue;
        }
        constructed = match argument.as_str() {
            "class" | "method" | "url" => constructed,
            "params" => constructed.params(expr(value)?),
            "data" => constructed.data(expr(value)?),
            "json" => constructed.json(expr(value)?),
            "headers" => constructed.headers(expr(value)?),
            "cookies" => constructed.cookies(expr(value)?),
            "files" => constructed.files(expr(value)?),
            "auth" => constructed.auth(Auth::from(expr(value)?)),
            "timeout" => constructed.timeout(expr(value)?),
            "allow_redirects" => constructed.allow_redirects(expr(value)?),
            "proxies" => constructed.proxies(expr(value)?),
            "verify" => constructed.verify(Verify::from(expr(value)?)),
            "cert" => constructed.cert(expr(value)?),
            "stream" => constructed.stream(expr(value)?),
            "hooks" if hooks::are_none(value, given)? => constructed,
            "hide_request_headers" => constructed.hide_request_headers(hidden::names(value)?),
            "hide_response_headers" => constructed.hide_response_headers(hidden::names(value)?),
            "name" => constructed.name(name(value)?),
            "description" => constructed.description(expr(value)?),
            "descriptionDone" => constructed.description_done(expr(value)?),
            "descriptionSuffix" => constructed.description_suffix(expr(value)?),
            // None is as good as not given.
            later if NOT_YET.contains(&later) && value.is_null() => constructed,
            later if later == "hooks" || NOT_YET.contains(&later) => {
                return Err(NoExpression::NotYet(later.to_owned()));
            }
            unknown => {
                let why = format!("unknown argument '{unknown}'");
                return refused_as(RefusalKind::Argument, why);
            }
        };
    }
    Ok(constructed.flags(flags))
}

fn flag<'a>(flags: &'a mut Flags, argument: &str) -> Option<&'a mut bool> {
    Some(match argument {
        "haltOnFailure" => &mut flags.halt_on_failure,
        "flunkOnFailure" => &mut flags.flunk_on_failure,
        "flunkOnWarnings" => &mut flags.flunk_on_warnings,
        "warnOnFailure" => &mut flags.warn_on_failure,
        "warnOnWarnings" => &mut flags.warn_on_warnings,
        "alwaysRun" => &mut flags.always_run,
        _ => return None,
    })
}

/// None counts as False.
fn is_set(argument: &str, value: &Value) -> Result<bool, NoExpression> {
    match value {
        Value::Bool(set) => Ok(*set),
        Value::Null => Ok(false),
        _ => Err(NoExpression::NotYet(format!("{argument}: {value}"))),
    }
}

fn method(step: &Step) -> Result<Expr, NoExpression> {
    match (
        step.get("class").and_then(Value::as_str),
        step.get("method"),
    ) {
        (Some("HTTPStep"), Some(method)) => known_method(method),
        (Some("HTTPStep"), None) => refused_as(RefusalKind::Argument, "missing argument 'method'"),
        (Some(verb), None) if VERBS.contains(&verb) => Ok(verb.into_expr()),
        (Some(verb), Some(_)) if VERBS.contains(&verb) => {
            let why = format!("`{verb}` takes no argument 'method'");
            refused_as(RefusalKind::Argument, why)
        }
        (class, _) => Err(NoExpression::NotYet(format!("class {class:?}"))),
    }
}

/// One of the known methods, by the letter, or what makes an expression of the comparison with them.
fn known_method(value: &Value) -> Result<Expr, NoExpression> {
    let method = expression::construct(value)?;
    if method.has_operators() || value.as_str().is_some_and(|verb| VERBS.contains(&verb)) {
        return Ok(method.into_expr());
    }
    refused_as(RefusalKind::Method, format!("unknown method {value}"))
}

fn name(value: &Value) -> Result<Expr, NoExpression> {
    let name = expression::construct(value)?;
    if name.is_plain() && !value.is_string() {
        let why = format!("the name of a step is text, not {value}");
        return refused_as(RefusalKind::Name, why);
    }
    Ok(name.into_expr())
}

fn expr(value: &Value) -> Result<Expr, NoExpression> {
    expression::construct(value).map(expression::Object::into_expr)
}
