//! Literals, and what may stand at their ends.

use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Lit, Token};

use super::Reader;
use super::value::continues;
use crate::ast::{Literal, Value};

const INTEGERS: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];
const FLOATS: [&str; 2] = ["f32", "f64"];

/// Units of time, with how many seconds they are as a fraction, and what makes a `Duration` of them.
const UNITS: [(&str, f64, f64, Option<&str>); 6] = [
    ("ns", 1.0, 1e9, Some("from_nanos")),
    ("us", 1.0, 1e6, Some("from_micros")),
    ("ms", 1.0, 1e3, Some("from_millis")),
    ("s", 1.0, 1.0, Some("from_secs")),
    ("min", 60.0, 1.0, None),
    ("h", 3600.0, 1.0, None),
];

impl Reader<'_> {
    /// A literal that is the whole value; `"a".len()` is a Rust expression.
    pub(super) fn literal(&mut self, input: ParseStream<'_>) -> Option<Value> {
        let ahead = input.fork();
        let minus = ahead.parse::<Option<Token![-]>>().ok()?;
        let lit: Lit = ahead.parse().ok()?;
        let fits = minus.is_none() || matches!(lit, Lit::Int(_) | Lit::Float(_));
        // What follows a literal without a comma is a missing comma, unless it goes on as an expression.
        if !fits || continues(&ahead) {
            return None;
        }
        input.advance_to(&ahead);
        if self.strange_suffix(&lit) {
            return Some(Value::Bad(lit.span()));
        }
        Some(Value::Literal(Literal {
            minus: minus.map(|minus| minus.span),
            lit,
        }))
    }

    /// Reports an end of a literal that Rust has not: rustc leaves that to macros.
    pub(super) fn strange_suffix(&mut self, lit: &Lit) -> bool {
        let suffix = lit.suffix();
        let known = match lit {
            Lit::Int(_) => INTEGERS.contains(&suffix) || FLOATS.contains(&suffix),
            Lit::Float(_) => FLOATS.contains(&suffix),
            _ => false,
        };
        if suffix.is_empty() || known {
            return false;
        }
        let help = match lit {
            Lit::Int(number) => number_alone(number.base10_digits(), suffix),
            Lit::Float(number) => number_alone(number.base10_digits(), suffix),
            _ => "leave it out, or write a comma before it".to_owned(),
        };
        let what = format!("a literal can't end in `{suffix}`");
        self.diagnostics.error(lit.span(), &what, help);
        true
    }
}

fn number_alone(digits: &str, suffix: &str) -> String {
    if suffix == "xx" && digits.len() == 1 {
        return format!("for statuses write `{digits}00..={digits}99`");
    }
    let unit = UNITS.iter().find(|(unit, ..)| *unit == suffix);
    let (Some((_, seconds, per, constructor)), Ok(number)) = (unit, digits.parse::<f64>()) else {
        return format!("write `{digits}`, or a text: `\"{digits}{suffix}\"`");
    };
    let seconds = number * seconds / per;
    let duration = match (digits.parse::<u64>(), constructor) {
        (Ok(_), Some(constructor)) => format!("{constructor}({digits})"),
        (Ok(_), None) => format!("from_secs({seconds})"),
        (Err(_), _) => format!("from_secs_f64({seconds:?})"),
    };
    format!("a time is in seconds: write `{seconds}`, or `Duration::{duration}`")
}
