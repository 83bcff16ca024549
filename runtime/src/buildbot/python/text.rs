//! `str`, `repr` and `ascii`.

use std::fmt::Write as _;

use super::unprintable::is_unprintable;
use crate::value::Value;

/// `str(value)`.
pub(in crate::buildbot) fn str(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => repr(value),
    }
}

/// `repr(value)`.
pub(in crate::buildbot) fn repr(value: &Value) -> String {
    let mut out = String::new();
    write_repr(value, &mut out);
    out
}

/// `ascii(value)`: `repr` with everything escaped that is not ASCII.
pub(in crate::buildbot) fn ascii(value: &Value) -> String {
    let text = repr(value);
    if text.is_ascii() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            escape(c, &mut out);
        }
    }
    out
}

fn write_repr(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("None"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Integer(value) => {
            let _ = write!(out, "{value}");
        }
        Value::Float(value) => out.push_str(&float(*value)),
        Value::String(text) => write_text(text, out),
        Value::Bytes(bytes) => write_bytes(bytes, out),
        Value::List(items) => write_list('[', items, ']', out, write_repr),
        Value::Tuple(items) => {
            let close = if items.len() == 1 { ",)" } else { ")" };
            write_list('(', items, close, out, write_repr);
        }
        Value::Map(members) => write_list('{', members, '}', out, |(name, value), out| {
            write_text(name, out);
            out.push_str(": ");
            write_repr(value, out);
        }),
        Value::Dict(entries) => write_list('{', entries, '}', out, |(key, value), out| {
            write_repr(key, out);
            out.push_str(": ");
            write_repr(value, out);
        }),
    }
}

fn write_list<I: IntoIterator>(
    open: char,
    items: I,
    close: impl std::fmt::Display,
    out: &mut String,
    write: impl Fn(I::Item, &mut String),
) {
    out.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(item, out);
    }
    let _ = write!(out, "{close}");
}

/// The shortest digits that read back, with an exponent below -4 and from 16 up.
pub(super) fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let decimals = mantissa
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let places = i32::try_from(decimals).unwrap_or(0) - exponent;
        let places = usize::try_from(places).unwrap_or(0).max(1);
        return to_even(value, format!("{value:?}"), format!("{value:.places$}"));
    }
    let scientific = to_even(value, scientific, format!("{value:.decimals$e}"));
    let (mantissa, _) = scientific.split_once('e').unwrap_or((&scientific, ""));
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

/// Where two texts of the shortest length are equally near, std takes the greater digit and Python the
/// even one, as rounding to a fixed length does; but that may not read back.
fn to_even(value: f64, shortest: String, rounded: String) -> String {
    if rounded.parse() == Ok(value) {
        rounded
    } else {
        shortest
    }
}

/// The quote that Python chooses: double quotes only where they save escapes.
fn quote(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

fn write_text(text: &str, out: &mut String) {
    let quote = quote(text.contains('\''), text.contains('"'));
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if is_unprintable(c) => escape(c, out),
            c => out.push(c),
        }
    }
    out.push(quote);
}

/// The shortest escape that the character fits into.
fn escape(c: char, out: &mut String) {
    let _ = match u32::from(c) {
        code @ ..0x100 => write!(out, "\\x{code:02x}"),
        code @ ..0x1_0000 => write!(out, "\\u{code:04x}"),
        code => write!(out, "\\U{code:08x}"),
    };
}

fn write_bytes(bytes: &[u8], out: &mut String) {
    let quote = quote(bytes.contains(&b'\''), bytes.contains(&b'"'));
    out.extend(['b', quote]);
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if char::from(byte) == quote => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(char::from(byte)),
            byte => escape(char::from(byte), out),
        }
    }
    out.push(quote);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;

    #[test]
    fn values_read_as_in_python() {
        let table = [
            (Value::Null, "None"),
            (true.into_value(), "True"),
            ("as is".into_value(), "as is"),
            (
                ["it's", "\"", "both '\""].into_value(),
                r#"["it's", '"', 'both \'"']"#,
            ),
            (["\\\n\u{1}\u{e9}"].into_value(), r"['\\\n\x01é']"),
            (Value::Bytes("k\\'\u{e9}\t".into()), r#"b"k\\'\xc3\xa9\t""#),
            (
                Value::Integer(i128::MIN),
                "-170141183460469231731687303715884105728",
            ),
            (Value::Tuple(vec![]), "()"),
            (Value::Tuple(vec![1.into_value()]), "(1,)"),
            (
                Value::Tuple(vec![1.into_value(), "a".into_value()]),
                "(1, 'a')",
            ),
            (
                Value::Dict(vec![
                    (1.into_value(), Value::Null),
                    (Value::Null, 2.into_value()),
                ]),
                "{1: None, None: 2}",
            ),
            (
                serde_json::json!({"a": [], "b": {}}).into_value(),
                "{'a': [], 'b': {}}",
            ),
        ];
        for (value, text) in table {
            assert_eq!(str(&value), text);
        }
    }

    #[test]
    fn floats_are_short_and_read_back() {
        let table = [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.000_01, "1e-05"),
            (1.5e300, "1.5e+300"),
            (5e-324, "5e-324"),
            (7_946_339_819_431_765.0 / 4.0, "1986584954857941.2"),
            (2f64.powi(-25), "2.9802322387695312e-08"),
            (2f64.powi(-44), "5.684341886080802e-14"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ];
        for (value, text) in table {
            assert_eq!(float(value), text);
        }
    }

    #[test]
    fn what_has_no_shape_is_escaped() {
        let table = [
            ("\u{7f}\u{a0}\u{ad}", r"'\x7f\xa0\xad'", r"'\x7f\xa0\xad'"),
            (
                "\u{200b}\u{2028}\u{3000}",
                r"'\u200b\u2028\u3000'",
                r"'\u200b\u2028\u3000'",
            ),
            (
                "\u{e000}\u{10ffff}",
                r"'\ue000\U0010ffff'",
                r"'\ue000\U0010ffff'",
            ),
            ("é日😀 a", "'é日😀 a'", r"'\xe9\u65e5\U0001f600 a'"),
        ];
        for (text, shown, in_ascii) in table {
            assert_eq!(repr(&text.into_value()), shown);
            assert_eq!(ascii(&text.into_value()), in_ascii);
        }
    }
}
