use std::borrow::Cow;

use bytes::Bytes;

use super::encode::pairs;
use super::files::Files;
use super::part::Part;
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::expr::{Expr, Scope};
use crate::redact;
use crate::step::{HttpStep, Scheme, Verify};
use crate::value::Value;

/// What is looked for in all that is shown takes many times its own length in memory.
const LONGEST_CREDENTIAL: usize = 64 << 10;

/// The values of a step's fields, before they have a place in a request.
///
/// None stands for a field that was not given, or that came out as null.
pub(crate) struct Rendered<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) url: String,
    /// The URL where it was given as bytes.
    pub(super) url_octets: Option<Bytes>,
    pub(crate) method: Cow<'a, Value>,
    pub(crate) params: Option<Cow<'a, Value>>,
    pub(crate) data: Option<Data<'a>>,
    pub(super) json: Option<Cow<'a, Value>>,
    pub(super) headers: Option<Cow<'a, Value>>,
    pub(super) cookies: Option<Cow<'a, Value>>,
    pub(super) files: Option<Files<'a>>,
    pub(super) auth: Option<(Scheme, Cow<'a, Value>)>,
    pub(super) timeout: Option<Cow<'a, Value>>,
    pub(super) deadline: Option<Cow<'a, Value>>,
    pub(super) allow_redirects: Option<Cow<'a, Value>>,
    pub(super) redirects: Option<Cow<'a, Value>>,
    pub(super) proxies: Option<Cow<'a, Value>>,
    pub(super) verify: Option<Cow<'a, Value>>,
    /// Whether the author knows that the peer is not verified.
    pub(crate) insecure: bool,
    pub(super) cert: Option<Cow<'a, Value>>,
    pub(super) max_response: Option<Cow<'a, Value>>,
    pub(super) session: Option<Cow<'a, str>>,
    pub(super) save_to: Option<Cow<'a, str>>,
    pub(super) idempotency_key: Option<Cow<'a, str>>,
    /// The keys of the fields in which a secret was used.
    pub(super) secrets: Vec<&'static str>,
    /// The name of the secret that the URL as a whole is.
    pub(super) secret_url: Option<String>,
}

/// What stands at `data`.
pub(crate) enum Data<'a> {
    Value(Cow<'a, Value>),
    File(Part),
}

impl<'a> Rendered<'a> {
    pub(crate) fn render(step: &'a HttpStep, scope: &Scope<'a>) -> Result<Self, RenderError> {
        let mut fields = Fields::new(scope);
        let json = match &step.json {
            // Null is a document too, unless it came out of an expression.
            Some(json @ Expr::Value(_)) if scope.dialect().has_null_document() => {
                Some(json.value(scope)?)
            }
            json => fields.value("json", json.as_ref())?,
        };
        let data = match &step.data {
            Some(Expr::File(file)) => {
                let part = fields.of("data", || Part::of_file("data", file, scope))?;
                Some(Data::File(part))
            }
            data => fields.pairs("data", data.as_ref())?.map(Data::Value),
        };
        let files = match &step.files {
            Some(files) => fields.of("files", || Files::render(files, scope))?,
            None => None,
        };
        let auth = match &step.auth {
            Some(auth) => fields
                .value("auth", Some(&auth.credentials))?
                .map(|credentials| (auth.scheme, credentials)),
            None => None,
        };
        let verify = match &step.verify {
            Some(Verify::Value(value)) => fields.value("verify", Some(value))?,
            _ => None,
        };
        fields.value("stream", step.stream.as_ref())?;
        let url = fields.of("url", || step.url.url(scope))?;
        Ok(Self {
            dialect: scope.dialect(),
            url: url.text,
            url_octets: url.octets,
            secret_url: url.secret,
            method: fields.of("method", || step.method.value(scope))?,
            params: fields.pairs("params", step.params.as_ref())?,
            data,
            json,
            headers: fields.pairs("headers", step.headers.as_ref())?,
            cookies: fields.pairs("cookies", step.cookies.as_ref())?,
            files,
            auth,
            timeout: fields.value("timeout", step.timeout.as_ref())?,
            deadline: fields.value("deadline", step.deadline.as_ref())?,
            allow_redirects: fields.value("allow_redirects", step.allow_redirects.as_ref())?,
            redirects: fields.value("redirects", step.redirects.as_ref())?,
            proxies: fields.value("proxies", step.proxies.as_ref())?,
            verify,
            insecure: step.verify == Some(Verify::Insecure),
            cert: fields.value("cert", step.cert.as_ref())?,
            max_response: fields.value("max_response", step.max_response.as_ref())?,
            session: fields.text("session", step.session.as_ref())?,
            save_to: fields.text("save_to", step.save_to.as_ref())?,
            idempotency_key: fields.text("idempotency_key", step.idempotency_key.as_ref())?,
            secrets: fields.secrets,
        })
    }

