//! Arithmetic on integers and floats as both dialects do it: exact as long as it is on integers.

use std::cmp::Ordering;

use http_step_syntax::Operator;

use super::refuse::{division_by_zero, out_of_range};
use crate::error::RenderError;
use crate::value::Value;

/// 2 to the power of 127: floats from here on are beyond every integer.
const BEYOND: f64 = (1_u128 << 127) as f64;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Integer(i128),
    Float(f64),
}

impl Number {
    /// The number that a value is; a boolean is one in Python, and in printf.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(Self::Integer((*value).into())),
            Value::Integer(value) => Some(Self::Integer(*value)),
            Value::Float(value) => Some(Self::Float(*value)),
            _ => None,
        }
    }

    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Integer(value) => Value::Integer(value),
            Self::Float(value) => Value::Float(value),
        }
    }

    /// The nearest float.
    pub(super) fn to_float(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// The integer that equals it, if there is one.
    pub(super) fn to_integer(self) -> Option<i128> {
        match self {
            Self::Integer(value) => Some(value),
            Self::Float(value) => {
                let is_one = value.fract() == 0.0 && (-BEYOND..BEYOND).contains(&value);
                is_one.then_some(value as i128)
            }
        }
    }

    /// Compares the values themselves, not the nearest floats; NaN compares with nothing.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => Some(left.cmp(&right)),
            (Self::Float(left), Self::Float(right)) => left.partial_cmp(&right),
            (Self::Integer(left), Self::Float(right)) => compare_mixed(left, right),
            (Self::Float(left), Self::Integer(right)) => {
                compare_mixed(right, left).map(Ordering::reverse)
            }
        }
    }

    /// Addition, subtraction, multiplication and the divisions; `//` rounds down, and what `%` leaves
    /// has the sign of the right side.
    pub(super) fn calculate(self, operator: Operator, other: Self) -> Result<Self, RenderError> {
        let by_zero = other.compare(Self::Integer(0)) == Some(Ordering::Equal);
        if by_zero
            && matches!(
                operator,
                Operator::Divide | Operator::FloorDivide | Operator::Remainder
            )
        {
            return Err(division_by_zero());
        }
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => integers(operator, left, right),
            (left, right) => floats(operator, left.to_float(), right.to_float()).map(Self::Float),
        }
    }
}

fn compare_mixed(integer: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        None
    } else if float >= BEYOND {
        Some(Ordering::Less)
    } else if float < -BEYOND {
        Some(Ordering::Greater)
    } else {
        let whole = float.trunc();
        let fraction = whole.partial_cmp(&float)?;
        Some(integer.cmp(&(whole as i128)).then(fraction))
    }
}

fn integers(operator: Operator, left: i128, right: i128) -> Result<Number, RenderError> {
    let result = match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        Operator::Divide => return Ok(Number::Float(quotient(left, right))),
        Operator::FloorDivide => left
            .checked_div(right)
            .map(|cut| cut - i128::from(is_rounded_up(left, right))),
        // Only the quotient of the smallest integer and -1 is out of range; what is left is 0.
        Operator::Remainder => {
            let left_over = left.wrapping_rem(right);
            let correction = if is_rounded_up(left, right) { right } else { 0 };
            Some(left_over + correction)
        }
        operator => return Err(no_arithmetic(operator)),
    };
    result.map(Number::Integer).ok_or_else(out_of_range)
}

/// Whether division that cuts off the fraction gives more than division that rounds down.
fn is_rounded_up(left: i128, right: i128) -> bool {
    left.wrapping_rem(right) != 0 && (left < 0) != (right < 0)
}

/// The float nearest to the true quotient, which is not that of the nearest floats.
fn quotient(left: i128, right: i128) -> f64 {
    let divisor = right.unsigned_abs();
    let (mut digits, mut rest) = (left.unsigned_abs() / divisor, left.unsigned_abs() % divisor);
    let mut scale = 1.0;
    // Two bits more than a float holds, the last of which says that there are more: the rounding to
    // a float is then the only one. A divisor is at most 2 to the power of 127, so nothing is lost.
    while digits < 1 << 55 && rest != 0 {
        rest <<= 1;
        digits = digits << 1 | u128::from(rest >= divisor);
        rest %= divisor;
        scale /= 2.0;
    }
    let magnitude = (digits | u128::from(rest != 0)) as f64 * scale;
    if (left < 0) == (right < 0) {
        magnitude
    } else {
        -magnitude
    }
}

