use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use http_step_syntax::json_path::Path;
use http_step_syntax::key::Key;
use http_step_syntax::rules::{At, Facts, Violation, check};
use http_step_syntax::{Method as Known, url as url_rules};
use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, HeaderMap};
use url::Url;

use super::auth::{self, Credentials};
use super::encode::{parameters, urlencode};
use super::rendered::Data;
use super::{
    Body, ClientCertificate, JarScope, Rendered, Timeouts, Trust, cookies, headers, limits, pairs,
    proxies,
};
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::redact;
use crate::step::{Hook, HttpStep};
use crate::value::Value;

/// What the transport can send, in bytes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// Whether what goes there can be read on the way.
pub(crate) fn is_unencrypted(url: &Url) -> bool {
    url.scheme() == "http" && !url.host_str().is_some_and(url_rules::is_loopback)
}

/// A request as it goes out: nothing in it has to be looked up or checked any more.
pub(crate) struct Request {
    pub(crate) dialect: Dialect,
    pub(crate) method: Method,
    /// Without userinfo.
    pub(crate) url: Url,
    /// The URL as a log may show it.
    pub(crate) shown_url: String,
    /// All fields but Cookie.
    pub(crate) headers: HeaderMap,
    shown_headers: Option<HeaderMap>,
    /// The cookies of this request alone, in order.
    pub(crate) cookies: Vec<(String, Option<String>)>,
    /// User and password that answer a challenge.
    pub(crate) digest: Option<(String, String)>,
    /// Whether `auth` says who asks.
    pub(crate) has_auth: bool,
    pub(crate) body: Option<Body>,
    pub(crate) timeouts: Timeouts,
    /// How many redirects are followed; None where they are ordinary responses.
    pub(crate) redirects: Option<usize>,
    /// By what goes through them, in the order of writing; None goes straight.
    pub(crate) proxies: Vec<(String, Option<String>)>,
    pub(crate) trust: Trust,
    pub(crate) certificate: Option<ClientCertificate>,
    pub(crate) jar: JarScope,
    pub(crate) save_to: Option<PathBuf>,
    /// The longest body after decoding, in bytes.
    pub(crate) max_response: u64,
    /// Whether the body is held, since the step looks into it.
    pub(crate) keeps_body: bool,
    /// The paths of the body as JSON that the step asks for.
    pub(crate) json_paths: Arc<[Path]>,
    /// The same of one that goes into a file.
    pub(crate) max_saved: u64,
    /// The header fields of the answer that become secrets, with the names of these: known before a body is
    /// read, they are hidden where it is cut.
    pub(crate) secret_fields: Vec<(String, String)>,
    pub(crate) hook: Option<Hook>,
}

impl Request {
    pub(crate) fn prepare(step: &HttpStep, rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        let within = |key: Key| move |error: RenderError| error.within(key);
        let method = method(rendered).map_err(within(Key::Method))?;
        let url = url(rendered).and_then(bounded).map_err(within(Key::Url))?;
        let userinfo = auth::of_url(&rendered.url, rendered.dialect);
        let mut url = with_params(url, rendered).map_err(within(Key::Params))?;
        if rendered.dialect.has_policy() {
            rules(step, rendered, &method, &url)?;
        }
        let body = Body::prepare(rendered)?;
        let credentials = auth::prepare(rendered).map_err(within(Key::Auth))?;
        let has_auth = credentials.is_some();
        let (field, digest) = match credentials {
            Some(Credentials::Field(field)) => (Some(field), None),
            Some(Credentials::Digest(user, password)) => (None, Some((user, password))),
            None => (userinfo, None),
        };
        let keeps_body = step.looks_into_body();
        let secret_fields = step.secret_fields();
        let secret_fields = secret_fields.map(|(field, name)| (field.to_owned(), name.to_owned()));
        let headers = headers::prepare(rendered, &method, field.as_ref(), body.as_ref())?;
        let shown_url = match &rendered.secret_url {
            Some(_) => rendered.shown_url().into_owned(),
            None => redact::url(url.as_str()).into_owned(),
        };
        without_userinfo(&mut url);
        let (max_response, max_saved) =
            limits::max_response(rendered, keeps_body).map_err(within(Key::MaxResponse))?;
        Ok(Self {
            dialect: rendered.dialect,
            method,
            url,
            shown_url,
            shown_headers: headers::shown(&headers, rendered),
            headers,
            cookies: cookies::prepare(rendered).map_err(within(Key::Cookies))?,
            digest,
            has_auth,
            body,
            timeouts: Timeouts::prepare(rendered)?,
            redirects: limits::redirects(rendered)?,
            proxies: proxies::prepare(rendered).map_err(within(Key::Proxies))?,
            trust: Trust::prepare(rendered).map_err(within(Key::Verify))?,
            certificate: ClientCertificate::prepare(rendered).map_err(within(Key::Cert))?,
            jar: JarScope::prepare(rendered).map_err(within(Key::Session))?,
            save_to: save_to(rendered).map_err(within(Key::SaveTo))?,
            max_response,
            max_saved,
            keeps_body,
            json_paths: step.json_paths().into(),
            secret_fields: secret_fields.collect(),
            hook: step.hook.clone(),
        })
    }

    /// Opens the files that are sent; until then nothing outside the declaration has been looked at.
    pub(crate) async fn open(&mut self) -> Result<(), RenderError> {
        let Some(body) = &mut self.body else {
            return Ok(());
        };
        body.open()
            .await
            .map_err(|error| error.within(Key::Files))?;
        let all = [Some(&mut self.headers), self.shown_headers.as_mut()];
        for headers in all.into_iter().flatten() {
            headers.insert(CONTENT_LENGTH, body.length().into());
        }
        Ok(())
    }

