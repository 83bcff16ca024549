use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use indexmap::IndexMap;
use secrecy::{ExposeSecret as _, SecretString};

use super::Expr;
use super::walk::DEEPEST;
use crate::buildbot::{Dialect, bound, weight_of_one};
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
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, Value>> {
        if name == "codebase" {
            return Some(Cow::Owned(Value::String(self.codebase.clone())));
        }
        let known = Self::ATTRIBUTES.contains(&name);
        known.then(|| {
            let set = self.attributes.get(name);
            set.map_or(Cow::Owned(Value::Null), Cow::Borrowed)
        })
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
    bytes: Cell<usize>,
    /// Whether it is what a closure has given that is rendered.
    pub(super) is_closures: Cell<bool>,
}

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
            bytes: Cell::new(0),
            is_closures: Cell::new(false),
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
        let known = self.secrets.and_then(|secrets| secrets.get(name));
        let value = known.ok_or_else(|| self.secret_error(name))?;
        self.charge(value.len())?;
        self.used_secrets.borrow_mut().push(name.to_owned());
        Ok(Value::String(value.to_owned()))
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
        if self.secrets_used() > since {
            for leaf in value.leaves() {
                self.derive(since, &self.dialect.text(leaf), is_opaque);
            }
        }
    }

    /// How many secrets were looked up so far.
    pub(crate) fn secrets_used(&self) -> usize {
        self.used_secrets.borrow().len()
    }

    /// Renders what a closure has given: nobody could know before which secrets it uses.
    pub(super) fn of_closure<T>(&self, render: impl FnOnce() -> T) -> T {
        let outer = self.is_closures.replace(true);
        let rendered = render();
        self.is_closures.set(outer);
        rendered
    }

    /// Notes that so many bytes are copied or appended, and refuses them where they are too many in all: a
    /// value that is used a hundred times may be large.
    pub(super) fn charge(&self, bytes: usize) -> Result<(), RenderError> {
        self.bytes.set(self.bytes.get().saturating_add(bytes));
        bound(self.bytes.get())
    }

    /// Appends a text.
    pub(super) fn append(&self, text: &mut String, value: &str) -> Result<(), RenderError> {
        self.charge(value.len())?;
        text.push_str(value);
        Ok(())
    }

    /// A value of one's own; one that is lent is copied.
    pub(super) fn owned(&self, value: Cow<'_, Value>) -> Result<Value, RenderError> {
        if let Cow::Borrowed(value) = value {
            self.charge(weight_of_one(value))?;
        }
        Ok(value.into_owned())
    }

    /// What an operator, a template or a closure has made anew.
    pub(super) fn made(&self, value: Value) -> Result<Value, RenderError> {
        self.charge(weight_of_one(&value))?;
        Ok(value)
    }

    /// The text of a value.
    pub(super) fn text_of(&self, value: Cow<'_, Value>) -> Result<String, RenderError> {
        match value {
            Cow::Owned(Value::String(text)) => Ok(text),
            value => {
                self.charge(weight_of_one(&value))?;
                Ok(self.dialect.text(&value).into_owned())
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
