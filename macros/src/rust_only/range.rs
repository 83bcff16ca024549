//! Ranges of statuses.

use http_step_syntax::Problem;
use http_step_syntax::tree::Value;
use syn::{Expr, ExprRange, Lit, RangeLimits};

/// Returns the two ends of a range of statuses, with their numbers.
pub(crate) fn ends(range: &ExprRange) -> Result<[(&Expr, i128); 2], Problem> {
    let (Some(low), Some(high)) = (range.start.as_deref(), range.end.as_deref()) else {
        return Err(one_end());
    };
    let (Some(first), Some(end)) = (integer(low), integer(high)) else {
        return Err(one_end());
    };
    if matches!(range.limits, RangeLimits::HalfOpen(_)) {
        let last = if end > first { end - 1 } else { end };
        let problem =
            Problem::whole("expected an inclusive range of statuses, found a half-open one");
        return Err(problem.help(format!("write `{first}..={last}`")));
    }
    Ok([(low, first), (high, end)])
}

fn one_end() -> Problem {
    Problem::whole("a range of statuses needs an integer literal at each end")
        .help("write `502..=504`")
}

/// Returns the integer that an expression is; fragments of `macro_rules!` stand in groups.
fn integer(expression: &Expr) -> Option<i128> {
    match expression {
        Expr::Paren(paren) => integer(&paren.expr),
        Expr::Group(group) => integer(&group.expr),
        Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_)) => {
            match super::literal(false, &literal.lit) {
                Ok(Value::Integer(number)) => Some(number),
                _ => None,
            }
        }
        _ => None,
    }
}
