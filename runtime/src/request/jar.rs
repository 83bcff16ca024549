//! The cookie jar of a step: the key `session`.

use http_step_syntax::key::Key;

use super::Rendered;
use crate::error::RenderError;

/// Which steps share their cookies with a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum JarScope {
    /// All steps of the session.
    #[default]
    Session,
    /// The steps of its build.
    Build,
    /// No other step.
    Step,
    /// The steps with the same name of the session.
    Named(String),
}

impl JarScope {
    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        match rendered.text(Key::Session).as_deref() {
            None => Ok(Self::Session),
            Some("build") => Ok(Self::Build),
            Some("step") => Ok(Self::Step),
            Some("") => Err(RenderError::new("the name of the session comes out empty")),
            Some(name) => Ok(Self::Named(name.to_owned())),
        }
    }
}
