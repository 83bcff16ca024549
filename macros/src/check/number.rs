//! Numbers: what fits in a value, and in the Rust type that a suffix names.

use http_step_syntax::key::Key;
use syn::Lit;

use super::{Node, Step};
use crate::ast::Literal;

impl<'a> Step<'a, '_> {
    /// An integer that is not negative.
    pub(super) fn count(&mut self, key: &'static Key, literal: &'a Literal) -> Option<Node<'a>> {
        let at = literal.minus.unwrap_or_else(|| literal.lit.span());
        match &literal.lit {
            Lit::Int(_) | Lit::Float(_) if literal.minus.is_some() => {
                self.takes_not(key, at, "a negative number")
            }
            Lit::Int(int) if matches!(int.suffix(), "f32" | "f64") => {
                self.takes_not(key, at, "a float")
            }
            Lit::Int(_) => self.number(literal),
            other => self.takes_not(key, at, super::text::kind(other)),
        }
    }

    /// An integer above zero.
    pub(super) fn positive(&mut self, key: &'static Key, literal: &'a Literal) -> Option<Node<'a>> {
        let node = self.count(key, literal)?;
        if matches!(&node, Node::Number(number) if number == "0") {
            return self.takes_not(key, literal.lit.span(), "zero");
        }
        Some(node)
    }

    /// A number in JSON's form.
    pub(super) fn number(&mut self, literal: &Literal) -> Option<Node<'a>> {
        let span = literal.lit.span();
        let negative = literal.minus.is_some();
        let (number, suffix) = match &literal.lit {
            // `1f32` is a float.
            Lit::Int(int) if !matches!(int.suffix(), "f32" | "f64") => {
                let number = integer(int.base10_digits(), int.suffix(), negative);
                (number, int.suffix())
            }
            Lit::Int(int) => {
                let number = float(int.base10_digits(), int.suffix(), negative);
                (number, int.suffix())
            }
            Lit::Float(number) => {
                let suffix = number.suffix();
                (float(number.base10_digits(), suffix, negative), suffix)
            }
            _ => return None,
        };
        match (&number, &literal.lit, suffix) {
            (Some(_), ..) => {}
            (None, Lit::Int(_), "" | "i128" | "u128") => {
                let what = "integer out of range: a value has 64 bits";
                let help = "write it as a text, or as a float";
                self.diagnostics.error(span, what, help);
            }
            (None, _, "") => self.diagnostics.plain(span, "float out of range"),
            (None, _, suffix) => {
                let what = format!("literal out of range for `{suffix}`");
                self.diagnostics.plain(span, &what);
            }
        }
        number.map(Node::Number)
    }
}

fn integer(digits: &str, suffix: &str, negative: bool) -> Option<String> {
    let number: i128 = digits.parse().ok()?;
    let number = if negative { -number } else { number };
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
    range.contains(&number).then(|| number.to_string())
}

fn float(digits: &str, suffix: &str, negative: bool) -> Option<String> {
    let number: f64 = digits.parse().ok()?;
    let fits = match suffix {
        "f32" => digits.parse::<f32>().is_ok_and(f32::is_finite),
        _ => number.is_finite(),
    };
    let sign = if negative { "-" } else { "" };
    fits.then(|| format!("{sign}{number:?}"))
}