    /// The values that are hidden for their names: of parameters, members and fields at any depth, of
    /// cookies, of `auth`, and what URLs hold.
    ///
    /// # Errors
    ///
    /// For a value that is too long to be looked for in what comes back.
    pub(crate) fn credentials(&self) -> Result<Vec<String>, RenderError> {
        let data = match &self.data {
            Some(Data::Value(data)) => Some(data),
            _ => None,
        };
        let text = |value: &Value| self.dialect.text(value).into_owned();
        let all = |value: &Value| value.leaves().into_iter().map(text).collect::<Vec<_>>();
        let mut found: Vec<(&str, Vec<String>)> =
            vec![("url", redact::credentials_of_url(&self.url))];
        let named = [
            ("params", self.params.as_ref()),
            ("data", data),
            ("json", self.json.as_ref()),
        ];
        for (key, field) in named {
            let values = field.iter().flat_map(|field| field.credentials());
            found.push((key, values.flat_map(all).collect()));
        }
        let members = |field: Option<&'_ Cow<'a, Value>>| {
            let members = field.map(|field| pairs(field).unwrap_or_default());
            let members = members.unwrap_or_default().into_iter();
            let members =
                members.map(|(name, value)| (name.shown(self.dialect).into_owned(), text(value)));
            members.collect::<Vec<_>>()
        };
        let headers = members(self.headers.as_ref()).into_iter();
        let headers = headers.flat_map(|(name, value)| redact::credentials_of_field(&name, &value));
        found.push(("headers", headers.collect()));
        let cookies = self.cookies.as_deref().map(all);
        found.push(("cookies", cookies.unwrap_or_default()));
        let proxies = members(self.proxies.as_ref()).into_iter();
        let proxies = proxies.flat_map(|(_, proxy)| redact::credentials_of_url(&proxy));
        found.push(("proxies", proxies.collect()));
        if let Some((scheme, credentials)) = &self.auth {
            let password = match scheme {
                Scheme::Bearer => Some(credentials.as_ref()),
                _ => self.dialect.pair(credentials).map(|[_, password]| password),
            };
            found.push(("auth", password.map(all).unwrap_or_default()));
        }
        let too_long = |(_, values): &&(&str, Vec<String>)| {
            values.iter().any(|value| value.len() > LONGEST_CREDENTIAL)
        };
        if let Some((key, _)) = found.iter().find(too_long) {
            return Err(RenderError::new(format!(
                "a value under the name of a credential is longer than {} KiB, which logs could not hide",
                LONGEST_CREDENTIAL >> 10
            ))
            .within(key));
        }
        Ok(found.into_iter().flat_map(|(_, values)| values).collect())
    }

    /// The URL as a log may show it: one that is a secret as its host and the secret's name.
    pub(crate) fn shown_url(&self) -> Cow<'_, str> {
        match (&self.secret_url, &self.url_octets) {
            (Some(name), _) => Cow::Owned(redact::secret_url(&self.url, name)),
            (None, None) => redact::url(&self.url),
            (None, Some(octets)) => {
                let octets = redact::url_octets(octets);
                Cow::Owned(self.dialect.text(&Value::Bytes(octets.into())).into_owned())
            }
        }
    }
}

/// Renders fields, and notes those in which a secret was used: what a closure gives is known only then.
struct Fields<'s, 'a> {
    scope: &'s Scope<'a>,
    secrets: Vec<&'static str>,
}

impl<'s, 'a> Fields<'s, 'a> {
    fn new(scope: &'s Scope<'a>) -> Self {
        Self {
            scope,
            secrets: Vec::new(),
        }
    }

    fn of<T>(
        &mut self,
        key: &'static str,
        render: impl FnOnce() -> Result<T, RenderError>,
    ) -> Result<T, RenderError> {
        let before = self.scope.secrets_used();
        let rendered = render().map_err(|error| error.within(key))?;
        if self.scope.secrets_used() > before {
            self.secrets.push(key);
        }
        Ok(rendered)
    }

    /// None where the field is not given or comes out as null.
    fn value(
        &mut self,
        key: &'static str,
        expr: Option<&'a Expr>,
    ) -> Result<Option<Cow<'a, Value>>, RenderError> {
        self.given(key, expr, Expr::value)
    }

    /// The same of a field that takes pairs.
    fn pairs(
        &mut self,
        key: &'static str,
        expr: Option<&'a Expr>,
    ) -> Result<Option<Cow<'a, Value>>, RenderError> {
        self.given(key, expr, Expr::named)
    }

    fn given(
        &mut self,
        key: &'static str,
        expr: Option<&'a Expr>,
        render: impl FnOnce(&'a Expr, &Scope<'a>) -> Result<Cow<'a, Value>, RenderError>,
    ) -> Result<Option<Cow<'a, Value>>, RenderError> {
        let Some(expr) = expr else { return Ok(None) };
        let scope = self.scope;
        let value = self.of(key, || render(expr, scope))?;
        Ok(Some(value).filter(|value| **value != Value::Null))
    }

    fn text(
        &mut self,
        key: &'static str,
        expr: Option<&'a Expr>,
    ) -> Result<Option<Cow<'a, str>>, RenderError> {
        let value = self.value(key, expr)?;
        Ok(value.map(|value| text_of(value, self.scope.dialect())))
    }
}

/// The text of a field; null is nothing, or what the dialect makes of it.
fn text_of(value: Cow<'_, Value>, dialect: Dialect) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(value) => dialect.text(value),
        Cow::Owned(value) => Cow::Owned(dialect.text(&value).into_owned()),
    }
}
