//! Literals that look like something else: a template, a credential, a regular expression.

use alloc::format;
use alloc::vec::Vec;
use core::ops::Range;

use super::checker::Checker;
use crate::tree::Pos;
use crate::{Problem, header, surface};

impl Checker<'_> {
    /// Checks a literal string that is sent as it is: it holds neither a substitution nor a credential.
    pub(super) fn literal_text(&mut self, at: Pos, text: &str) {
        if let Some(problem) = self.plain_substitution(text) {
            self.report_inside(at, problem);
        } else if header::credential_in("", text).is_some() {
            self.report_credential(at);
        }
    }

    /// Finds a substitution in a string of a step that is not a template: it would be sent as it is.
    pub(super) fn plain_substitution(&self, text: &str) -> Option<Problem> {
        if self.is_alone() {
            return None;
        }
        let range = substitution(text)?;
        let written = text.get(range.clone())?;
        let is_short = written.len() <= 40 && !written.contains(char::is_control);
        let shown = if is_short { written } else { "%(…)s" };
        let what = format!("`{shown}` is sent as it is: this string is not a template");
        let problem = Problem::new(range, what);
        let (template, raw) = (surface::TEMPLATE, surface::RAW);
        Some(problem.help(format!(
            "write `{}` to insert the value, or `{}` to keep the text",
            self.surface.show(template),
            self.surface.show(raw)
        )))
    }

    /// Reports a literal of a step that looks like a credential. The message neither marks nor repeats it: a build
    /// log is the wrong place for one.
    pub(super) fn report_credential(&mut self, at: Pos) {
        if self.is_alone() {
            return;
        }
        let secret = self.surface.show(surface::SECRET);
        let interpolated = self.surface.show(surface::INTERPOLATED_SECRET);
        let problem = Problem::whole("this literal looks like a credential");
        self.report(
            at,
            problem.help(format!(
                "keep credentials out of the source: write `{secret}`, or {interpolated}"
            )),
        );
    }

    /// Checks a regular expression and returns the number of its groups; none after a report.
    pub(super) fn pattern(&mut self, at: Pos, pattern: &str) -> Option<usize> {
        let counted = match self.plain_substitution(pattern) {
            Some(problem) => Err(problem),
            None => (self.count_groups)(pattern),
        };
        match counted {
            Ok(groups) => Some(groups),
            Err(problem) if problem.range.is_empty() => {
                self.report(at, problem);
                None
            }
            Err(problem) => {
                self.report_inside(at, problem);
                None
            }
        }
    }
}

/// Returns the first `%(selector:…)s` of a string, in one pass.
pub(super) fn substitution(text: &str) -> Option<Range<usize>> {
    let mut open = Vec::new();
    let mut first: Option<Range<usize>> = None;
    for (at, parenthesis) in text.match_indices(['(', ')']) {
        if parenthesis == "(" {
            open.push(at);
        } else if let Some(range) = open.pop().and_then(|open| substitution_at(text, open..at))
            && first.as_ref().is_none_or(|first| range.start < first.start)
        {
            first = Some(range);
        }
    }
    first
}

/// Returns the substitution whose parentheses are at both ends of a range; none where it isn't one.
fn substitution_at(text: &str, parentheses: Range<usize>) -> Option<Range<usize>> {
    const SELECTORS: [&str; 5] = ["prop:", "kw:", "src:", "worker:", "secret:"];
    let start = parentheses.start.checked_sub(1)?;
    let key = text.get(start..)?.strip_prefix("%(")?;
    if !SELECTORS.iter().any(|selector| key.starts_with(selector)) {
        return None;
    }
    let after = parentheses.end + 1;
    let conversion = text.get(after..)?;
    let letter = conversion.find(|c: char| !"-+#0123456789.*".contains(c))?;
    let is_letter = conversion
        .get(letter..)?
        .starts_with(|c: char| c.is_ascii_alphabetic());
    is_letter.then_some(start..after + letter + 1)
}
