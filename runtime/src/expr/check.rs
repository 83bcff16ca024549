//! What is wrong with an expression before anything is rendered.

use super::Expr;
use crate::error::ConfigError;

impl Expr {
    /// Checks the templates of the expression and of all in it.
    ///
    /// # Errors
    ///
    /// The first mistake, in Buildbot's order and words.
    ///
    /// ```
    /// use http_step::{IntoExpr, interpolate};
    ///
    /// let error = interpolate("%(prp:branch)s").into_expr().check().unwrap_err();
    /// assert_eq!(error.to_string(), "invalid Interpolate selector 'prp'");
    /// ```
    pub fn check(&self) -> Result<(), ConfigError> {
        self.parts().try_for_each(Self::check)?;
        match self {
            Self::Interpolate(text) if !text.args.is_empty() && !text.kwargs.is_empty() => {
                Err(ConfigError::new(
                    "Interpolate takes either positional or keyword substitutions, not both.",
                ))
            }
            Self::Interpolate(text) if text.args.is_empty() => text.template().map(drop),
            _ => Ok(()),
        }
    }

    /// The expressions that this one is made of, in the order of rendering.
    pub(super) fn parts(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match self {
            Self::Value(_) | Self::WithProperties(_) | Self::Secret(_) => {
                Box::new(std::iter::empty())
            }
            Self::Property(property) => Box::new(property.default.as_deref().into_iter()),
            Self::Interpolate(text) => {
                let named = text.kwargs.iter().map(|(_, argument)| argument);
                Box::new(text.args.iter().chain(named))
            }
            Self::Operation(operation) => Box::new([&operation.left, &operation.right].into_iter()),
            Self::Raw(value) => Box::new(std::iter::once(value.as_ref())),
            Self::File(file) => Box::new(file.parts()),
            Self::Flatten(flatten) => Box::new(std::iter::once(&flatten.list)),
            Self::Transform(transform) => transform.arguments.parts(),
            Self::Renderer(renderer) => renderer.arguments.parts(),
            Self::List(items) | Self::Tuple(items) => Box::new(items.iter()),
            Self::Map(entries) => Box::new(entries.iter().flat_map(|(key, value)| [key, value])),
        }
    }
}
