//! The JSON Schema of values, and of the forms that stand for one.

use std::borrow::Cow;

use http_step_syntax::Operator;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::expr::{Expr, File};

/// The names of a plain object.
const NO_FORM: &str = "^[^$]";

/// Any value, with expressions in it.
impl JsonSchema for Expr {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<Self>();
        let items = json_schema!({ "type": "array", "items": value });
        any_of([
            json_schema!({ "type": ["null", "boolean", "number", "string"] }),
            items.clone(),
            map(NO_FORM, value, [form("$tuple", items), bytes()], generator),
        ])
    }
}

/// A form that stands for one value, which is known only when the build runs.
pub(super) struct Late;

impl JsonSchema for Late {
    fn schema_name() -> Cow<'static, str> {
        "Expression".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<Expr>();
        any_of([
            described("The value of a property.", property(&value)),
            described(
                "A template in Buildbot's language: `%(prop:name)s` is replaced by a property.",
                interpolate(&value),
            ),
            described("A secret, by its name.", form("$secret", name())),
            described("An operator between two values.", operation(&value)),
            described("The negation of a value.", not(&value)),
            described(
                "A list without lists in it.",
                form("$flatten", value.clone()),
            ),
            described(
                "A value that is inserted into a URL without escaping.",
                form("$raw", value),
            ),
        ])
    }
}

fn property(value: &Schema) -> Schema {
    let options = [
        ("default", value.clone()),
        ("default_when_false", json_schema!({ "type": "boolean" })),
    ];
    object([("$property", name())], options)
}

fn interpolate(value: &Schema) -> Schema {
    let options = [
        ("args", json_schema!({ "type": "array", "items": value })),
        (
            "kwargs",
            json_schema!({ "type": "object", "additionalProperties": value }),
        ),
    ];
    object(
        [("$interpolate", json_schema!({ "type": "string" }))],
        options,
    )
}

fn operation(value: &Schema) -> Schema {
    let operators = Operator::ALL.into_iter();
    let operators = operators.filter(|operator| *operator != Operator::Not);
    let members = [
        ("$op", one_of(operators.map(Operator::as_str))),
        ("left", value.clone()),
        ("right", value.clone()),
    ];
    object(members, [])
}

fn not(value: &Schema) -> Schema {
    let members = [
        ("$op", one_of([Operator::Not.as_str()])),
        ("left", value.clone()),
    ];
    object(members, [])
}

/// A file to send.
impl JsonSchema for File {
    fn schema_name() -> Cow<'static, str> {
        "File".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let late = generator.subschema_for::<Late>();
        let text = any_of([json_schema!({ "type": "string" }), late]);
        let value = generator.subschema_for::<Expr>();
        let options = [
            ("filename", text.clone()),
            ("content_type", text.clone()),
            ("headers", map(NO_FORM, value, [], generator)),
        ];
        let sources = [
            ("path", any_of([name(), text.clone()])),
            ("bytes", any_of([text, bytes()])),
            ("content_b64", base64()),
        ];
        let files = sources.map(|source| object([source], options.clone()));
        form("$file", any_of(files))
    }
}

/// A map from names to values, or a form that stands for one.
pub(super) fn map<const N: usize>(
    names: &str,
    values: Schema,
    other: [Schema; N],
    generator: &mut SchemaGenerator,
) -> Schema {
    let late = generator.subschema_for::<Late>();
    let forms = [late, entries(&values, generator)].into_iter().chain(other);
    let forms: Vec<_> = forms.collect();
    json_schema!({
        "type": "object",
        "if": { "propertyNames": { "pattern": NO_FORM } },
        "then": { "propertyNames": { "pattern": names }, "additionalProperties": values },
        "else": { "anyOf": forms },
    })
}

/// A map by its entries, where keys are expressions or begin with `$`: pairs, and maps that are merged.
fn entries(values: &Schema, generator: &mut SchemaGenerator) -> Schema {
    let key = generator.subschema_for::<Expr>();
    let map =
        json_schema!({ "prefixItems": [{ "type": "object" }], "items": false, "minItems": 1 });
    let entry = any_of([pair(key, values.clone()), map]);
    form("$map", json_schema!({ "type": "array", "items": entry }))
}

/// An object with these members and no others.
pub(super) fn object<const N: usize, const M: usize>(
    required: [(&str, Schema); N],
    optional: [(&str, Schema); M],
) -> Schema {
    let names = required.each_ref().map(|(name, _)| *name).to_vec();
    let members = required.into_iter().chain(optional);
    let members = members.map(|(name, schema)| (name.to_owned(), schema.into()));
    json_schema!({
        "type": "object",
        "properties": members.collect::<serde_json::Map<_, _>>(),
        "required": names,
        "additionalProperties": false,
    })
}

/// An object with this member alone.
pub(super) fn form(name: &str, content: Schema) -> Schema {
    object([(name, content)], [])
}

/// Bytes, which JSON itself does not have.
pub(super) fn bytes() -> Schema {
    form("$bytes_b64", base64())
}

fn base64() -> Schema {
    json_schema!({ "type": "string", "contentEncoding": "base64" })
}

/// A list of two.
pub(super) fn pair(first: Schema, second: Schema) -> Schema {
    json_schema!({ "type": "array", "prefixItems": [first, second], "items": false, "minItems": 2 })
}

/// A string that is not empty.
pub(super) fn name() -> Schema {
    json_schema!({ "type": "string", "minLength": 1 })
}

pub(super) fn any_of<const N: usize>(schemas: [Schema; N]) -> Schema {
    json_schema!({ "anyOf": schemas.to_vec() })
}

/// One of these strings.
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Schema {
    json_schema!({ "enum": words.into_iter().collect::<Vec<_>>() })
}

pub(super) fn described(about: &str, mut schema: Schema) -> Schema {
    schema.insert("description".to_owned(), about.into());
    schema
}
