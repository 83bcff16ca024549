use std::borrow::Cow;

use super::encode::pairs;
use crate::dialect::Dialect;
use crate::error::RenderError;
use crate::expr::{Expr, Scope};
use crate::redact;
use crate::step::HttpStep;
use crate::value::Value;

/// The values of a step's fields, before they have a place in a request.
///
/// None stands for a field that was not given, or that came out as null.
pub(crate) struct Rendered<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) url: Cow<'a, str>,
    pub(crate) method: Cow<'a, str>,
    pub(crate) params: Option<Cow<'a, Value>>,
    pub(crate) data: Option<Cow<'a, Value>>,
    pub(crate) json: Option<Cow<'a, Value>>,
    pub(crate) headers: Option<Cow<'a, Value>>,
    pub(crate) timeout: Option<Cow<'a, Value>>,
    /// The keys of the fields in which a secret stands.
    pub(crate) secrets: Vec<&'static str>,
    /// The name of the secret that the URL as a whole is.
    pub(crate) secret_url: Option<&'a str>,
}

impl<'a> Rendered<'a> {
    pub(crate) fn render(step: &'a HttpStep, scope: &Scope<'a>) -> Result<Self, RenderError> {
        let json = match &step.json {
            // Null is a document too, unless it came out of an expression.
            Some(json @ Expr::Value(_)) if scope.dialect().is_strict() => Some(json.value(scope)?),
            json => field("json", json.as_ref(), scope)?,
        };
        Ok(Self {
            dialect: scope.dialect(),
            url: step
                .url
                .url(scope)
                .map_err(|error| error.within("url"))?
                .into(),
            method: text("method", &step.method, scope)?,
            params: field("params", step.params.as_ref(), scope)?,
            data: field("data", step.data.as_ref(), scope)?,
            json,
            headers: field("headers", step.headers.as_ref(), scope)?,
            timeout: field("timeout", step.timeout.as_ref(), scope)?,
            secrets: step
                .fields()
                .filter(|(_, expr)| expr.has_secret())
                .map(|(key, _)| key)
                .collect(),
            secret_url: step.url.secret_name(),
        })
    }

    /// The values of parameters and form fields that are credentials by name.
    pub(crate) fn credentials(&self) -> Vec<String> {
        let fields = [&self.params, &self.data].into_iter().flatten();
        let pairs = fields.flat_map(|field| pairs(field).unwrap_or_default());
        pairs
            .filter(|(name, value)| {
                redact::hides(&name.shown(self.dialect)) && !matches!(value, Value::Bool(_))
            })
            .map(|(_, value)| self.dialect.text(value).into_owned())
            .collect()
    }

    /// The URL as a log may show it: one that is a secret as its host and the secret's name.
    pub(crate) fn shown_url(&self) -> Cow<'_, str> {
        match self.secret_url {
            Some(name) => Cow::Owned(redact::secret_url(&self.url, name)),
            None => redact::url(&self.url),
        }
    }
}

fn field<'a>(
    name: &str,
    expr: Option<&'a Expr>,
    scope: &Scope<'a>,
) -> Result<Option<Cow<'a, Value>>, RenderError> {
    let Some(expr) = expr else { return Ok(None) };
    let value = expr.value(scope).map_err(|error| error.within(name))?;
    Ok(Some(value).filter(|value| **value != Value::Null))
}

/// The text that a field of a step comes out as.
pub(crate) fn text<'a>(
    name: &str,
    expr: &'a Expr,
    scope: &Scope<'a>,
) -> Result<Cow<'a, str>, RenderError> {
    Ok(
        match expr.value(scope).map_err(|error| error.within(name))? {
            Cow::Borrowed(value) => scope.dialect().text(value),
            Cow::Owned(value) => Cow::Owned(scope.dialect().text(&value).into_owned()),
        },
    )
}
