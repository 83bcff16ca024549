//! `e f g`: the conversions of floats, rounded once from the exact value, ties to even.

use super::figure::Figure;
use crate::buildbot::number::Number;
use crate::error::RenderError;
use crate::value::Value;

/// The precision where none is given.
pub(super) const PRECISION: usize = 6;

/// More digits than any float has; all after them are zeros, and std takes no precision beyond 65535.
const MOST_DIGITS: usize = 1100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `e`
    Exponent,
    /// `f`
    Fixed,
    /// `g`
    General,
}

pub(super) fn figure(
    value: &Value,
    style: Style,
    precision: usize,
    alternate: bool,
) -> Result<Figure, RenderError> {
    let number = Number::of(value).ok_or_else(|| {
        let kind = value.kind();
        RenderError::new(format!("must be real number, not {kind}"))
    })?;
    let value = number.to_float();
    let digits = if value.is_nan() {
        "nan".to_owned()
    } else if value.is_infinite() {
        "inf".to_owned()
    } else {
        let parts = match style {
            Style::Exponent => Parts::exponent(value.abs(), precision),
            Style::Fixed => Parts::fixed(value.abs(), precision),
            Style::General => Parts::general(value.abs(), precision.max(1), alternate),
        };
        parts.joined(alternate)
    };
    Ok(Figure {
        is_negative: value.is_sign_negative() && !value.is_nan(),
        prefix: "",
        digits,
    })
}

struct Parts {
    whole: String,
    fraction: String,
    exponent: Option<i32>,
}

impl Parts {
    fn fixed(value: f64, precision: usize) -> Self {
        let text = format!("{value:.*}", precision.min(MOST_DIGITS));
        let (whole, fraction) = halves(&text, precision);
        Self {
            whole,
            fraction,
            exponent: None,
        }
    }

    fn exponent(value: f64, precision: usize) -> Self {
        let text = format!("{value:.*e}", precision.min(MOST_DIGITS));
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (whole, fraction) = halves(mantissa, precision);
        Self {
            whole,
            fraction,
            exponent: Some(exponent.parse().unwrap_or(0)),
        }
    }

    /// With or without exponent, whichever suits the size; `digits` are those before and after the point.
    fn general(value: f64, digits: usize, alternate: bool) -> Self {
        let mut parts = Self::exponent(value, digits - 1);
        // The exponent is that of the rounded value, which may have become a digit longer.
        let exponent = parts.exponent.unwrap_or(0);
        match usize::try_from(exponent) {
            Ok(places) if places < digits => {
                let all = parts.whole + &parts.fraction;
                let (whole, fraction) = all.split_at_checked(places + 1).unwrap_or((&all, ""));
                (parts.whole, parts.fraction) = (whole.to_owned(), fraction.to_owned());
                parts.exponent = None;
            }
            Err(_) if exponent >= -4 => {
                let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
                parts.fraction = "0".repeat(zeros) + &parts.whole + &parts.fraction;
                parts.whole = "0".to_owned();
                parts.exponent = None;
            }
            _ => {}
        }
        if !alternate {
            let kept = parts.fraction.trim_end_matches('0').len();
            parts.fraction.truncate(kept);
        }
        parts
    }

    fn joined(self, alternate: bool) -> String {
        let mut out = self.whole;
        if alternate || !self.fraction.is_empty() {
            out.push('.');
        }
        out.push_str(&self.fraction);
        if let Some(exponent) = self.exponent {
            let sign = if exponent < 0 { '-' } else { '+' };
            out.push_str(&format!("e{sign}{:02}", exponent.unsigned_abs()));
        }
        out
    }
}

/// What stands before and after the point, with the zeros that std was not asked for.
fn halves(text: &str, precision: usize) -> (String, String) {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let zeros = "0".repeat(precision.saturating_sub(fraction.len()));
    (whole.to_owned(), format!("{fraction}{zeros}"))
}
