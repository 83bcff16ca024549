use std::cell::{Cell, RefCell};

use indexmap::IndexMap;
use secrecy::{ExposeSecret as _, SecretString};

use super::Expr;
use crate::dialect::Dialect;
use crate::error::RenderError;
use crate::properties::Properties;
use crate::redact::Redactor;
use crate::secrets::SecretValues;
use crate::value::Value;

/// Where sources come from: Buildbot's source stamp.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceStamp {
    /// Which of several code bases; empty where there is one.
    pub codebase: String,
    /// The other attributes by name: `branch`, `revision`, `repository`, `project`, and of a patch
    /// `patch_level`, `patch_body`, `patch_subdir`, `patch_author`, `patch_comment`.
    pub attributes: IndexMap<String, Value>,
}

impl SourceStamp {
    /// The attributes that every source stamp has, set or not.
    const ATTRIBUTES: [&'static str; 10] = [
        "branch",
        "revision",
        "repository",
        "project",
        "codebase",
        "patch_level",
        "patch_body",
        "patch_subdir",
        "patch_author",
        "patch_comment",
    ];

    /// None where there is no such attribute, null where it is not set.
    pub(super) fn attribute(&self, name: &str) -> Option<Value> {
        if name == "codebase" {
            return Some(Value::String(self.codebase.clone()));
        }
        let known = Self::ATTRIBUTES.contains(&name);
        known.then(|| self.attributes.get(name).cloned().unwrap_or_default())
    }
}

/// What expressions are rendered with: properties, secrets, source stamps, the worker's values, and the
/// dialect.
///
/// ```
/// use http_step::{Dialect, IntoExpr, Properties, Scope, Value, interpolate};
///
/// let mut properties = Properties::new();
/// properties.set("branch", "main", "Build");
/// let scope = Scope::new(&properties, Dialect::Native);
/// let rendered = interpolate("on %(prop:branch)s").into_expr().render(&scope);
/// assert_eq!(rendered, Ok(Value::String("on main".into())));
/// ```
#[derive(Debug)]
pub struct Scope<'a> {
    pub(super) properties: &'a Properties,
    pub(super) dialect: Dialect,
    pub(super) source_stamps: &'a [SourceStamp],
    pub(super) worker: Option<&'a Properties>,
    pub(super) secrets: Option<&'a SecretValues>,
    pub(super) renderables: Option<&'a IndexMap<String, Expr>>,
    used_secrets: RefCell<Vec<String>>,
    /// What has been made of secrets and does not hold them whole, by their names.
    derived: RefCell<Vec<(String, SecretString)>>,
    depth: Cell<usize>,
    work: Cell<usize>,
}

/// How deep expressions may be nested.
const DEEPEST: usize = 128;

/// How many expressions one field may come down to; properties that refer to each other could double it
/// with each step.
const MOST_WORK: usize = 1 << 20;

impl<'a> Scope<'a> {
    /// A scope with properties only.
    #[must_use]
    pub fn new(properties: &'a Properties, dialect: Dialect) -> Self {
        Self {
            properties,
            dialect,
            source_stamps: &[],
            worker: None,
            secrets: None,
            renderables: None,
            used_secrets: RefCell::default(),
            derived: RefCell::default(),
            depth: Cell::new(0),
            work: Cell::new(0),
        }
    }

    /// Adds source stamps; of several with one code base the first counts.
    #[must_use]
    pub fn source_stamps(mut self, stamps: &'a [SourceStamp]) -> Self {
        self.source_stamps = stamps;
        self
    }

    /// Adds what is known of the worker.
    #[must_use]
    pub fn worker(mut self, values: &'a Properties) -> Self {
        self.worker = Some(values);
        self
    }

    /// Adds secrets that have been fetched.
    #[must_use]
    pub fn secrets(mut self, secrets: &'a SecretValues) -> Self {
        self.secrets = Some(secrets);
        self
    }

    /// Adds properties whose values are expressions, as Buildbot has them.
    #[must_use]
    pub fn renderables(mut self, properties: &'a IndexMap<String, Expr>) -> Self {
        self.renderables = Some(properties);
        self
    }

    /// The names of the secrets that were looked up so far, one for each time.
    #[must_use]
    pub fn used_secrets(&self) -> Vec<String> {
        self.used_secrets.borrow().clone()
    }

