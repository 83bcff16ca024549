use std::cell::{Cell, RefCell};

use indexmap::IndexMap;

use super::Expr;
use crate::dialect::Dialect;
use crate::error::RenderError;
use crate::properties::Properties;
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
