//! What is wrong with a build, known before it runs.

use std::fmt;

use http_step_syntax::nearest;

use super::{Build, StepContext};
use crate::error::RenderError;
use crate::events::EventSink;
use crate::redact::Redactor;
use crate::secrets::SecretValues;

/// A mistake in a step that can be seen before the build runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckError {
    step: String,
    what: CheckMistake,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum CheckMistake {
    /// Nobody sets the property; perhaps one with a similar name.
    NotSet {
        property: String,
        near: Option<String>,
    },
    /// An expression can't be rendered, whatever is set.
    Broken(RenderError),
}

impl CheckError {
    /// The name of the step.
    #[must_use]
    pub fn step(&self) -> &str {
        &self.step
    }

    /// The name of the property that the step needs and nobody sets, where that is the mistake.
    #[must_use]
    pub fn property(&self) -> Option<&str> {
        match &self.what {
            CheckMistake::NotSet { property, .. } => Some(property),
            CheckMistake::Broken(_) => None,
        }
    }

    /// What the step would end with, where an expression of it can't be rendered.
    #[must_use]
    pub fn render_error(&self) -> Option<&RenderError> {
        match &self.what {
            CheckMistake::NotSet { .. } => None,
            CheckMistake::Broken(error) => Some(error),
        }
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (property, near) = match &self.what {
            CheckMistake::NotSet { property, near } => (property, near),
            CheckMistake::Broken(error) => return error.fmt(f),
        };
        write!(
            f,
            "the step `{}` uses the property `{property}`, which no earlier step sets",
            self.step
        )?;
        match near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for CheckError {}

impl Build {
    /// Checks, before anything runs, that each template and pattern of the steps is sound, and that each
    /// property a step needs is set on the build, has a default, or is set by an earlier step.
    ///
    /// What closures do, and whether anybody knows the secrets, is found when the build runs. In the Buildbot
    /// dialect a property that is not set is no mistake.
    ///
    /// # Errors
    ///
    /// All mistakes, in the order of the steps.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(get!("http://ci.example.com/", name: "look", params: { "n": Property("buildnumer") }));
    /// let mistakes = factory.build().property("buildnumber", 7).check().unwrap_err();
    /// assert_eq!(
    ///     mistakes[0].to_string(),
    ///     "the step `look` uses the property `buildnumer`, which no earlier step sets; did you mean `buildnumber`?",
    /// );
    /// ```
    pub fn check(&self) -> Result<(), Vec<CheckError>> {
        let known = self.properties.iter().map(|(name, _)| name.to_owned());
        let mut set: Vec<String> = known.collect();
        let mut mistakes = Vec::new();
        let mut properties = self.properties.clone();
        let mut redactor = Redactor::default();
        let mut captured = SecretValues::default();
        let mut events = EventSink::disabled();
        for step in &self.steps {
            let context = StepContext::new(
                self,
                &mut properties,
                &mut captured,
                &mut redactor,
                &mut events,
            );
            let name = step.name(&context);
            let broken = step.check().err().into_iter().flatten();
            mistakes.extend(broken.map(|error| CheckError {
                step: name.clone(),
                what: CheckMistake::Broken(error.of(&name)),
            }));
            if self.dialect.refuses_unset() {
                let is_set = |property: &str| set.iter().any(|known| known == property);
                let dependencies = step.dependencies();
                let missing = dependencies.missing(is_set).into_iter();
                mistakes.extend(missing.map(|property| CheckError {
                    step: name.clone(),
                    what: CheckMistake::NotSet {
                        property: property.to_owned(),
                        near: nearest(property, set.iter().map(String::as_str)).map(str::to_owned),
                    },
                }));
            }
            set.extend(step.sets());
        }
        if mistakes.is_empty() {
            Ok(())
        } else {
            Err(mistakes)
        }
    }
}
