//! Regular expressions that are literals.

use http_step_syntax::Problem;
use regex_syntax::ast::Span;
use regex_syntax::{Error, Parser};

/// Returns the number of groups of a regular expression.
pub(crate) fn count_groups(pattern: &str) -> Result<usize, Problem> {
    let (span, what) = match Parser::new().parse(pattern) {
        Ok(parsed) => return Ok(parsed.properties().explicit_captures_len()),
        Err(Error::Parse(error)) => (*error.span(), error.kind().to_string()),
        Err(Error::Translate(error)) => (*error.span(), error.kind().to_string()),
        Err(other) => return Err(Problem::whole(other.to_string())),
    };
    let Span { start, end } = span;
    Err(Problem::new(start.offset..end.offset, what))
}
