use http_step_syntax::key::Key;

use crate::error::RenderError;
use crate::expr::{Dependencies, Expr};
use crate::step::HttpStep;

/// The properties that a step uses and nobody knows yet: earlier steps set them when the build runs.
pub(super) struct OpenNames(Vec<String>);

impl OpenNames {
    pub(super) fn of(dependencies: &Dependencies, set: &[String]) -> Self {
        let is_set = |name: &&str| set.iter().any(|set| set == name);
        Self(
            dependencies
                .properties()
                .filter(is_set)
                .map(str::to_owned)
                .collect(),
        )
    }

    pub(super) fn names(&self) -> &[String] {
        &self.0
    }

    pub(super) fn into_names(self) -> Vec<String> {
        self.0
    }

    /// Whether an expression uses one.
    pub(super) fn is_in(&self, expr: &Expr) -> bool {
        let dependencies = expr.dependencies();
        dependencies
            .properties()
            .any(|name| self.0.iter().any(|open| open == name))
    }

    /// Whether what stands for one may be all that is wrong: the field with the mistake uses it. A secret, which
    /// is a text, fits wherever one does, but for the URL of a proxy.
    pub(super) fn may_cause(&self, error: &RenderError, step: &HttpStep) -> bool {
        let key = error.field().split('.').next().unwrap_or_default();
        match Key::parse(key).and_then(|key| Some((key, step.field(key)?))) {
            Some((key, field)) => self.is_in(field) || key == Key::Proxies && field.has_secret(),
            None => step.parts().any(|part| self.is_in(part)),
        }
    }
}