    /// The fields in the texts that a log may show.
    pub(crate) fn shown_headers(&self) -> &HeaderMap {
        self.shown_headers.as_ref().unwrap_or(&self.headers)
    }
}

/// The rules across fields that the macro has checked where it knew the fields.
fn rules(
    step: &HttpStep,
    rendered: &Rendered<'_>,
    method: &Method,
    url: &Url,
) -> Result<(), RenderError> {
    let data_is_no_map = match rendered.data() {
        Some(Data::Value(data)) => matches!(data, Value::String(_) | Value::Bytes(_)),
        Some(Data::File(_)) => true,
        None => false,
    };
    let given = Key::ALL.iter().copied().filter(|key| match key {
        Key::Data => rendered.data().is_some(),
        Key::Files => rendered.files.is_some(),
        Key::Retry => step.retry.is_some(),
        key => rendered.get(*key).is_some(),
    });
    let params = param_names(rendered);
    let facts = Facts {
        query_names: match params.is_empty() {
            true => Vec::new(),
            false => query_names(&rendered.url),
        },
        param_names: params.iter().map(AsRef::as_ref).collect(),
        method: Known::parse(method.as_str()).ok(),
        keys: given.collect(),
        authorization: headers::names_authorization(rendered),
        data_is_no_map,
        secrets: rendered.secrets.clone(),
        url_is_secret: rendered.secret_url.is_some(),
        url_is_open: is_unencrypted(url),
        insecure: rendered.insecure,
        idempotent: step.retry.as_ref().is_some_and(|retry| retry.idempotent),
        ..Facts::default()
    };
    match check(&facts).into_iter().next() {
        None => Ok(()),
        Some(Violation { at, what, help }) => {
            let error = RenderError::new(what).help(Some(help));
            Err(match at {
                At::Key(key) => error.within(key),
                At::Option(key, option) => error.within(option).within(key),
                At::Param(_) => error.within(Key::Params),
                At::ContentType | At::Authorization => error.within(Key::Headers),
                At::Secret(index) => error.within(rendered.secrets.get(index).unwrap_or(&Key::Url)),
            })
        }
    }
}

/// The names in the query that the URL has of its own.
fn query_names(url: &str) -> Vec<String> {
    let query = url_rules::check(url).ok().and_then(|url| url.query);
    let names = query.map(|query| url_rules::query_names(url, query));
    names.into_iter().flatten().map(|(_, name)| name).collect()
}

/// The names in `params` that are sent.
fn param_names<'r>(rendered: &'r Rendered<'_>) -> Vec<Cow<'r, str>> {
    let params = rendered.get(Key::Params);
    let params = params
        .and_then(|params| pairs(params).ok())
        .unwrap_or_default();
    let sent = params
        .into_iter()
        .filter(|(_, value)| **value != Value::Null);
    sent.map(|(name, _)| name.shown(rendered.dialect)).collect()
}

fn method(rendered: &Rendered<'_>) -> Result<Method, RenderError> {
    let text = rendered.dialect.method(&rendered.method)?;
    if rendered.dialect.has_policy() {
        Known::parse(&text)?;
    }
    // The text is not quoted: in upper case, a secret in it would not be found.
    Method::from_bytes(text.as_bytes())
        .map_err(|_| RenderError::new("invalid method: expected a token such as `GET`"))
}

fn url(rendered: &Rendered<'_>) -> Result<Url, RenderError> {
    let text = rendered.url.as_ref();
    let octets = rendered.url_octets.as_deref().unwrap_or_default();
    if std::str::from_utf8(octets).is_err() {
        return Err(RenderError::new("bytes that are not UTF-8 are no text"));
    }
    if rendered.dialect.has_policy() {
        url_rules::check(text).map_err(|problems| {
            let first = problems.into_iter().next();
            let what = first.map_or_else(|| "this is no URL".to_owned(), |problem| problem.what);
            // The help of the rules quotes the URL, which may hold what no log should show.
            RenderError::new(what)
                .help(Some("write an address like `https://host/path`".to_owned()))
        })?;
    }
    let text = rendered.dialect.quoted_url(text)?;
    let url =
        Url::parse(&text).map_err(|error| RenderError::new(format!("this is no URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(RenderError::new(format!(
            "the scheme is http or https, not {}",
            url.scheme()
        )));
    }
    Ok(url)
}

fn with_params(mut url: Url, rendered: &Rendered<'_>) -> Result<Url, RenderError> {
    let Some(params) = rendered.get(Key::Params) else {
        return Ok(url);
    };
    if !rendered.dialect.is_given(params) {
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
    bounded(url)
}

fn bounded(url: Url) -> Result<Url, RenderError> {
    if url.as_str().len() > LONGEST_URL {
        let what = format!("the URL comes out longer than {LONGEST_URL} bytes");
        return Err(RenderError::new(what));
    }
    Ok(url)
}

/// Credentials never stand in the URL that is connected.
fn without_userinfo(url: &mut Url) {
    // Both fail for URLs without a host only, and http has one.
    let _ = url.set_username("");
    let _ = url.set_password(None);
}

/// The file that the body is saved to.
fn save_to(rendered: &Rendered<'_>) -> Result<Option<PathBuf>, RenderError> {
    match rendered.text(Key::SaveTo).as_deref() {
        None => Ok(None),
        Some("") => Err(RenderError::new("the path comes out empty")),
        Some(path) => Ok(Some(path.into())),
    }
}
