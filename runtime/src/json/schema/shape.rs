//! What may stand at a key, by its shape.

use http_step_syntax::Method;
use http_step_syntax::key::{Key, Row, Shape};
use http_step_syntax::words::RESULTS;
use schemars::{Schema, SchemaGenerator, json_schema};

use super::value::{Late, any_of, bytes, form, map, name, object, one_of, pair};
use super::{options, response};
use crate::expr::{Expr, File};
use crate::step::{Condition, HttpStep};

/// A name of a header field or a cookie (RFC 9110, section 5.6.2).
pub(super) const TOKEN: &str = "^[-!#$%&'*+.^_`|~0-9A-Za-z]+$";
const ANY: &str = "";
const PROXY: &str = "^(no_proxy|(http|https|all)(://.+)?)$";
const URL: &str = "^[Hh][Tt][Tt][Pp][Ss]?://[^ ]+$";
const FIELD_VALUE: &str = "^[^\\r\\n]+$";

pub(super) fn schema(row: &Row, generator: &mut SchemaGenerator) -> Schema {
    let late = generator.subschema_for::<Late>();
    let value = generator.subschema_for::<Expr>();
    let text = json_schema!({ "type": "string" });
    let boolean = json_schema!({ "type": "boolean" });
    match row.shape {
        Shape::Any => value,
        Shape::Text if row.name == Key::Url.name() => {
            any_of([json_schema!({ "type": "string", "pattern": URL }), late])
        }
        Shape::Text => any_of([text, late]),
        Shape::NonEmpty => any_of([name(), late]),
        Shape::FieldValue => any_of([
            json_schema!({ "type": "string", "pattern": FIELD_VALUE }),
            late,
        ]),
        Shape::Texts => {
            let item = any_of([text.clone(), late.clone()]);
            any_of([text, json_schema!({ "type": "array", "items": item }), late])
        }
        Shape::Method => any_of([one_of(Method::ALL.map(Method::as_str)), late]),
        Shape::Pairs => any_of([map(ANY, value.clone(), [], generator), pairs(&value, &late)]),
        Shape::Body => {
            let file = generator.subschema_for::<File>();
            let fields = map(ANY, value.clone(), [bytes(), file], generator);
            any_of([text, fields, pairs(&value, &late)])
        }
        Shape::Headers | Shape::Cookies => {
            let single = any_of([
                json_schema!({ "type": ["null", "boolean", "number", "string"] }),
                late,
                bytes(),
            ]);
            map(TOKEN, single, [], generator)
        }
        Shape::Files => {
            let file = any_of([generator.subschema_for::<File>(), late]);
            map(ANY, file, [], generator)
        }
        Shape::Proxies => {
            let proxy = any_of([json_schema!({ "type": ["null", "string"] }), late]);
            map(PROXY, proxy, [], generator)
        }
        Shape::Auth => auth(&any_of([text, late.clone()]), &late),
        Shape::Seconds => any_of([seconds(), late]),
        Shape::Timeout => {
            let one = any_of([seconds(), late.clone()]);
            any_of([seconds(), late, tuple(&one, &one)])
        }
        Shape::Count => any_of([json_schema!({ "type": "integer", "minimum": 0 }), late]),
        Shape::Positive => any_of([json_schema!({ "type": "integer", "minimum": 1 }), late]),
        Shape::Verify => any_of([
            json_schema!({ "const": true }),
            name(),
            form("$insecure", json_schema!({ "const": true })),
            late,
        ]),
        Shape::Cert => {
            let path = any_of([name(), late.clone()]);
            any_of([name(), late, tuple(&path, &path)])
        }
        Shape::Names => {
            let name = json_schema!({ "type": "string", "pattern": TOKEN });
            json_schema!({ "type": "array", "items": name })
        }
        Shape::Flag => boolean,
        Shape::Bool | Shape::When => any_of([boolean, late]),
        Shape::Locks => set(lock()),
        Shape::Policy => any_of([boolean, set(one_of(RESULTS))]),
        Shape::Results => response::results(),
        Shape::Statuses => set(response::member()),
        Shape::Retry | Shape::Poll => options(row.shape, generator),
        Shape::Step => generator.subschema_for::<HttpStep>(),
        Shape::Condition => generator.subschema_for::<Condition>(),
        Shape::Conditions => {
            json_schema!({ "type": "array", "items": generator.subschema_for::<Condition>() })
        }
        Shape::Capture => response::captures(),
        // A closure can't be written.
        Shape::Hooks => false.into(),
    }
}

/// A `$tuple` of two values.
fn tuple(first: &Schema, second: &Schema) -> Schema {
    form("$tuple", pair(first.clone(), second.clone()))
}

fn pairs(value: &Schema, late: &Schema) -> Schema {
    let item = any_of([
        pair(value.clone(), value.clone()),
        tuple(value, value),
        late.clone(),
    ]);
    json_schema!({ "type": "array", "items": item })
}

/// The secret part is never a literal.
fn auth(user: &Schema, secret: &Schema) -> Schema {
    any_of([
        tuple(user, secret),
        form("$bearer", secret.clone()),
        form("$digest", pair(user.clone(), secret.clone())),
        secret.clone(),
    ])
}

fn seconds() -> Schema {
    json_schema!({ "type": "number", "exclusiveMinimum": 0 })
}

fn lock() -> Schema {
    let most = json_schema!({ "type": "integer", "minimum": 1 });
    any_of([
        name(),
        object([("name", name())], [("counting", most)]),
        object(
            [
                ("name", name()),
                ("exclusive", json_schema!({ "const": true })),
            ],
            [],
        ),
    ])
}

/// A list without duplicates.
fn set(items: Schema) -> Schema {
    json_schema!({ "type": "array", "items": items, "uniqueItems": true })
}
