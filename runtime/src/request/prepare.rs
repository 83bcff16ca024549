use http_step_syntax::rules::{At, Facts, Violation, check};
use http_step_syntax::{Method as Known, Problem, url as url_rules};
use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use super::encode::{parameters, urlencode};
use super::{Body, Bounds, Rendered, headers};
use crate::error::RenderError;
use crate::redact;

/// What the transport can send, in bytes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// A request as it goes out: nothing in it has to be looked up or checked any more.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// The URL as a log may show it.
    pub(crate) shown_url: String,
    pub(crate) headers: HeaderMap,
    shown_headers: Option<HeaderMap>,
    pub(crate) body: Option<Body>,
    pub(crate) bounds: Bounds,
}

impl Request {
    pub(crate) fn prepare(rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        let method = method(rendered).map_err(|error| error.within("method"))?;
        let url = url(rendered).map_err(|error| error.within("url"))?;
        let url = with_params(url, rendered).map_err(|error| error.within("params"))?;
        if rendered.dialect.is_strict() {
            rules(rendered, &method, &url)?;
        }
        let body = Body::prepare(rendered)?;
        let headers = headers::prepare(rendered, &method, body.as_ref())
            .map_err(|error| error.within("headers"))?;
        let bounds = Bounds::prepare(rendered).map_err(|error| error.within("timeout"))?;
        let shown_url = match rendered.secret_url {
            Some(_) => rendered.shown_url().into_owned(),
            None => redact::url(url.as_str()).into_owned(),
        };
        Ok(Self {
            method,
            shown_url,
            url,
            shown_headers: headers::shown(&headers, rendered),
            headers,
            body,
            bounds,
        })
    }

    /// The fields in the texts that a log may show.
    pub(crate) fn shown_headers(&self) -> &HeaderMap {
        self.shown_headers.as_ref().unwrap_or(&self.headers)
    }
}

/// The rules across fields that the macro has checked where it knew the fields.
fn rules(rendered: &Rendered<'_>, method: &Method, url: &Url) -> Result<(), RenderError> {
    let given = [("data", &rendered.data), ("json", &rendered.json)];
    let given = given.into_iter().filter(|(_, value)| value.is_some());
    let facts = Facts {
        method: Known::parse(method.as_str()).ok(),
        keys: given.map(|(key, _)| key).collect(),
        secrets: rendered.secrets.clone(),
        url_is_secret: rendered.secret_url.is_some(),
        url_is_open: url.scheme() == "http" && !url.host_str().is_some_and(url_rules::is_loopback),
        ..Facts::default()
    };
    match check(&facts).into_iter().next() {
        None => Ok(()),
        Some(Violation { at, what, help }) => {
            let error = RenderError::new(what).help(Some(help));
            Err(match at {
                At::Key(key) => error.within(key),
                At::Param(_) => error.within("params"),
                At::ContentType => error.within("headers"),
                At::Secret(index) => error.within(rendered.secrets.get(index).unwrap_or(&"url")),
            })
        }
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
            let what = first.map_or_else(|| "this is no URL".to_owned(), |problem| problem.what);
            // The help of the rules quotes the URL, which may hold what no log should show.
            RenderError::new(what)
                .help(Some("write an address like `https://host/path`".to_owned()))
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
    let pairs = parameters(params, rendered.dialect)?;
    let added = urlencode(&pairs, rendered.dialect)?;
    if !added.is_empty() {
        let query = match url.query() {
            Some(own) if !own.is_empty() => format!("{own}&{added}"),
            _ => added,
        };
        url.set_query(Some(&query));
    }
    if url.as_str().len() > LONGEST_URL {
        return Err(RenderError::new(format!(
            "the URL comes out longer than {LONGEST_URL} bytes"
        )));
    }
    Ok(url)
}

fn explained(problem: Problem) -> RenderError {
    RenderError::new(problem.what).help(problem.help)
}
