//! A recorded step, in terms of the public API.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_step::{Expr, Flags, HttpStep, IntoSeconds, IntoValue, property};
use serde_json::{Map, Value};

use super::case::Step;

/// Why there is no step to run.
#[derive(Debug)]
pub(super) enum NoStep {
    /// The API has no words for this member yet.
    NotYet(String),
    /// No step can be constructed like that: the API has no place for it.
    Invalid(String),
}

/// The classes of Buildbot with their method; `HTTPStep` itself takes it as an argument.
const VERBS: [&str; 6] = ["POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS"];

/// Arguments that Buildbot's steps have and ours do not have yet.
const NOT_YET: [&str; 15] = [
    "allow_redirects",
    "auth",
    "cert",
    "cookies",
    "doStepIf",
    "files",
    "hideStepIf",
    "hide_request_headers",
    "hide_response_headers",
    "hooks",
    "locks",
    "proxies",
    "stream",
    "updateBuildSummaryPolicy",
    "verify",
];

/// Constructs the step.
pub(super) fn construct(step: &Step) -> Result<HttpStep, NoStep> {
    let url = step
        .get("url")
        .ok_or_else(|| NoStep::Invalid("there is no url".to_owned()))?;
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
            "timeout" => constructed.timeout(seconds(value)?),
            "name" => constructed.name(expr(value)?),
            "description" => constructed.description(expr(value)?),
            "descriptionDone" => constructed.description_done(expr(value)?),
            "descriptionSuffix" => constructed.description_suffix(expr(value)?),
            // None is as good as not given.
            later if NOT_YET.contains(&later) && value.is_null() => constructed,
            later if NOT_YET.contains(&later) => return Err(NoStep::NotYet(later.to_owned())),
            unknown => return Err(NoStep::Invalid(format!("no argument `{unknown}`"))),
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
fn is_set(argument: &str, value: &Value) -> Result<bool, NoStep> {
    match value {
        Value::Bool(set) => Ok(*set),
        Value::Null => Ok(false),
        _ => Err(NoStep::NotYet(format!("{argument}: {value}"))),
    }
}

fn method(step: &Step) -> Result<Expr, NoStep> {
    match (
        step.get("class").and_then(Value::as_str),
        step.get("method"),
    ) {
        (Some("HTTPStep"), Some(method)) => expr(method),
        (Some("HTTPStep"), None) => Ok(Expr::Value("POST".into_value())),
        (Some(verb), None) if VERBS.contains(&verb) => Ok(Expr::Value(verb.into_value())),
        (Some(verb), Some(_)) if VERBS.contains(&verb) => {
            Err(NoStep::Invalid(format!("the method of `{verb}` is given")))
        }
        (class, _) => Err(NoStep::NotYet(format!("class {class:?}"))),
    }
}

/// Seconds; a tuple is a pair, whereas a list is a value like any other.
fn seconds(value: &Value) -> Result<Expr, NoStep> {
    match value
        .get("$tuple")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([connect, silence]) => Ok((expr(connect)?, expr(silence)?).into_seconds()),
        _ => expr(value),
    }
}

fn expr(value: &Value) -> Result<Expr, NoStep> {
    match value {
        Value::Array(items) => list(items),
        Value::Object(members) => match members.keys().find(|name| name.starts_with('$')) {
            Some(form) => special(form, members),
            None => members
                .iter()
                .map(|(name, value)| Ok((Expr::Value(name.into_value()), expr(value)?)))
                .collect::<Result<_, _>>()
                .map(Expr::Map),
        },
        plain => Ok(Expr::Value(plain.clone().into_value())),
    }
}

/// A list of expressions; tuples are lists as well.
fn list(items: &[Value]) -> Result<Expr, NoStep> {
    items
        .iter()
        .map(expr)
        .collect::<Result<_, _>>()
        .map(Expr::List)
}

/// A value that is written as an object with a `$` member.
fn special(form: &str, members: &Map<String, Value>) -> Result<Expr, NoStep> {
    let not_yet = || NoStep::NotYet(form.to_owned());
    let content = members.get(form).unwrap_or(&Value::Null);
    match (form, content) {
        ("$property", Value::String(name)) => {
            let mut property = property(name);
            if let Some(default) = members.get("default") {
                property = property.default(expr(default)?);
            }
            if let Some(Value::Bool(replaces)) = members.get("default_when_false") {
                property = property.default_when_false(*replaces);
            }
            Ok(Expr::Property(property))
        }
        ("$tuple", Value::Array(items)) => list(items),
        ("$dict", Value::Array(entries)) => entries
            .iter()
            .map(|entry| match entry.as_array().map(Vec::as_slice) {
                Some([key, value]) => Ok((expr(key)?, expr(value)?)),
                _ => Err(not_yet()),
            })
            .collect::<Result<_, _>>()
            .map(Expr::Map),
        ("$bytes_b64", Value::String(text)) => {
            let bytes = STANDARD.decode(text).map_err(|_| not_yet())?;
            Ok(Expr::Value(http_step::Value::Bytes(bytes.into())))
        }
        ("$float", Value::String(text)) => {
            let number = text.parse().map_err(|_| not_yet())?;
            Ok(Expr::Value(http_step::Value::Float(number)))
        }
        ("$int", Value::String(digits)) => {
            let number = digits
                .parse()
                .map_err(|_| NoStep::NotYet(format!("the integer {digits}")))?;
            Ok(Expr::Value(http_step::Value::Integer(number)))
        }
        _ => Err(not_yet()),
    }
}
