use std::borrow::Cow;

use bytes::Bytes;
use http_step_syntax::key::{Key, Shape};

use super::encode::pairs;
use super::files::Files;
use super::part::FilePart;
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::expr::{Expr, Scope};
use crate::redact;
use crate::step::{HttpStep, KeyMap, Scheme, Verify};
use crate::value::Value;

/// What is looked for in all that is shown takes many times its own length in memory.
const LONGEST_CREDENTIAL: usize = 64 << 10;

/// The values of a step's fields, before they have a place in a request.
pub(crate) struct Rendered<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) url: String,
    /// The URL where it was given as bytes.
    pub(super) url_octets: Option<Bytes>,
    /// The name of the secret that the URL as a whole is.
    pub(super) secret_url: Option<String>,
    pub(crate) method: Cow<'a, Value>,
    /// The values of the fields that have no member of their own; none is null that is not known to be.
    values: KeyMap<Cow<'a, Value>>,
    /// The file at `data`.
    data_file: Option<FilePart>,
    pub(super) files: Option<Files<'a>>,
    /// The scheme of the credentials at `auth`.
    scheme: Option<Scheme>,
    /// Whether the author knows that the peer is not verified.
    pub(crate) insecure: bool,
    /// The keys of the fields in which a secret was used.
    pub(super) secrets: Vec<Key>,
}

/// What stands at `data`.
pub(crate) enum Data<'r> {
    Value(&'r Value),
    File(&'r FilePart),
}

impl<'a> Rendered<'a> {
    pub(crate) fn render(step: &'a HttpStep, scope: &Scope<'a>) -> Result<Self, RenderError> {
        let mut rendered = Self {
            dialect: scope.dialect(),
            url: String::new(),
            url_octets: None,
            secret_url: None,
            method: Cow::Owned(Value::Null),
            values: KeyMap::default(),
            data_file: None,
            files: None,
            scheme: step.auth.as_ref().map(|auth| auth.scheme),
            insecure: step.verify == Some(Verify::Insecure),
            secrets: Vec::new(),
        };
        for (key, expr) in step.fields() {
            let before = scope.secrets_used();
            let field = rendered.field(key, expr, scope);
            field.map_err(|error| error.within(key))?;
            // What a closure gives is known only now.
            if scope.secrets_used() > before {
                rendered.secrets.push(key);
            }
        }
        Ok(rendered)
    }

    fn field(&mut self, key: Key, expr: &'a Expr, scope: &Scope<'a>) -> Result<(), RenderError> {
        let value = match (key, expr) {
            (Key::Url, url) => {
                let url = url.url(scope)?;
                (self.url, self.url_octets, self.secret_url) = (url.text, url.octets, url.secret);
                return Ok(());
            }
            (Key::Method, method) => {
                self.method = method.value(scope)?;
                return Ok(());
            }
            (Key::Files, files) => {
                self.files = Files::render(files, scope)?;
                return Ok(());
            }
            (Key::Data, Expr::File(file)) => {
                self.data_file = Some(FilePart::of_file(key.name(), file, scope)?);
                return Ok(());
            }
            // They are rendered where the build asks for them.
            (
                Key::Name
                | Key::Description
                | Key::DescriptionDone
                | Key::DescriptionSuffix
                | Key::DoStepIf
                | Key::HideStepIf
                | Key::UpdateBuildSummaryPolicy,
                _,
            ) => return Ok(()),
            (key, expr) => match key.row().shape {
                Shape::Pairs | Shape::Body | Shape::Headers | Shape::Cookies => {
                    expr.named(scope)?
                }
                _ => expr.value(scope)?,
            },
        };
        // Null is a document too, unless it came out of an expression.
        let is_document =
            key == Key::Json && matches!(expr, Expr::Value(_)) && self.dialect.has_null_document();
        if *value != Value::Null || is_document {
            self.values.insert(key, value);
        }
        Ok(())
    }

    /// The value of a field; none for a field that is not given, or whose expression gave null.
    pub(crate) fn get(&self, key: Key) -> Option<&Value> {
        self.values.get(key).map(AsRef::as_ref)
    }

    /// The value of a field as text.
    pub(super) fn text(&self, key: Key) -> Option<Cow<'_, str>> {
        self.get(key).map(|value| self.dialect.text(value))
    }

    pub(crate) fn data(&self) -> Option<Data<'_>> {
        let file = self.data_file.as_ref().map(Data::File);
        file.or_else(|| self.get(Key::Data).map(Data::Value))
    }

    pub(super) fn auth(&self) -> Option<(Scheme, &Value)> {
        self.scheme.zip(self.get(Key::Auth))
    }

    /// The values that are hidden for their names: of parameters, members and fields at any depth, of
    /// cookies, of `auth`, and what URLs hold.
    ///
    /// # Errors
    ///
    /// For a value that is too long to be looked for in what comes back.
    pub(crate) fn credentials(&self) -> Result<Vec<String>, RenderError> {
        let mut credentials = redact::credentials_of_url(&self.url);
        check_length(Key::Url, &credentials)?;
        for (key, value) in self.values.iter() {
            let found = self.credentials_at(key, value);
            check_length(key, &found)?;
            credentials.extend(found);
        }
        Ok(credentials)
    }

    fn credentials_at(&self, key: Key, value: &Value) -> Vec<String> {
        let text = |value: &Value| self.dialect.text(value).into_owned();
        let all = |value: &Value| value.leaves().into_iter().map(text).collect();
        let members = || {
            let members = pairs(value).unwrap_or_default().into_iter();
            members.map(|(name, value)| (name.shown(self.dialect).into_owned(), text(value)))
        };
        match key {
            Key::Params | Key::Data | Key::Json => {
                let values = value.credentials().into_iter();
                values
                    .flat_map(|value| value.leaves().into_iter().map(text))
                    .collect()
            }
            Key::Headers => members()
                .flat_map(|(name, value)| redact::credentials_of_field(&name, &value))
                .collect(),
            Key::Proxies => members()
                .flat_map(|(_, proxy)| redact::credentials_of_url(&proxy))
                .collect(),
            Key::Cookies => all(value),
            Key::Auth => match self.scheme {
                Some(Scheme::Bearer) => all(value),
                _ => self
                    .dialect
                    .pair(value)
                    .map_or_else(Vec::new, |[_, password]| all(password)),
            },
            _ => Vec::new(),
        }
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

fn check_length(key: Key, credentials: &[String]) -> Result<(), RenderError> {
    let is_long = |credential: &String| credential.len() > LONGEST_CREDENTIAL;
    if !credentials.iter().any(is_long) {
        return Ok(());
    }
    let what = format!(
        "a value under the name of a credential is longer than {} KiB, which logs could not hide",
        LONGEST_CREDENTIAL >> 10
    );
    Err(RenderError::new(what).within(key))
}
