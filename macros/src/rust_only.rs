//! What only Rust can write, judged where the tree is built.

mod depth;
mod number;
mod range;
mod suffix;

use http_step_syntax::Problem;
use http_step_syntax::tree::Value;
use syn::Lit;

pub(crate) use depth::{DEEPEST, check_depth, too_deep};
pub(crate) use range::ends;
pub(crate) use suffix::suffix;

/// Returns the value of a literal.
pub(crate) fn literal(is_negative: bool, literal: &Lit) -> Result<Value, Problem> {
    suffix(literal)?;
    match literal {
        Lit::Str(text) => Ok(Value::Text(text.value())),
        Lit::ByteStr(bytes) => Ok(Value::Bytes(bytes.value())),
        Lit::Bool(value) => Ok(Value::Bool(value.value)),
        Lit::Int(_) | Lit::Float(_) => number::number(is_negative, literal),
        other => {
            let what = format!("{} can't become a value", kind(other));
            Err(Problem::whole(what).help("write a string: `\"…\"`"))
        }
    }
}

/// Returns the value of a literal among statuses and failures.
pub(crate) fn status(is_negative: bool, status: &Lit) -> Result<Value, Problem> {
    match status {
        Lit::Char(_) | Lit::Byte(_) | Lit::CStr(_) => {
            let what = format!("expected a status as an integer, found {}", kind(status));
            Err(Problem::whole(what).help("write `200`, `502..=504` or `timeout`"))
        }
        other => literal(is_negative, other),
    }
}

/// Judges a literal that is a key of a map: only a string can be one.
pub(crate) fn key(literal: &Lit) -> Problem {
    let what = format!(
        "expected a string literal as the key, found {}",
        kind(literal)
    );
    let written = match literal {
        Lit::Int(int) => int.base10_digits().to_owned(),
        Lit::Bool(value) => value.value.to_string(),
        Lit::Char(c) => c.value().to_string(),
        _ => "…".to_owned(),
    };
    Problem::whole(what).help(format!("write `\"{written}\"`"))
}

fn kind(literal: &Lit) -> &'static str {
    match literal {
        Lit::Str(_) => "a string",
        Lit::ByteStr(_) => "bytes",
        Lit::CStr(_) => "a C string",
        Lit::Byte(_) => "a byte",
        Lit::Char(_) => "a character",
        Lit::Int(_) => "an integer",
        Lit::Float(_) => "a float",
        Lit::Bool(_) => "a boolean",
        _ => "this literal",
    }
}
