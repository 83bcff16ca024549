use http_step_syntax::{Method as Known, Problem, url as url_rules};
use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use super::encode::{pairs, urlencode};
use super::{Body, Bounds, Rendered, headers};
use crate::error::RenderError;
use crate::value::Value;

/// A request as it goes out: nothing in it has to be looked up or checked any more.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Body>,
    pub(crate) bounds: Bounds,
}

impl Request {
    pub(crate) fn prepare(rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        let method = method(rendered).map_err(|error| error.within("method"))?;
        let url = url(rendered).map_err(|error| error.within("url"))?;
        let url = with_params(url, rendered).map_err(|error| error.within("params"))?;
        let body = Body::prepare(rendered)?;
        let bodyless = method == Method::GET || method == Method::HEAD;
        if body.is_some() && bodyless && rendered.dialect.is_strict() {
            return Err(RenderError::new(format!("{method} has no body")).within("data"));
        }
        let headers = headers::prepare(rendered, &method, body.as_ref())
            .map_err(|error| error.within("headers"))?;
        let bounds = Bounds::prepare(rendered).map_err(|error| error.within("timeout"))?;
        Ok(Self {
            method,
            url,
            headers,
            body,
            bounds,
        })
    }
}

fn method(rendered: &Rendered<'_>) -> Result<Method, RenderError> {
    let text = rendered.method.as_ref();
    if rendered.dialect.is_strict() {
        Known::parse(text).map_err(explained)?;
        return Method::from_bytes(text.as_bytes()).map_err(|_| RenderError::new("no method"));
    }
    Method::from_bytes(text.to_ascii_uppercase().as_bytes())
        .map_err(|_| RenderError::new(format!("`{text}` is no method")))
}

fn url(rendered: &Rendered<'_>) -> Result<Url, RenderError> {
    let text = rendered.url.as_ref();
    if rendered.dialect.is_strict() {
        url_rules::check(text).map_err(|problems| {
            let first = problems.into_iter().next();
            first.map_or_else(|| RenderError::new("this is no URL"), explained)
        })?;
    }
    let url =
        Url::parse(text).map_err(|error| RenderError::new(format!("this is no URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(RenderError::new(format!(
            "the scheme is http or https, not {}",
            url.scheme()
        )));
    }
    Ok(url)
}

fn with_params(mut url: Url, rendered: &Rendered<'_>) -> Result<Url, RenderError> {
    let Some(params) = rendered.params.as_deref() else {
        return Ok(url);
    };
    if !rendered.dialect.is_strict() && params.is_falsy() {
        return Ok(url);
    }
    let mut pairs = match params {
        Value::List(_) if rendered.dialect.sorts_params() => {
            return Err(RenderError::new("parameters are a map, not list"));
        }
        params => pairs(params)?,
    };
    if rendered.dialect.sorts_params() {
        pairs.sort_by_key(|(name, _)| name.text());
    }
    let added = urlencode(&pairs, rendered.dialect);
    if !added.is_empty() {
        let query = match url.query() {
            Some(own) if !own.is_empty() => format!("{own}&{added}"),
            _ => added,
        };
        url.set_query(Some(&query));
    }
    Ok(url)
}

fn explained(problem: Problem) -> RenderError {
    RenderError::new(problem.what).help(problem.help)
}
