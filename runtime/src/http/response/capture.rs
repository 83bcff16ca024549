//! Captures: values taken from a response.

use secrecy::SecretString;

use super::condition::parse_number;
use super::part;
use super::show::shorten_part;
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::redact::Redactor;
use crate::secrets::LONGEST;
use crate::step::{Capture, CaptureType};
use crate::transport::{Missing, Response};
use crate::value::Value;

/// The most secret text of a response that is searched for, in bytes; it takes many times its length in memory.
const MOST_HIDDEN: usize = 64 << 10;

/// What a text counts at least, in bytes: a short one is searched for in more forms.
const LEAST: usize = 256;

/// A captured value. It has no `Debug`, which would show secrets.
pub(in crate::http) enum CapturedValue {
    Property(String, Value),
    Secret(String, SecretString),
}

impl CapturedValue {
    pub(in crate::http) fn name(&self) -> &str {
        match self {
            Self::Property(name, _) | Self::Secret(name, _) => name,
        }
    }
}

/// Checks, before anything is sent, that path or pattern is valid.
pub(in crate::http) fn check(capture: &Capture) -> Result<(), RenderError> {
    part::check(&capture.part)
}

/// All captured values; or else a message, redacted, for each one that was not found or cannot be converted.
pub(in crate::http) fn capture_all(
    captures: &[Capture],
    response: &Response,
    dialect: Dialect,
    redactor: &Redactor,
) -> Result<Vec<CapturedValue>, Vec<String>> {
    let take = |wanted: &Capture| {
        let (property, part) = (&wanted.property, &wanted.part);
        let as_type = match wanted.as_type {
            Some(as_type) => format!(" as {}", as_type.as_str()),
            None => String::new(),
        };
        capture(wanted, response, dialect, redactor)
            .map_err(|found| format!("expected `{part}{as_type}` for `{property}`, found {found}"))
    };
    let (mut taken, mut unmet) = (Vec::new(), Vec::new());
    for capture in captures {
        match take(capture) {
            Ok(captured) => taken.push(captured),
            Err(text) => unmet.push(text),
        }
    }
    if unmet.is_empty() {
        Ok(taken)
    } else {
        Err(unmet)
    }
}

/// The texts of a response that are captured as secrets.
#[derive(Default)]
pub(in crate::http) struct SecretTexts {
    /// With the names of the secrets.
    pub(in crate::http) texts: Vec<(String, SecretString)>,
    /// Whether there are more than can be searched for.
    pub(in crate::http) has_more: bool,
}

/// Finds the texts that are captured as secrets, even if they cannot be used as one.
pub(in crate::http) fn find_secret_texts(
    captures: &[Capture],
    response: &Response,
    dialect: Dialect,
) -> SecretTexts {
    let (mut hidden, mut size) = (SecretTexts::default(), 0);
    let is_secret = |capture: &&Capture| capture.as_type == Some(CaptureType::Secret);
    for capture in captures.iter().filter(is_secret) {
        let value = match part::value(&capture.part, response, dialect) {
            Ok(value) => value,
            Err(missing) => {
                hidden.has_more |= matches!(missing, Missing::TooLong(_));
                continue;
            }
        };
        for text in leaf_texts(&value) {
            let length = text.len().max(LEAST);
            if size + length > MOST_HIDDEN {
                hidden.has_more = true;
                break;
            }
            size += length;
            hidden.texts.push((capture.property.clone(), text.into()));
        }
    }
    hidden
}

/// The texts of the leaves of a value.
fn leaf_texts(value: &Value) -> impl Iterator<Item = String> {
    let leaves = match value.leaves() {
        leaves if leaves.is_empty() => vec![value],
        leaves => leaves,
    };
    let texts = leaves.into_iter().filter_map(|leaf| to_text(leaf.clone()));
    texts.map(|text| match text {
        Value::String(text) => text,
        other => other.to_string(),
    })
}

/// A captured value; or else what was found instead, redacted.
fn capture(
    capture: &Capture,
    response: &Response,
    dialect: Dialect,
    redactor: &Redactor,
) -> Result<CapturedValue, String> {
    let shown = |text: &str| shorten_part(text, &capture.part, response, redactor);
    let value = part::value(&capture.part, response, dialect);
    let value = value.map_err(|missing| shown(&missing.to_string()))?;
    let name = capture.property.clone();
    let Some(as_type) = capture.as_type else {
        return Ok(CapturedValue::Property(name, value));
    };
    if as_type == CaptureType::Secret {
        let kind = value.kind();
        // The value may not be shown, even if it cannot be used as a secret.
        return match to_text(value) {
            Some(Value::String(text)) if text.len() > LONGEST => {
                Err(format!("more than {} KiB", LONGEST >> 10))
            }
            Some(Value::String(text)) if text.is_empty() => Err("an empty text".to_owned()),
            Some(Value::String(text)) => Ok(CapturedValue::Secret(name, text.into())),
            _ => Err(kind.to_owned()),
        };
    }
    let value = convert(as_type, value).map_err(|found| shown(&found))?;
    Ok(CapturedValue::Property(name, value))
}

fn convert(as_type: CaptureType, value: Value) -> Result<Value, String> {
    let found = value.to_string();
    let bounded = |min: i128, max: i128| match to_integer(&value) {
        Some(integer) if (min..=max).contains(&integer) => Some(Value::Integer(integer)),
        _ => None,
    };
    let converted = match as_type {
        CaptureType::String | CaptureType::Secret => to_text(value),
        CaptureType::Bool => to_bool(&value),
        CaptureType::U64 => bounded(0, u64::MAX.into()),
        CaptureType::I64 => bounded(i64::MIN.into(), i64::MAX.into()),
        CaptureType::F64 => to_float(&value),
    };
    converted.ok_or(found)
}

/// The text of a scalar.
fn to_text(value: Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value),
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
            Some(Value::String(value.to_string()))
        }
        _ => None,
    }
}

fn to_bool(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(value) => Some(Value::Bool(*value)),
        Value::String(text) => text.trim().parse().ok().map(Value::Bool),
        _ => None,
    }
}

/// Converts an integer, a float without fraction, or the text of one of these.
fn to_integer(value: &Value) -> Option<i128> {
    match value {
        Value::Integer(value) => Some(*value),
        // Beyond 2^53 a float does not determine an integer.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it has no fraction, and is small"
        )]
        Value::Float(value) if value.fract() == 0.0 && value.abs() < (1_u64 << 53) as f64 => {
            Some(*value as i128)
        }
        Value::String(text) => match parse_number(text) {
            Some(Value::Integer(value)) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

fn to_float(value: &Value) -> Option<Value> {
    let number = match value {
        Value::String(text) => parse_number(text)?.as_f64(),
        value => value.as_f64(),
    };
    number.map(Value::Float)
}
