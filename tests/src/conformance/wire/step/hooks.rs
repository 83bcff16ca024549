//! Hooks: functions, which no recording can hold.

use http_step::{Dialect, Properties, Scope};
use serde_json::Value as Json;

use crate::conformance::expression::{self, NoExpression, message, refused};
use crate::conformance::wire::case::Given;

/// Whether nothing is left when they are rendered, which is as good as not given.
pub(super) fn are_none(value: &Json, given: &Given) -> Result<bool, NoExpression> {
    let mut properties = Properties::new();
    for (name, value) in &given.properties {
        properties.set(name, value.clone(), "case");
    }
    let scope = Scope::new(&properties, Dialect::Buildbot);
    let hooks = expression::construct(value)?.into_expr().render(&scope);
    match hooks {
        Ok(hooks) => Ok(hooks.is_falsy()),
        Err(error) => refused(message(&error)),
    }
}
