//! Suffixes of literals that Rust doesn't have: rustc leaves those to macros.

use http_step_syntax::Problem;
use syn::Lit;

const INTEGERS: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];
const FLOATS: [&str; 2] = ["f32", "f64"];

/// Units of time, with how many seconds they are as a fraction, and what makes a `Duration` of them.
const UNITS: [(&str, f64, f64, Option<&str>); 7] = [
    ("ns", 1.0, 1e9, Some("from_nanos")),
    ("us", 1.0, 1e6, Some("from_micros")),
    ("ms", 1.0, 1e3, Some("from_millis")),
    ("s", 1.0, 1.0, Some("from_secs")),
    ("m", 60.0, 1.0, None),
    ("min", 60.0, 1.0, None),
    ("h", 3600.0, 1.0, None),
];

/// Checks the suffix of a literal.
pub(crate) fn suffix(literal: &Lit) -> Result<(), Problem> {
    let suffix = literal.suffix();
    let (is_known, digits) = match literal {
        Lit::Int(int) => (
            INTEGERS.contains(&suffix) || FLOATS.contains(&suffix),
            int.base10_digits(),
        ),
        Lit::Float(float) => (FLOATS.contains(&suffix), float.base10_digits()),
        _ => (false, ""),
    };
    if suffix.is_empty() || is_known {
        return Ok(());
    }
    Err(if digits.is_empty() {
        let what = format!("invalid suffix `{suffix}` of a literal");
        Problem::whole(what).help("remove it, or write a comma before it")
    } else {
        let what = format!("invalid suffix `{suffix}` for number literal");
        Problem::whole(what).help(without(suffix, digits))
    })
}

fn without(suffix: &str, digits: &str) -> String {
    if suffix == "xx" && digits.len() == 1 {
        return format!("for statuses write `{digits}00..={digits}99`");
    }
    let unit = UNITS.iter().find(|(unit, ..)| *unit == suffix);
    let (Some((_, seconds, per, constructor)), Ok(number)) = (unit, digits.parse::<f64>()) else {
        return format!("write `{digits}`, or a string: `\"{digits}{suffix}\"`");
    };
    let seconds = number * seconds / per;
    let duration = match (digits.parse::<u64>(), constructor) {
        (Ok(_), Some(constructor)) => format!("{constructor}({digits})"),
        (Ok(_), None) => format!("from_secs({seconds})"),
        (Err(_), _) => format!("from_secs_f64({seconds:?})"),
    };
    format!("durations are in seconds: write `{seconds}`, or `Duration::{duration}`")
}
