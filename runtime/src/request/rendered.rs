use std::borrow::Cow;

use crate::dialect::Dialect;
use crate::error::RenderError;
use crate::expr::{Context, Expr};
use crate::step::HttpStep;
use crate::value::Value;

/// The values of a step's fields, before they have a place in a request.
///
/// None stands for a field that was not given, or that came out as null.
#[derive(Debug)]
pub(crate) struct Rendered<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) url: Cow<'a, str>,
    pub(crate) method: Cow<'a, str>,
    pub(crate) params: Option<Cow<'a, Value>>,
    pub(crate) data: Option<Cow<'a, Value>>,
    pub(crate) json: Option<Cow<'a, Value>>,
    pub(crate) headers: Option<Cow<'a, Value>>,
    pub(crate) timeout: Option<Cow<'a, Value>>,
}

impl<'a> Rendered<'a> {
    pub(crate) fn render(step: &'a HttpStep, context: Context<'a>) -> Result<Self, RenderError> {
        let json = match &step.json {
            // Null is a document too, unless it came out of an expression.
            Some(json @ Expr::Value(_)) if context.dialect.is_strict() => {
                Some(json.render(context)?)
            }
            json => field("json", json.as_ref(), context)?,
        };
        Ok(Self {
            dialect: context.dialect,
            url: text("url", &step.url, context)?,
            method: text("method", &step.method, context)?,
            params: field("params", step.params.as_ref(), context)?,
            data: field("data", step.data.as_ref(), context)?,
            json,
            headers: field("headers", step.headers.as_ref(), context)?,
            timeout: field("timeout", step.timeout.as_ref(), context)?,
        })
    }
}

fn field<'a>(
    name: &str,
    expr: Option<&'a Expr>,
    context: Context<'a>,
) -> Result<Option<Cow<'a, Value>>, RenderError> {
    let Some(expr) = expr else { return Ok(None) };
    let value = expr.render(context).map_err(|error| error.within(name))?;
    Ok(Some(value).filter(|value| **value != Value::Null))
}

/// The text that a field of a step comes out as.
pub(crate) fn text<'a>(
    name: &str,
    expr: &'a Expr,
    context: Context<'a>,
) -> Result<Cow<'a, str>, RenderError> {
    Ok(
        match expr.render(context).map_err(|error| error.within(name))? {
            Cow::Borrowed(value) => context.dialect.text(value),
            Cow::Owned(value) => Cow::Owned(context.dialect.text(&value).into_owned()),
        },
    )
}
