//! Numbers: what fits in a value, and in the Rust type that a suffix names.

use http_step_syntax::Problem;
use http_step_syntax::tree::Value;
use syn::Lit;

/// Returns the value of a literal number.
pub(super) fn number(is_negative: bool, literal: &Lit) -> Result<Value, Problem> {
    let (digits, is_integer) = match literal {
        Lit::Int(int) => (int.base10_digits(), true),
        Lit::Float(float) => (float.base10_digits(), false),
        _ => return Err(Problem::whole("expected a number")),
    };
    let suffix = literal.suffix();
    // `1f32` is a float.
    let value = if is_integer && !matches!(suffix, "f32" | "f64") {
        integer(digits, suffix, is_negative).map(Value::Integer)
    } else {
        float(digits, suffix, is_negative).map(Value::Float)
    };
    value.ok_or_else(|| match suffix {
        "" | "i128" | "u128" if is_integer => {
            let what = "integer out of range: a value has at most 64 bits";
            Problem::whole(what).help("write it as a string or as a float")
        }
        "" => Problem::whole("float out of range for `f64`"),
        suffix => Problem::whole(format!("literal out of range for `{suffix}`")),
    })
}

fn integer(digits: &str, suffix: &str, is_negative: bool) -> Option<i128> {
    let number: i128 = digits.parse().ok()?;
    let number = if is_negative { -number } else { number };
    let range = match suffix {
        "i8" => i8::MIN.into()..=i8::MAX.into(),
        "i16" => i16::MIN.into()..=i16::MAX.into(),
        "i32" => i32::MIN.into()..=i32::MAX.into(),
        "i64" | "isize" => i64::MIN.into()..=i64::MAX.into(),
        "u8" => 0..=u8::MAX.into(),
        "u16" => 0..=u16::MAX.into(),
        "u32" => 0..=u32::MAX.into(),
        "u64" | "u128" | "usize" => 0..=u64::MAX.into(),
        _ => i64::MIN.into()..=u64::MAX.into(),
    };
    range.contains(&number).then_some(number)
}

fn float(digits: &str, suffix: &str, is_negative: bool) -> Option<f64> {
    let number: f64 = digits.parse().ok()?;
    let fits = match suffix {
        "f32" => digits.parse::<f32>().is_ok_and(f32::is_finite),
        _ => number.is_finite(),
    };
    fits.then_some(if is_negative { -number } else { number })
}
