//! One conversion: a value, the letter, and what stands before it.

use http_step_syntax::template::{self, Flags};

use super::{float, integer};
use crate::error::RenderError;
use crate::value::Value;

/// How wide a value may be made, and how many digits a number may be given.
const LARGEST_FIELD: u64 = 1 << 20;

/// How a value is converted to text, as `-10.3s` says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::buildbot) struct Conversion {
    pub(super) flags: Flags,
    /// 0 where there is none.
    pub(super) width: u64,
    pub(super) precision: Option<u64>,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Show(Shape),
    /// `d`, `i` or `u`, which only the error tells apart.
    Decimal(char),
    Octal,
    Hexadecimal {
        upper: bool,
    },
    Float {
        style: float::Style,
        upper: bool,
    },
    Character,
}

/// The conversions that every value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildbot) enum Shape {
    /// `s`
    Str,
    /// `r`
    Repr,
    /// `a`
    Ascii,
}

/// The text of a value in such a shape; not the same in all dialects.
pub(in crate::buildbot) type Show<'a> = &'a dyn Fn(Shape, &Value) -> String;

impl Kind {
    pub(super) fn of(letter: char) -> Option<Self> {
        let float = |style| Self::Float {
            style,
            upper: letter.is_ascii_uppercase(),
        };
        Some(match letter {
            's' => Self::Show(Shape::Str),
            'r' => Self::Show(Shape::Repr),
            'a' => Self::Show(Shape::Ascii),
            'd' | 'i' | 'u' => Self::Decimal(letter),
            'o' => Self::Octal,
            'x' => Self::Hexadecimal { upper: false },
            'X' => Self::Hexadecimal { upper: true },
            'e' | 'E' => float(float::Style::Exponent),
            'f' | 'F' => float(float::Style::Fixed),
            'g' | 'G' => float(float::Style::General),
            'c' => Self::Character,
            _ => return None,
        })
    }
}

/// The conversions of a template with keys are `s`, `r` and `a` only.
impl From<&template::Conversion> for Conversion {
    fn from(conversion: &template::Conversion) -> Self {
        Self {
            flags: Flags {
                left: conversion.left,
                ..Flags::default()
            },
            width: conversion.width as u64,
            precision: conversion.precision.map(|precision| precision as u64),
            kind: Kind::Show(match conversion.kind {
                template::Kind::Text => Shape::Str,
                template::Kind::Repr => Shape::Repr,
                template::Kind::Ascii => Shape::Ascii,
            }),
        }
    }
}

/// The value as the conversion says.
///
/// # Errors
///
/// For a value that the conversion does not take, and for widths and precisions beyond all sense.
pub(in crate::buildbot) fn convert(
    conversion: &Conversion,
    value: &Value,
    show: Show<'_>,
) -> Result<String, RenderError> {
    let Conversion {
        flags,
        width,
        precision,
        kind,
    } = *conversion;
    let figure = match kind {
        Kind::Show(shape) => {
            let text = cut(show(shape, value), precision);
            return padded(text, flags.left, field(width)?);
        }
        Kind::Character => {
            let text = integer::character(value)?.to_string();
            return padded(text, flags.left, field(width)?);
        }
        Kind::Decimal(letter) => integer::decimal(value, letter)?.at_least(digits(precision)?),
        Kind::Octal => integer::octal(value, flags.alternate)?.at_least(digits(precision)?),
        Kind::Hexadecimal { upper } => {
            integer::hexadecimal(value, flags.alternate, upper)?.at_least(digits(precision)?)
        }
        Kind::Float { style, upper } => {
            let precision = match precision {
                None => float::PRECISION,
                precision => digits(precision)?,
            };
            let figure = float::figure(value, style, precision, flags.alternate)?;
            if upper { figure.in_capitals() } else { figure }
        }
    };
    Ok(figure.padded(flags, field(width)?))
}

fn field(width: u64) -> Result<usize, RenderError> {
    within(width, "width")
}

fn digits(precision: Option<u64>) -> Result<usize, RenderError> {
    within(precision.unwrap_or(0), "precision")
}

fn within(size: u64, what: &str) -> Result<usize, RenderError> {
    usize::try_from(size)
        .ok()
        .filter(|_| size <= LARGEST_FIELD)
        .ok_or_else(|| RenderError::new(format!("the {what} {size} is more than {LARGEST_FIELD}")))
}

fn cut(mut text: String, precision: Option<u64>) -> String {
    let at = precision
        .and_then(|count| usize::try_from(count).ok())
        .and_then(|count| text.char_indices().nth(count));
    if let Some((at, _)) = at {
        text.truncate(at);
    }
    text
}

/// Text is filled with blanks, whatever the flags.
fn padded(text: String, left: bool, width: usize) -> Result<String, RenderError> {
    let blanks = width.saturating_sub(text.chars().count());
    Ok(match (blanks, left) {
        (0, _) => text,
        (blanks, true) => text + &" ".repeat(blanks),
        (blanks, false) => " ".repeat(blanks) + &text,
    })
}
