//! `d i u o x X c`: the conversions of integers.

use super::figure::Figure;
use crate::error::RenderError;
use crate::value::Value;

/// Floats are cut towards zero, and have as many digits as they need.
pub(super) fn decimal(value: &Value, letter: char) -> Result<Figure, RenderError> {
    let (is_negative, digits) = match (integer(value), value) {
        (Some(value), _) => (value < 0, value.unsigned_abs().to_string()),
        (None, Value::Float(value)) if value.is_nan() => {
            return Err(RenderError::new("cannot convert float NaN to integer"));
        }
        (None, Value::Float(value)) if value.is_infinite() => {
            return Err(RenderError::new("cannot convert float infinity to integer"));
        }
        (None, Value::Float(value)) => (*value <= -1.0, format!("{:.0}", value.trunc().abs())),
        (None, value) => return Err(refused(letter, "a real number", value)),
    };
    Ok(Figure {
        is_negative,
        prefix: "",
        digits,
    })
}

pub(super) fn octal(value: &Value, alternate: bool) -> Result<Figure, RenderError> {
    let value = integer(value).ok_or_else(|| refused('o', "an integer", value))?;
    Ok(Figure {
        is_negative: value < 0,
        prefix: if alternate { "0o" } else { "" },
        digits: format!("{:o}", value.unsigned_abs()),
    })
}

pub(super) fn hexadecimal(
    value: &Value,
    alternate: bool,
    upper: bool,
) -> Result<Figure, RenderError> {
    let letter = if upper { 'X' } else { 'x' };
    let value = integer(value).ok_or_else(|| refused(letter, "an integer", value))?;
    let figure = Figure {
        is_negative: value < 0,
        prefix: match (alternate, upper) {
            (false, _) => "",
            (true, false) => "0x",
            (true, true) => "0X",
        },
        digits: format!("{:x}", value.unsigned_abs()),
    };
    Ok(if upper { figure.in_capitals() } else { figure })
}

/// A code point, or a text of one character.
pub(super) fn character(value: &Value) -> Result<char, RenderError> {
    if let Value::String(text) = value {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(c);
        }
    }
    let code = integer(value).ok_or_else(|| RenderError::new("%c requires int or char"))?;
    let code = u32::try_from(code)
        .ok()
        .filter(|code| *code < 0x11_0000)
        .ok_or_else(|| RenderError::new("%c arg not in range(0x110000)"))?;
    // Half of a surrogate pair, which Python's text can hold and no text on a wire.
    char::from_u32(code)
        .ok_or_else(|| RenderError::new(format!("%c arg {code:#x} is a surrogate, no character")))
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Bool(value) => Some((*value).into()),
        Value::Integer(value) => Some(*value),
        _ => None,
    }
}

fn refused(letter: char, wanted: &str, value: &Value) -> RenderError {
    let kind = value.kind();
    RenderError::new(format!(
        "%{letter} format: {wanted} is required, not {kind}"
    ))
}
