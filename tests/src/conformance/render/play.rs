//! Renders the expression of a case.

use http_step::{Dialect, Expr, Properties, Scope, SecretValues, SourceStamp, Value};
use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use super::case::Case;
use crate::conformance::expression::{NoExpression, construct, message, refused};

/// What came of a case.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) ended: Ended,
    /// Value and mark, by first use.
    pub(super) used_secrets: Vec<(String, String)>,
    pub(super) cleaned: Vec<String>,
}

#[derive(Debug)]
pub(super) enum Ended {
    /// The expression could not be built, for this reason.
    ConfigError(String),
    /// It could not be rendered, for this reason.
    RenderError(String),
    Value {
        value: Value,
        text: String,
    },
}

/// Fails where the case cannot be expressed yet.
pub(super) fn play(case: &Case) -> Result<Outcome, String> {
    match render(case) {
        Ok(outcome) => Ok(outcome),
        Err(NoExpression::Refused(why)) => Ok(Outcome {
            ended: Ended::ConfigError(why.text),
            used_secrets: Vec::new(),
            cleaned: Vec::new(),
        }),
        Err(NoExpression::NotYet(what)) => Err(format!("cannot be expressed yet: {what}")),
    }
}

fn render(case: &Case) -> Result<Outcome, NoExpression> {
    let expr = construct(&case.expr)?.into_expr();
    let (properties, renderables) = properties(&case.properties)?;
    for expr in renderables.values().chain([&expr]) {
        expr.check()
            .map_err(|error| NoExpression::Refused(error.to_string().into()))?;
    }
    let worker = worker(&case.worker_info)?;
    let stamps = case.source_stamps.iter().map(source_stamp);
    let stamps: Vec<_> = stamps.collect::<Result<_, _>>()?;
    let secrets = case.secrets.as_ref().map(secret_values);
    let mut scope = Scope::new(&properties, Dialect::Buildbot)
        .source_stamps(&stamps)
        .worker(&worker)
        .renderables(&renderables);
    if let Some(secrets) = &secrets {
        scope = scope.secrets(secrets);
    }
    let ended = match expr.render(&scope) {
        Ok(value) => Ended::Value {
            text: scope.text(&value),
            value,
        },
        Err(error) => Ended::RenderError(message(&error)),
    };
    Ok(Outcome {
        ended,
        used_secrets: marks(&scope, case.secrets.as_ref()),
        cleaned: case.clean.iter().map(|text| scope.clean(text)).collect(),
    })
}

/// Properties by value, and those that are expressions.
fn properties(
    written: &Map<String, Json>,
) -> Result<(Properties, IndexMap<String, Expr>), NoExpression> {
    let mut properties = Properties::new();
    let mut renderables = IndexMap::new();
    for (name, json) in written {
        let object = construct(json)?;
        if object.is_plain() {
            properties.set(name, object.into_value()?, "case");
        } else if object.is_container() {
            return refused(format!("the property '{name}' is not JSON"));
        } else {
            renderables.insert(name.clone(), object.into_expr());
        }
    }
    Ok((properties, renderables))
}

fn worker(written: &Map<String, Json>) -> Result<Properties, NoExpression> {
    let mut info = Properties::new();
    for (name, json) in written {
        info.set(name, construct(json)?.into_value()?, "Worker");
    }
    Ok(info)
}

/// The members of a patch are attributes of the stamp.
fn source_stamp(written: &Map<String, Json>) -> Result<SourceStamp, NoExpression> {
    let patch = written.get("patch").and_then(Json::as_object);
    let of_patch = patch
        .into_iter()
        .flatten()
        .map(|(name, json)| (format!("patch_{name}"), json));
    let own = written
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "codebase" | "patch"));
    let attributes = own.map(|(name, json)| (name.clone(), json)).chain(of_patch);
    Ok(SourceStamp {
        codebase: match written.get("codebase") {
            Some(Json::String(codebase)) => codebase.clone(),
            _ => return refused("a source stamp has a codebase"),
        },
        attributes: attributes
            .map(|(name, json)| Ok((name, construct(json)?.into_value()?)))
            .collect::<Result<_, _>>()?,
    })
}

/// A secret is text; a provider with anything else does not know it.
fn secret_values(written: &Map<String, Json>) -> SecretValues {
    let texts = written
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    texts.collect()
}

/// What is marked: the values that were looked up, but for blank ones; the last name of a value counts.
fn marks(scope: &Scope<'_>, secrets: Option<&Map<String, Json>>) -> Vec<(String, String)> {
    let mut marks = IndexMap::new();
    for name in scope.used_secrets() {
        let value = secrets.and_then(|secrets| secrets.get(&name)?.as_str());
        let value = value.unwrap_or_default();
        if !value.trim().is_empty() {
            marks.insert(value.to_owned(), format!("<{name}>"));
        }
    }
    marks.into_iter().collect()
}
