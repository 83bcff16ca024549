//! Regular expressions that are literals.

use http_step_syntax::Problem;
use regex_syntax::ast::Span;
use regex_syntax::{Error, Parser};
use syn::LitStr;

use super::Step;

impl Step<'_, '_> {
    /// What cannot be a pattern is said now, with its place.
    pub(super) fn pattern(&mut self, pattern: &LitStr) {
        let written = pattern.value();
        let (span, what) = match Parser::new().parse(&written) {
            Ok(_) => return,
            Err(Error::Parse(error)) => (*error.span(), error.kind().to_string()),
            Err(Error::Translate(error)) => (*error.span(), error.kind().to_string()),
            Err(other) => {
                return self.diagnostics.plain(pattern.span(), &other.to_string());
            }
        };
        let Span { start, end } = span;
        let problem = Problem::new(start.offset..end.offset, what);
        self.diagnostics.in_literal(pattern, &problem);
    }
}
