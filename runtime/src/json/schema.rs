//! The JSON Schema of a step: its keys are those of the table that the macros read.

mod response;
mod shape;
mod value;

use std::borrow::Cow;

use http_step_syntax::Method;
use http_step_syntax::key::{Key, Row, Shape};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Map;

use crate::step::HttpStep;
use value::described;

/// A step, with the keys of the macros. Needs the feature `schema`.
impl JsonSchema for HttpStep {
    fn schema_name() -> Cow<'static, str> {
        "Step".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let bodiless = Method::ALL
            .into_iter()
            .filter(|method| !method.permits_body());
        let bodiless: Vec<_> = bodiless.map(Method::as_str).collect();
        json_schema!({
            "description": "An HTTP request as a build step.",
            "type": "object",
            "properties": properties(Key::ROWS, generator),
            "required": ["url"],
            "additionalProperties": false,
            "dependentSchemas": { "json": { "properties": { "data": false, "files": false } } },
            "if": { "properties": { "method": { "enum": bodiless } }, "required": ["method"] },
            "then": { "properties": { "data": false, "json": false, "files": false } },
        })
    }
}

/// What may stand at each key; a closure can't be written.
fn properties(rows: &[&Row], generator: &mut SchemaGenerator) -> Map<String, serde_json::Value> {
    let rows = rows.iter().filter(|row| row.shape != Shape::Hooks);
    let property = |row: &&Row| {
        let schema = described(row.about, shape::schema(row, generator));
        (row.name.to_owned(), schema.into())
    };
    rows.map(property).collect()
}

/// The options in the braces of a key.
fn options(of: Shape, generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "properties": properties(of.options(), generator),
        "required": of.required(),
        "additionalProperties": false,
    })
}
