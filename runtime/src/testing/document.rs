//! A recording as a JSON document.

mod members;
mod read;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::exchange::{RecordedExchange, RecordedOutcome};
use super::shown::{HeaderPairs, RedactedBody};
use crate::value::{IntoValue as _, Value};

pub(super) use read::read;

/// The form of the document; another one has another number.
const VERSION: i128 = 1;

pub(super) fn write(exchanges: &[RecordedExchange]) -> String {
    let exchanges = exchanges.iter().map(exchange).collect();
    let document = map([
        ("version", Value::Integer(VERSION)),
        ("exchanges", Value::List(exchanges)),
    ]);
    // All of it is text and numbers, which JSON carries.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn map<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.into_iter();
    Value::Map(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

fn exchange(exchange: &RecordedExchange) -> Value {
    let request = &exchange.request;
    let request = map([
        ("method", request.method.as_str().into_value()),
        ("url", request.url.as_str().into_value()),
        ("headers", headers(&request.headers)),
        ("body", body(&request.body)),
    ]);
    let ending = match &exchange.outcome {
        RecordedOutcome::Response {
            status,
            headers: fields,
            body: content,
        } => {
            let response = map([
                ("status", Value::Integer((*status).into())),
                ("headers", headers(fields)),
                ("body", body(content)),
            ]);
            ("response", response)
        }
        RecordedOutcome::Failure {
            kind,
            phase,
            detail,
        } => {
            let failure = map([
                ("kind", kind.as_str().into_value()),
                ("phase", phase.to_string().into_value()),
                ("detail", detail.as_str().into_value()),
            ]);
            ("failure", failure)
        }
    };
    map([("request", request), ending])
}

fn headers(fields: &HeaderPairs) -> Value {
    let fields = fields.iter();
    Value::List(
        fields
            .map(|(name, value)| vec![name.as_str(), value].into_value())
            .collect(),
    )
}

fn body(body: &RedactedBody) -> Value {
    match body {
        RedactedBody::Text(text) => text.as_str().into_value(),
        RedactedBody::Bytes(bytes) => map([("base64", BASE64_STANDARD.encode(bytes).into_value())]),
        RedactedBody::LeftOut(length) => map([("left_out", (*length).into_value())]),
    }
}
