//! What is missing in a build, known before it runs.

use std::fmt;

use http_step_syntax::nearest;

use super::{Build, StepContext};
use crate::redact::Redactor;

/// A property that a step needs and that nobody sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingProperty {
    step: String,
    property: String,
    near: Option<String>,
}

impl MissingProperty {
    /// The name of the step.
    #[must_use]
    pub fn step(&self) -> &str {
        &self.step
    }

    /// The name of the property.
    #[must_use]
    pub fn property(&self) -> &str {
        &self.property
    }
}

impl fmt::Display for MissingProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, property, .. } = self;
        write!(
            f,
            "the step `{step}` uses the property `{property}`, which nobody sets"
        )?;
        match &self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for MissingProperty {}

impl Build {
    /// Checks, before anything runs, that each property a step needs is set on the build, has a default,
    /// or is set by an earlier step.
    ///
    /// # Errors
    ///
    /// All that are missing, in the order of the steps.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(get!("http://ci.example.com/", name: "look", params: { "n": Property("buildnumer") }));
    /// let missing = factory.build().property("buildnumber", 7).check().unwrap_err();
    /// assert_eq!(
    ///     missing[0].to_string(),
    ///     "the step `look` uses the property `buildnumer`, which nobody sets; did you mean `buildnumber`?",
    /// );
    /// ```
    pub fn check(&self) -> Result<(), Vec<MissingProperty>> {
        let mut set: Vec<String> = self
            .properties
            .iter()
            .map(|(name, _)| name.to_owned())
            .collect();
        let mut missing = Vec::new();
        let mut properties = self.properties.clone();
        let mut redactor = Redactor::default();
        for step in &self.steps {
            let context = StepContext::new(
                &mut properties,
                &self.session,
                self.dialect,
                &self.secrets,
                &self.jar,
                &mut redactor,
                &[],
            );
            let name = step.name(&context);
            for property in step.uses().needed() {
                if !set.iter().any(|known| known == property) {
                    missing.push(MissingProperty {
                        step: name.clone(),
                        property: property.to_owned(),
                        near: nearest(property, set.iter().map(String::as_str)).map(str::to_owned),
                    });
                }
            }
            set.extend(step.sets());
        }
        if missing.is_empty() {
            Ok(())
        } else {
            Err(missing)
        }
    }
}