    /// The text with `<name>` in place of each secret that was looked up, as Buildbot masks its summaries:
    /// the longest first, and nothing but the value itself.
    ///
    /// The logs of a build are masked by more than this.
    #[must_use]
    pub fn clean(&self, text: &str) -> String {
        let mut masks: IndexMap<&str, String> = IndexMap::new();
        let used = self.used_secrets.borrow();
        for name in used.iter() {
            let value = self.secrets.and_then(|secrets| secrets.get(name));
            if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
                masks.insert(value, format!("<{name}>"));
            }
        }
        masks.sort_by(|a, _, b, _| b.chars().count().cmp(&a.chars().count()));
        let masked = |text: String, (value, mask): (&str, String)| text.replace(value, &mask);
        masks.into_iter().fold(text.to_owned(), masked)
    }

    /// The text of a value as it would stand in a URL or a log line.
    #[must_use]
    pub fn text(&self, value: &Value) -> String {
        self.dialect.text(value).into_owned()
    }

    /// The dialect.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(super) fn look_up_secret(&self, name: &str) -> Result<Value, RenderError> {
        let secrets = self.secrets.ok_or_else(|| {
            RenderError::new(
                "secrets service not started, need to configure SecretManager in c['services'] to use \
                 'secrets'in Interpolate",
            )
        })?;
        let value = secrets.get(name).ok_or_else(|| {
            RenderError::new(format!("secret key {name} is not found in any provider"))
        })?;
        self.used_secrets.borrow_mut().push(name.to_owned());
        Ok(Value::String(value.to_owned()))
    }

    /// How many times secrets were looked up so far.
    pub(super) fn looked_up(&self) -> usize {
        self.used_secrets.borrow().len()
    }

    /// Takes note of a text that was made with the secrets that have been looked up `since` then: of the
    /// beginning of a secret in it, or of all of it where nobody knows what has been done to them.
    pub(super) fn derive(&self, since: usize, text: &str, is_opaque: bool) {
        let used = self.used_secrets.borrow();
        let Some(names) = used.get(since..) else {
            return;
        };
        let values = names.iter().filter_map(|name| {
            let value = self.secrets.and_then(|secrets| secrets.get(name))?;
            Some((name, value)).filter(|(_, value)| !value.is_empty())
        });
        for (name, value) in values {
            if text.contains(value) {
                continue;
            }
            let derived = if is_opaque {
                text
            } else {
                beginning(value, text)
            };
            let derived = SecretString::from(derived.trim());
            self.derived.borrow_mut().push((name.clone(), derived));
        }
    }

    /// The same of the texts in a value.
    pub(super) fn derive_of(&self, since: usize, value: &Value, is_opaque: bool) {
        if self.looked_up() > since {
            for leaf in value.leaves() {
                self.derive(since, &self.dialect.text(leaf), is_opaque);
            }
        }
    }

    /// What has been made of secrets, to be hidden as they are.
    pub(crate) fn derived(&self) -> Vec<(String, SecretString)> {
        self.derived.borrow().clone()
    }

    /// The error without the secrets that were looked up.
    pub(super) fn without_secrets(&self, error: RenderError) -> RenderError {
        let used = self.used_secrets.borrow();
        if used.is_empty() {
            return error;
        }
        let secrets = used.iter().filter_map(|name| {
            let value = self.secrets.and_then(|secrets| secrets.get(name))?;
            Some((name.as_str(), value))
        });
        let derived = self.derived.borrow();
        let derived = derived
            .iter()
            .map(|(name, text)| (name.as_str(), text.expose_secret()));
        let mut redactor = Redactor::default();
        redactor.learn_secrets(secrets.chain(derived));
        error.shown(|text| redactor.apply(text))
    }

    /// Does a part of the rendering one level deeper.
    pub(super) fn deeper<T>(
        &self,
        render: impl FnOnce() -> Result<T, RenderError>,
    ) -> Result<T, RenderError> {
        let (depth, work) = (self.depth.get() + 1, self.work.get() + 1);
        if depth > DEEPEST {
            return Err(RenderError::new(format!(
                "the expression is nested more than {DEEPEST} deep"
            )));
        }
        if work > MOST_WORK {
            return Err(RenderError::new(
                "the expression comes down to too many parts",
            ));
        }
        self.work.set(work);
        self.depth.set(depth);
        let rendered = render();
        self.depth.set(depth - 1);
        rendered
    }
}

/// The longest beginning of a secret that stands in a text.
fn beginning<'v>(value: &'v str, text: &str) -> &'v str {
    let ends: Vec<usize> = value.char_indices().map(|(at, _)| at).collect();
    let until = |end: &usize| value.get(..*end).unwrap_or_default();
    // What has a longer one has a shorter one too.
    let found = ends.partition_point(|end| text.contains(until(end)));
    ends.get(found.saturating_sub(1))
        .map(until)
        .unwrap_or_default()
}
