//! Factories as data.

use std::any::Any;

use super::BuildFactory;
use crate::error::{JsonError, NotSerializable};
use crate::json::{self, object};
use crate::step::HttpStep;
use crate::value::Value;

impl BuildFactory {
    /// The factory that is written as JSON, `{"steps": [step, …]}`: each step an object with the macros' keys,
    /// checked as the macros check theirs.
    ///
    /// How long the text may be is up to who reads it; it may be nested 128 deep.
    ///
    /// ```
    /// use http_step::BuildFactory;
    ///
    /// let factory = BuildFactory::from_json(
    ///     r#"{"steps": [
    ///         {"url": "https://ci.example.com/builds", "json": {"branch": {"$property": "branch"}}},
    ///         {"method": "GET", "url": "https://ci.example.com/state"}
    ///     ]}"#,
    /// )?;
    /// assert_eq!(factory.steps().len(), 2);
    ///
    /// let error = BuildFactory::from_json(r#"{"steps": [{"uri": "https://ci.example.com/"}]}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "1:13: steps[0].uri: unknown key `uri`; did you mean `url`?");
    /// # Ok::<(), http_step::JsonError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`HttpStep::from_json`](crate::HttpStep::from_json), in all steps at once.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        let mut factory = Self::new();
        for step in json::factory(text)? {
            factory.add_step(step);
        }
        Ok(factory)
    }

    /// The factory as a value: `{"steps": [step, …]}`.
    ///
    /// # Errors
    ///
    /// For a step that cannot be written: a closure in one, or one of your own; with its place.
    pub fn to_value(&self) -> Result<Value, NotSerializable> {
        let steps = self.steps().iter().enumerate();
        let steps = steps.map(|(index, step)| {
            let step: &dyn Any = &**step;
            let value = match step.downcast_ref::<HttpStep>() {
                Some(step) => step.to_value(),
                None => Err(NotSerializable::new(
                    "only HTTP steps can be written as JSON",
                )),
            };
            value.map_err(|error| error.within(format!("[{index}]")).within("steps"))
        });
        let steps = steps.collect::<Result<_, _>>()?;
        Ok(object([("steps", Some(Value::List(steps)))]))
    }

    /// The factory as JSON without blanks: what [`from_json`](Self::from_json) reads.
    ///
    /// # Errors
    ///
    /// Those of [`to_value`](Self::to_value), and for what is nested more than 128 deep.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(post!("http://ci.example.com/builds", json: { "number": Property("buildnumber") }));
    /// let text = factory.to_json()?;
    /// assert_eq!(
    ///     text,
    ///     r#"{"steps":[{"url":"http://ci.example.com/builds","json":{"number":{"$property":"buildnumber"}}}]}"#
    /// );
    /// assert_eq!(BuildFactory::from_json(&text)?.to_json()?, text);
    /// // With line breaks, for people:
    /// let shown = serde_json::to_string_pretty(&factory.to_value()?)?;
    /// # assert!(shown.contains("\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> Result<String, NotSerializable> {
        self.to_value()?.to_json()
    }
}
