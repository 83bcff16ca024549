//! The JSON Schema of a factory.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::BuildFactory;
use crate::step::HttpStep;

/// A factory: the steps of a build. Needs the feature `schema`.
impl JsonSchema for BuildFactory {
    fn schema_name() -> Cow<'static, str> {
        "BuildFactory".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let step = generator.subschema_for::<HttpStep>();
        json_schema!({
            "description": "The steps of a build.",
            "type": "object",
            "properties": {
                "$schema": {
                    "description": "Where the schema is, for editors.",
                    "type": "string",
                },
                "steps": {
                    "description": "The steps in the order in which they run.",
                    "type": "array",
                    "items": step,
                },
            },
            "required": ["steps"],
            "additionalProperties": false,
        })
    }
}

/// The JSON Schema (draft 2020-12) of factories: what [`BuildFactory::from_json`] reads, for editors and for
/// checks that need no Rust. Needs the feature `schema`.
///
/// It knows the keys, what each is for, and what may stand there. Rules that look at several keys, or into
/// texts, are left to [`BuildFactory::from_json`].
///
/// ```
/// let schema = http_step::json_schema();
/// let url = &schema["$defs"]["Step"]["properties"]["url"]["description"];
/// assert!(url.as_str().is_some_and(|about| about.starts_with("The target of the request")));
/// ```
#[must_use]
pub fn json_schema() -> serde_json::Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<BuildFactory>().into()
}
