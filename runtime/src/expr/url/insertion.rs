use std::borrow::Cow;

use http_step_syntax::template::{PositionalConversion, Reference, Substitution};

use crate::error::RenderError;
use crate::expr::{Expr, Interpolate, Scope};
use crate::value::Value;

/// What a template inserts into its URL.
pub(super) enum Insertion<'t> {
    Keyed(&'t Substitution),
    Positional {
        conversion: &'t PositionalConversion,
        /// Those of its `*`, and the one that is inserted.
        args: &'t [Expr],
        /// The index of the first of them.
        index: usize,
    },
}

impl<'t> Insertion<'t> {
    /// Returns how it is written in the template.
    pub(super) fn written<'i>(&self, template: &'i Interpolate) -> &'i str {
        let range = match self {
            Self::Keyed(substitution) => &substitution.range,
            Self::Positional { conversion, .. } => &conversion.range,
        };
        template.text.get(range.clone()).unwrap_or_default()
    }

    /// Whether its value is not to be escaped.
    pub(super) fn is_raw(&self, template: &Interpolate) -> bool {
        let argument = match self {
            Self::Keyed(substitution) => match &substitution.reference {
                Reference::Keyword(name) => template.keyword(name),
                _ => None,
            },
            Self::Positional { args, .. } => args.last(),
        };
        matches!(argument, Some(Expr::Raw(_)))
    }

    /// Returns the text that is inserted, unescaped.
    pub(super) fn text(
        &self,
        template: &'t Interpolate,
        scope: &Scope<'t>,
    ) -> Result<Cow<'t, str>, RenderError> {
        let args = match self {
            Self::Keyed(substitution) => return template.substitute(substitution, scope),
            Self::Positional { args, .. } => args,
        };
        let before = scope.secrets_used();
        let values = args.iter().map(|argument| argument.part(scope));
        let values = Value::Tuple(values.collect::<Result<_, _>>()?);
        let text = scope.dialect.format(self.written(template), &values)?;
        scope.derive(before, &text, false);
        Ok(Cow::Owned(text))
    }

    /// Adds to an error where in the template it occurred: the substitution, or the index of the argument.
    pub(super) fn locate(&self, error: RenderError, template: &Interpolate) -> RenderError {
        match self {
            Self::Keyed(_) => error.at(self.written(template)),
            Self::Positional { args, index, .. } => {
                let last = index + args.len().saturating_sub(1);
                error.within(last.to_string())
            }
        }
    }
}
