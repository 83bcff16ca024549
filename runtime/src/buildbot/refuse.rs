//! The bounds and errors that the dialects share.

use std::mem::size_of;

use http_step_syntax::Operator;

use crate::error::RenderError;
use crate::value::Value;

/// How many bytes an operator, a template, or all that is put together for a step may come to: a few characters of an expression could
/// otherwise ask for all memory there is.
const LARGEST: usize = 16 << 20;

pub(super) fn unfit(operator: Operator, left: &Value, right: &Value) -> RenderError {
    RenderError::new(format!(
        "`{operator}` cannot be applied to {} and {}",
        left.kind(),
        right.kind()
    ))
}

pub(super) fn out_of_range() -> RenderError {
    RenderError::new("integer out of range")
}

pub(super) fn division_by_zero() -> RenderError {
    RenderError::new("division by zero")
}

/// Refuses a result of that many bytes if it is too large.
pub(crate) fn bound(bytes: usize) -> Result<(), RenderError> {
    if bytes > LARGEST {
        return Err(RenderError::new(format!(
            "the result is larger than {} MiB",
            LARGEST >> 20
        )));
    }
    Ok(())
}

/// Refuses to go on where values of that many bytes have been shown: a precision can cut all of it away
/// again, and so the size of the result does not tell.
pub(super) fn bound_work(bytes: usize) -> Result<(), RenderError> {
    if bytes > 16 * LARGEST {
        return Err(RenderError::new("the template shows too much"));
    }
    Ok(())
}

/// About how many bytes values take.
pub(super) fn weight(items: &[Value]) -> usize {
    items.iter().map(weight_of_one).sum()
}

/// About how many bytes a value takes.
pub(crate) fn weight_of_one(value: &Value) -> usize {
    let within = match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => 0,
        Value::String(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::List(items) | Value::Tuple(items) => weight(items),
        Value::Map(members) => members
            .iter()
            .map(|(name, value)| size_of::<String>() + name.len() + weight_of_one(value))
            .sum(),
        Value::Dict(entries) => entries
            .iter()
            .map(|(key, value)| weight_of_one(key) + weight_of_one(value))
            .sum(),
    };
    size_of::<Value>() + within
}
