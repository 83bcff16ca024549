//! The operators that are the same in both dialects, and what a comparison makes of an order.

use std::cmp::Ordering;

use http_step_syntax::Operator;
use regex::{Regex, RegexBuilder};

use super::refuse::unfit;
use crate::error::RenderError;
use crate::value::Value;

/// How many bytes a compiled pattern may take: a short one such as `(\w{99}){99}` could take all there
/// are. A `\w` takes 20 KiB.
const LARGEST_PATTERN: usize = 1 << 18;

/// How many bytes are searched: the time of a search can come to the product of both sizes.
const LONGEST_TEXT: usize = 1 << 20;

/// Whether the operator, one of the four that compare, holds for values in that order; none holds for
/// values without an order, such as NaN.
pub(super) fn holds(operator: Operator, order: Option<Ordering>) -> bool {
    order.is_some_and(|order| match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterOrEqual => order.is_ge(),
        _ => false,
    })
}

/// Whether the text on the left has a match of the pattern on the right in it.
pub(super) fn matches(left: &Value, right: &Value) -> Result<bool, RenderError> {
    let (Value::String(text), Value::String(pattern)) = (left, right) else {
        return Err(unfit(Operator::Matches, left, right));
    };
    is_match(text, &compiled(pattern)?)
}

/// Whether the text has a match of the pattern in it.
///
/// # Errors
///
/// For a text that is too long.
pub(crate) fn is_match(text: &str, pattern: &Regex) -> Result<bool, RenderError> {
    searchable(text)?;
    Ok(pattern.is_match(text))
}

/// What the first group of the pattern matches in the text.
///
/// # Errors
///
/// For a text that is too long.
pub(crate) fn first_group(text: &str, pattern: &Regex) -> Result<Option<String>, RenderError> {
    searchable(text)?;
    let found = pattern.captures(text);
    let group = found.and_then(|found| found.get(1).map(|group| group.as_str().to_owned()));
    Ok(group)
}

fn searchable(text: &str) -> Result<(), RenderError> {
    if text.len() > LONGEST_TEXT {
        return Err(RenderError::new(format!(
            "a text of more than {LONGEST_TEXT} bytes is too long to be searched"
        )));
    }
    Ok(())
}

/// The pattern, ready to be searched for.
///
/// # Errors
///
/// For what is no pattern, or one too large.
pub(crate) fn compiled(pattern: &str) -> Result<Regex, RenderError> {
    let refused = |reason| format!("the pattern `{pattern}` cannot be used: {reason}");
    parsed(pattern).map_err(|reason| RenderError::new(refused(reason)))
}

/// The pattern, ready to be searched for, or the reason in one line; a syntax error has it in the last one,
/// below the drawn place.
pub(crate) fn parsed(pattern: &str) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(pattern);
    builder
        .size_limit(LARGEST_PATTERN)
        .build()
        .map_err(|error| {
            let text = error.to_string();
            let reason = text.lines().last().unwrap_or_default();
            reason.trim_start_matches("error: ").to_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TEXT, RenderError};
    use crate::value::IntoValue;

    #[test]
    fn patterns_are_found_anywhere() {
        let matches =
            |text: &str, pattern: &str| super::matches(&text.into_value(), &pattern.into_value());
        assert_eq!(matches("release-1.2", r"\d+\.\d+$"), Ok(true));
        assert_eq!(matches("release", "^elease"), Ok(false));
        assert_eq!(matches("é", r"^\w$"), Ok(true));
        assert_eq!(matches("RELEASE É", "(?i)release é"), Ok(true));
        assert_eq!(matches("Ω", r"^\p{Lu}$"), Ok(true));
        let error = RenderError::new("the pattern `a(` cannot be used: unclosed group");
        assert_eq!(matches("a", "a("), Err(error));
        assert!(matches("a", r"((\w{99}){99}){99}").is_err());
        assert!(matches(&"a".repeat(LONGEST_TEXT + 1), "a").is_err());
        assert!(super::matches(&1.into_value(), &"1".into_value()).is_err());
    }
}
