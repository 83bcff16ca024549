//! What is wrong with an expression before anything is rendered.

use http_step_syntax::Operator;
use http_step_syntax::template::MIXED;

use super::walk::DEEPEST;
use super::{Expr, Interpolate, Operation};
use crate::buildbot::compiled_pattern;
use crate::error::ConfigError;
use crate::value::Value;

impl Expr {
    /// Checks the templates and patterns of the expression and of all in it, and how deep it is nested.
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
    /// assert_eq!(error.help(), Some("did you mean `prop`?"));
    /// ```
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.is_too_deep() {
            return Err(too_deep());
        }
        self.check_parts()
    }

    /// What is in an expression comes before it. At most [`DEEPEST`] calls.
    fn check_parts(&self) -> Result<(), ConfigError> {
        self.parts().try_for_each(Self::check_parts)?;
        self.check_alone()
    }

    /// Checks the expression but for what it is made of.
    fn check_alone(&self) -> Result<(), ConfigError> {
        match self {
            Self::Interpolate(text) => text.check(),
            Self::Operation(operation) => operation.check(),
            _ => Ok(()),
        }
    }
}

impl Interpolate {
    fn check(&self) -> Result<(), ConfigError> {
        match (self.args.is_empty(), self.kwargs.is_empty()) {
            (false, false) => Err(ConfigError::new(MIXED)),
            (false, true) => Ok(()),
            (true, _) => self.template().map(drop),
        }
    }
}

impl Operation {
    /// A pattern that is known is one.
    fn check(&self) -> Result<(), ConfigError> {
        match (self.operator, &self.right) {
            (Operator::Matches, Expr::Value(Value::String(pattern))) => {
                let compiled = compiled_pattern(pattern);
                compiled.map_or_else(|error| Err(ConfigError::new(error.what())), |_| Ok(()))
            }
            _ => Ok(()),
        }
    }
}

pub(crate) fn too_deep() -> ConfigError {
    ConfigError::new(format!("the expression is nested more than {DEEPEST} deep"))
}