fn floats(operator: Operator, left: f64, right: f64) -> Result<f64, RenderError> {
    Ok(match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::FloorDivide => divide_down(left, right).0,
        Operator::Remainder => divide_down(left, right).1,
        operator => return Err(no_arithmetic(operator)),
    })
}

/// The quotient, rounded down, and what is left over: the same steps as Python's, which decide what
/// becomes of signs of zero, infinities and quotients beyond the precision of a float.
fn divide_down(left: f64, right: f64) -> (f64, f64) {
    let mut left_over = left % right;
    let mut quotient = (left - left_over) / right;
    if left_over == 0.0 {
        left_over = 0.0_f64.copysign(right);
    } else if (right < 0.0) != (left_over < 0.0) {
        left_over += right;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(left / right), left_over);
    }
    let mut down = quotient.floor();
    if quotient - down > 0.5 {
        down += 1.0;
    }
    (down, left_over)
}

fn no_arithmetic(operator: Operator) -> RenderError {
    RenderError::new(format!("`{operator}` does not calculate"))
}

#[cfg(test)]
mod tests {
    use super::Number::{Float, Integer};
    use super::*;

    #[test]
    fn integers_and_floats_compare_by_value() {
        let large = 1_i128 << 53;
        let table = [
            (Integer(1), Float(1.0), Some(Ordering::Equal)),
            (
                Integer(large + 1),
                Float(large as f64),
                Some(Ordering::Greater),
            ),
            (Float(-0.5), Integer(0), Some(Ordering::Less)),
            (Integer(-1), Float(-1.5), Some(Ordering::Greater)),
            (Integer(i128::MAX), Float(BEYOND), Some(Ordering::Less)),
            (Integer(i128::MIN), Float(-BEYOND), Some(Ordering::Equal)),
            (
                Integer(i128::MIN),
                Float(f64::NEG_INFINITY),
                Some(Ordering::Greater),
            ),
            (Integer(0), Float(f64::NAN), None),
        ];
        for (left, right, order) in table {
            assert_eq!(left.compare(right), order, "{left:?} {right:?}");
        }
    }

    #[test]
    fn division_rounds_down_and_leaves_the_sign_of_the_right_side() {
        let table = [
            (Integer(7), Integer(-2), Integer(-4), Integer(-1)),
            (Integer(-7), Integer(2), Integer(-4), Integer(1)),
            (Integer(6), Integer(-2), Integer(-3), Integer(0)),
            (Float(-7.5), Integer(2), Float(-4.0), Float(0.5)),
            (
                Float(1.0),
                Float(f64::NEG_INFINITY),
                Float(-1.0),
                Float(f64::NEG_INFINITY),
            ),
        ];
        for (left, right, down, rest) in table {
            assert_eq!(left.calculate(Operator::FloorDivide, right), Ok(down));
            assert_eq!(left.calculate(Operator::Remainder, right), Ok(rest));
        }
    }

    #[test]
    fn quotients_of_integers_are_rounded_once() {
        let table = [
            (7, 2, 3.5),
            (-1, 3, -1.0 / 3.0),
            (10_i128.pow(30) + 1, 7, 1.428_571_428_571_428_5e29),
            ((1 << 54) + 3, 1 << 1, ((1_i128 << 53) + 2) as f64),
            (i128::MIN, i128::MIN, 1.0),
            (1, i128::MIN, -1.0 / BEYOND),
            (i128::MIN, -1, BEYOND),
        ];
        for (left, right, exact) in table {
            assert_eq!(quotient(left, right), exact, "{left} / {right}");
        }
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        for operator in [Operator::Divide, Operator::FloorDivide, Operator::Remainder] {
            for zero in [Integer(0), Float(-0.0)] {
                assert_eq!(
                    Float(1.0).calculate(operator, zero),
                    Err(division_by_zero())
                );
            }
        }
        let (least, minus_one) = (Integer(i128::MIN), Integer(-1));
        assert_eq!(
            least.calculate(Operator::FloorDivide, minus_one),
            Err(out_of_range())
        );
        assert_eq!(
            least.calculate(Operator::Remainder, minus_one),
            Ok(Integer(0))
        );
        assert_eq!(
            least.calculate(Operator::Add, minus_one),
            Err(out_of_range())
        );
        assert!(least.calculate(Operator::In, minus_one).is_err());
    }
}
