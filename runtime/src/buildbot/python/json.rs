//! `json.dumps`, as Python's HTTP client calls it: ASCII only, and no NaN.

use std::fmt::Write as _;

use super::text::float;
use super::type_name;
use crate::error::RenderError;
use crate::value::Value;

/// The document of a value.
///
/// # Errors
///
/// For NaN and infinities, bytes, and keys that are neither text nor a number nor None.
pub(in crate::buildbot) fn json(value: &Value) -> Result<String, RenderError> {
    let mut out = String::new();
    write(value, &mut out)?;
    Ok(out)
}

fn write(value: &Value, out: &mut String) -> Result<(), RenderError> {
    match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
            out.push_str(&plain(value)?);
        }
        Value::String(text) => write_text(text, out),
        Value::Bytes(_) => return Err(RenderError::new("bytes have no JSON form")),
        Value::List(items) | Value::Tuple(items) => {
            return write_list('[', items, ']', out, write);
        }
        Value::Map(members) => {
            return write_list('{', members, '}', out, |(name, value), out| {
                write_text(name, out);
                out.push_str(": ");
                write(value, out)
            });
        }
        Value::Dict(entries) => {
            return write_list('{', entries, '}', out, |(key, value), out| {
                match key {
                    Value::String(name) => write_text(name, out),
                    key => write_text(&plain(key)?, out),
                }
                out.push_str(": ");
                write(value, out)
            });
        }
    }
    Ok(())
}

/// What has the same text as a value and, in quotes, as a key.
fn plain(value: &Value) -> Result<String, RenderError> {
    Ok(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) if value.is_finite() => float(*value),
        Value::Float(value) => {
            return Err(RenderError::new(format!("{value} has no JSON form")));
        }
        other => {
            let kind = type_name(other);
            return Err(RenderError::new(format!("a {kind} cannot be a key")));
        }
    })
}

fn write_list<I: IntoIterator>(
    open: char,
    items: I,
    close: char,
    out: &mut String,
    write: impl Fn(I::Item, &mut String) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    out.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(item, out)?;
    }
    out.push(close);
    Ok(())
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;

    #[test]
    fn documents_read_as_in_python() {
        let table = [
            (
                serde_json::json!({"a": [1, 1.5, null, true], "b": {}}).into_value(),
                r#"{"a": [1, 1.5, null, true], "b": {}}"#,
            ),
            ([1e16, 1e-7, 1.0].into_value(), "[1e+16, 1e-07, 1.0]"),
            (Value::Integer(1 << 70), "1180591620717411303424"),
            (
                "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{7f}é😀".into_value(),
                r#""\"\\/\b\f\n\r\t\u0001\u007f\u00e9\ud83d\ude00""#,
            ),
            (Value::Tuple(vec![1.into_value()]), "[1]"),
            (
                Value::Dict(vec![
                    (2.into_value(), "i".into_value()),
                    (Value::Null, "n".into_value()),
                    (false.into_value(), "b".into_value()),
                    (1.5.into_value(), "f".into_value()),
                    ("2".into_value(), "t".into_value()),
                ]),
                r#"{"2": "i", "null": "n", "false": "b", "1.5": "f", "2": "t"}"#,
            ),
        ];
        for (value, text) in table {
            assert_eq!(json(&value).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_has_no_json_form_is_refused() {
        let keyed = |key: Value| Value::Dict(vec![(key, Value::Null)]);
        for value in [
            f64::NAN.into_value(),
            [f64::NEG_INFINITY].into_value(),
            Value::Bytes("b".into()),
            keyed(Value::Bytes("b".into())),
            keyed(Value::Tuple(vec![])),
            keyed(f64::INFINITY.into_value()),
        ] {
            assert!(json(&value).is_err(), "{value:?}");
        }
    }
}
