//! Expression → value: pure, synchronous, and never rendering a rendered value again.

use std::borrow::Cow;

use http_step_syntax::nearest;
use indexmap::IndexMap;

use super::{Expr, Property};
use crate::dialect::Dialect;
use crate::error::RenderError;
use crate::properties::Properties;
use crate::value::Value;

/// What expressions are rendered with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) properties: &'a Properties,
    pub(crate) dialect: Dialect,
}

impl Expr {
    /// The value of the expression; literals and properties are lent, not copied.
    pub(crate) fn render<'a>(
        &'a self,
        context: Context<'a>,
    ) -> Result<Cow<'a, Value>, RenderError> {
        match self {
            Self::Value(value) => Ok(Cow::Borrowed(value)),
            Self::Property(property) => property.render(context),
            Self::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let value = item
                        .render(context)
                        .map_err(|error| error.within(&index.to_string()))?;
                    list.push(value.into_owned());
                }
                Ok(Cow::Owned(Value::List(list)))
            }
            Self::Map(entries) => {
                let mut members = IndexMap::with_capacity(entries.len());
                for (key, value) in entries {
                    let key = key.render(context)?;
                    let key = context.dialect.text(&key).into_owned();
                    let value = value.render(context).map_err(|error| error.within(&key))?;
                    members.insert(key, value.into_owned());
                }
                Ok(Cow::Owned(Value::Map(members)))
            }
        }
    }
}

impl Property {
    fn render<'a>(&'a self, context: Context<'a>) -> Result<Cow<'a, Value>, RenderError> {
        let default_when_false = self
            .default_when_false
            .unwrap_or_else(|| context.dialect.default_when_false());
        let set = context.properties.get(&self.name);
        match (set, &self.default) {
            (Some(value), _) if !(default_when_false && value.is_falsy()) => {
                Ok(Cow::Borrowed(value))
            }
            (_, Some(default)) => default.render(context),
            (None, None) if context.dialect.refuses_unset() => {
                Err(self.not_set(context.properties))
            }
            (_, None) => Ok(Cow::Owned(Value::Null)),
        }
    }

    fn not_set(&self, properties: &Properties) -> RenderError {
        let near = nearest(&self.name, properties.iter().map(|(name, _)| name));
        RenderError::new(format!("the property `{}` is not set", self.name)).help(Some(
            near.map_or_else(
                || "set it on the build, or give the expression a default".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ),
        ))
    }
}
