//! Regular expressions that are literals.

use http_step_syntax::Problem;
use http_step_syntax::answer::one_group;
use regex_syntax::ast::Span;
use regex_syntax::{Error, Parser};
use syn::LitStr;

use super::Step;

impl Step<'_, '_> {
    /// What cannot be a pattern is said now, with its place.
    pub(super) fn pattern(&mut self, pattern: &LitStr) {
        self.groups(pattern);
    }

    /// How many groups the expression has; None after a report.
    pub(super) fn groups(&mut self, pattern: &LitStr) -> Option<usize> {
        let written = pattern.value();
        let (span, what) = match Parser::new().parse(&written) {
            Ok(parsed) => return Some(parsed.properties().explicit_captures_len()),
            Err(Error::Parse(error)) => (*error.span(), error.kind().to_string()),
            Err(Error::Translate(error)) => (*error.span(), error.kind().to_string()),
            Err(other) => {
                self.diagnostics.plain(pattern.span(), &other.to_string());
                return None;
            }
        };
        let Span { start, end } = span;
        let problem = Problem::new(start.offset..end.offset, what);
        self.diagnostics.in_literal(pattern, &problem);
        None
    }

    /// Whether there is one thing to take.
    pub(super) fn one_group(&mut self, pattern: &LitStr) -> bool {
        let Some(groups) = self.groups(pattern) else {
            return false;
        };
        let checked = one_group(groups);
        if let Err(problem) = &checked {
            self.diagnostics.problem(pattern.span(), problem);
        }
        checked.is_ok()
    }
}
