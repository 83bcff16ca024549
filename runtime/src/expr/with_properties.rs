use std::borrow::Cow;

use indexmap::IndexMap;

use super::{Expr, IntoExpr, Scope};
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::value::Value;

/// A text with properties in it, in Buildbot's older language: `%(name)s`, `%(name:-default)s`,
/// `%(name:~default)s`, `%(name:+replacement)s`, or `%s` for names given in order.
///
/// For builds that migrate; [`interpolate`](super::interpolate) says more.
#[derive(Clone, PartialEq)]
pub struct WithProperties {
    pub(super) text: String,
    pub(super) names: Vec<String>,
    pub(super) values: IndexMap<String, Value>,
}

/// Buildbot's `WithProperties`.
///
/// ```
/// use http_step::{HttpStep, with_properties};
///
/// let step = HttpStep::post("http://ci.example.com/").data(with_properties("build %(buildnumber)s"));
/// ```
#[must_use]
pub fn with_properties(text: impl Into<String>) -> WithProperties {
    WithProperties {
        text: text.into(),
        names: Vec::new(),
        values: IndexMap::new(),
    }
}

impl WithProperties {
    /// Adds the name of a property for the next `%s`.
    #[must_use]
    pub fn arg(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }

    /// Adds a value that stands before the property of that name.
    #[must_use]
    pub fn kwarg(mut self, name: impl Into<String>, value: impl crate::value::IntoValue) -> Self {
        self.values.insert(name.into(), value.into_value());
        self
    }

    /// The properties that the text may ask for, and whether it does without them.
    pub(super) fn properties(&self) -> Vec<(String, bool)> {
        let keys = Dialect::Buildbot
            .mapping_keys(&self.text)
            .unwrap_or_default();
        let keys = if self.names.is_empty() {
            &keys
        } else {
            &self.names
        };
        let names = keys.iter().map(|key| {
            let operator = [":-", ":~", ":+"]
                .into_iter()
                .find_map(|operator| key.rsplit_once(operator));
            operator.map_or((key.clone(), false), |(name, _)| (name.to_owned(), true))
        });
        names
            .filter(|(name, _)| !self.values.contains_key(name))
            .collect()
    }

    pub(super) fn render(&self, scope: &Scope<'_>) -> Result<Value, RenderError> {
        let argument = if self.names.is_empty() {
            let keys = scope.dialect.mapping_keys(&self.text)?;
            let looked_up = keys.into_iter().map(|key| {
                let value = self.look_up(&key, scope)?;
                Ok((key, value))
            });
            Value::Map(looked_up.collect::<Result<_, RenderError>>()?)
        } else {
            let named = self.names.iter().map(|name| self.look_up(name, scope));
            Value::Tuple(named.collect::<Result<_, _>>()?)
        };
        let text = scope.dialect.format(&self.text, &argument)?;
        scope.made(Value::String(text))
    }

    /// The operators are looked for in this order, and a key is cut at its last one.
    fn look_up(&self, key: &str, scope: &Scope<'_>) -> Result<Value, RenderError> {
        let cut = |operator: &str| {
            let line = key.split('\n').next().unwrap_or_default();
            let (name, replacement) = line.rsplit_once(operator)?;
            Some((name, Value::String(replacement.to_owned())))
        };
        let own = |name: &str| self.values.get(name);
        let property = |name: &str| scope.properties.get(name);
        let value = if let Some((name, replacement)) = cut(":-") {
            let set = own(name).or_else(|| property(name));
            set.map_or(Cow::Owned(replacement), Cow::Borrowed)
        } else if let Some((name, replacement)) = cut(":~") {
            let truthy = |value: &&Value| !value.is_falsy();
            let set = own(name)
                .filter(truthy)
                .or_else(|| property(name).filter(truthy));
            set.map_or(Cow::Owned(replacement), Cow::Borrowed)
        } else if let Some((name, replacement)) = cut(":+") {
            match own(name).or_else(|| property(name)) {
                Some(_) => Cow::Owned(replacement),
                None => Cow::Owned(Value::Null),
            }
        } else {
            let set = own(key).or_else(|| property(key));
            set.map(Cow::Borrowed)
                .ok_or_else(|| RenderError::new(format!("the property `{key}` is not set")))?
        };
        match value.as_ref() {
            Value::Null => Ok(Value::String(String::new())),
            _ => scope.owned(value),
        }
    }
}

impl IntoExpr for WithProperties {
    fn into_expr(self) -> Expr {
        Expr::WithProperties(self)
    }
}
