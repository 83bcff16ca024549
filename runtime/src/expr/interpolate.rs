use std::sync::OnceLock;

use http_step_syntax::auth;
use http_step_syntax::template::{self, Reference, Template};

use super::{Expr, IntoExpr};
use crate::error::ConfigError;

/// A text with values in it: Buildbot's `Interpolate`.
///
/// Without positional arguments the text holds `%(selector:name)s`; with them it holds Python's printf
/// conversions.
#[derive(Clone)]
pub struct Interpolate {
    pub(crate) text: String,
    pub(crate) args: Vec<Expr>,
    pub(crate) kwargs: Vec<(String, Expr)>,
    parsed: OnceLock<Result<Template, ConfigError>>,
}

/// The expression `Interpolate("text", …)` of the macros, for steps that are put together by hand.
///
/// ```
/// use http_step::{HttpStep, interpolate, property};
///
/// let status = interpolate("build %(prop:buildnumber)s on %(kw:branch)s")
///     .kwarg("branch", property("branch").default("main"));
/// let step = HttpStep::post("http://ci.example.com/").data(status);
/// ```
#[must_use]
pub fn interpolate(text: impl Into<String>) -> Interpolate {
    Interpolate {
        text: text.into(),
        args: Vec::new(),
        kwargs: Vec::new(),
        parsed: OnceLock::new(),
    }
}

impl Interpolate {
    /// Adds a positional argument.
    #[must_use]
    pub fn arg(mut self, argument: impl IntoExpr) -> Self {
        self.args.push(argument.into_expr());
        self
    }

    /// Adds an argument that the text refers to as `%(kw:name)s`.
    #[must_use]
    pub fn kwarg(mut self, name: impl Into<String>, argument: impl IntoExpr) -> Self {
        self.kwargs.push((name.into(), argument.into_expr()));
        self
    }

    pub(super) fn keyword(&self, name: &str) -> Option<&Expr> {
        let named = self.kwargs.iter().rev().find(|(given, _)| given == name);
        named.map(|(_, argument)| argument)
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text, where nothing is put in.
    pub(crate) fn literal(&self) -> Option<&str> {
        let is_literal = self.args.is_empty() && auth::is_literal_template(&self.text);
        is_literal.then_some(&*self.text)
    }

    /// Whether the text itself asks for a secret.
    pub(super) fn names_secret(&self) -> bool {
        let mut found = false;
        if let (true, Ok(template)) = (self.args.is_empty(), self.template()) {
            template.visit(&mut |substitution| {
                found |= matches!(substitution.reference, Reference::Secret(_));
            });
        }
        found
    }

    /// The template of a text without positional arguments, parsed at its first use.
    pub(super) fn template(&self) -> Result<&Template, ConfigError> {
        let parse = || {
            template::keyed(&self.text)
                .map_err(|problem| ConfigError::in_template(problem, &self.text))
        };
        self.parsed
            .get_or_init(parse)
            .as_ref()
            .map_err(Clone::clone)
    }
}

impl PartialEq for Interpolate {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.args, &self.kwargs) == (&other.text, &other.args, &other.kwargs)
    }
}

impl IntoExpr for Interpolate {
    fn into_expr(self) -> Expr {
        Expr::Interpolate(self)
    }
}
