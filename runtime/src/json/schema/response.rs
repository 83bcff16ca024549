//! What a step says about a response.

use std::borrow::Cow;

use http_step_syntax::response::{self, Part};
use http_step_syntax::words::{FAILURES, RESULTS, TYPES};
use http_step_syntax::{Operator, status};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::shape::TOKEN;
use super::value::{any_of, form, name, object, one_of};
use crate::expr::Expr;
use crate::step::{Condition, ResponsePart};

/// A condition on a response. Needs the feature `schema`.
impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let operators = Operator::ALL.into_iter();
        let operators = operators.filter(|operator| response::condition(*operator).is_ok());
        let members = [
            ("$op", one_of(operators.map(Operator::as_str))),
            ("left", generator.subschema_for::<ResponsePart>()),
            ("right", generator.subschema_for::<Expr>()),
        ];
        object(members, [])
    }
}

/// A part of a response. Needs the feature `schema`.
impl JsonSchema for ResponsePart {
    fn schema_name() -> Cow<'static, str> {
        "ResponsePart".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        part(|_| true)
    }
}

/// The parts of which that is so.
fn part(wanted: impl Fn(Part) -> bool) -> Schema {
    let (bare, named): (Vec<_>, Vec<_>) = Part::ALL
        .into_iter()
        .filter(|part| wanted(*part))
        .partition(|part| part.is_bare());
    let named = named.into_iter().map(|part| {
        let argument = match part {
            Part::Json => json_schema!({ "type": "string", "pattern": "^\\$" }),
            Part::Matches => json_schema!({ "type": "string", "format": "regex" }),
            _ => json_schema!({ "type": "string", "pattern": TOKEN }),
        };
        form(&format!("${}", part.as_str()), argument)
    });
    let bare = form("$response", one_of(bare.into_iter().map(Part::as_str)));
    json_schema!({ "anyOf": named.chain([bare]).collect::<Vec<_>>() })
}

/// A status, a range of them, or a failure.
pub(super) fn member() -> Schema {
    any_of([
        json_schema!({
            "type": "integer",
            "minimum": status::FIRST,
            "maximum": status::LAST,
        }),
        json_schema!({ "type": "string", "pattern": "^[1-5][0-9]{2}\\.\\.=[1-5][0-9]{2}$" }),
        one_of(FAILURES),
    ])
}

pub(super) fn results() -> Schema {
    let on = any_of([member(), one_of([status::REST])]);
    let arm = object([("on", on), ("result", one_of(RESULTS))], []);
    json_schema!({ "type": "array", "items": arm })
}

pub(super) fn captures() -> Schema {
    let part = part(Part::can_be_captured);
    let typed = object([("from", part.clone()), ("as", one_of(TYPES))], []);
    json_schema!({
        "type": "object",
        "propertyNames": name(),
        "additionalProperties": any_of([part, typed]),
    })
}
