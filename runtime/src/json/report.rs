//! Findings as errors: with the line, the column and the path, which only errors need.

use http_step_syntax::check::Finding;
use http_step_syntax::{Problem, header};

use super::places::Places;
use crate::error::{JsonError, JsonMistake, RenderError};
use crate::log::printable;

/// The maximum number of mistakes that are reported.
pub(super) const MAX_MISTAKES: usize = 100;

/// The maximum length of a message in characters: it may quote what was written.
const MAX_MESSAGE: usize = 300;

/// Returns the error for a text that is not JSON.
pub(super) fn invalid(text: &str, problem: Problem) -> JsonError {
    let (line, column) = Cursor::new(text).move_to(problem.range.start);
    JsonError::new(vec![mistake(
        line,
        column,
        String::new(),
        problem.what,
        problem.help,
    )])
}

/// Returns the error for findings, of which there is at least one.
pub(super) fn error(text: &str, places: &Places<'_>, findings: Vec<Finding>) -> JsonError {
    let findings = findings.into_iter();
    let mut placed: Vec<_> = findings.map(|it| (offset(text, places, &it), it)).collect();
    placed.sort_by_key(|(offset, _)| *offset);
    placed.truncate(MAX_MISTAKES);
    let mut cursor = Cursor::new(text);
    let mistakes = placed.into_iter().map(|(offset, finding)| {
        let (line, column) = cursor.move_to(offset);
        let path = places.path(finding.at).to_string();
        mistake(line, column, path, finding.what, finding.help)
    });
    JsonError::new(mistakes.collect())
}

/// Returns a finding in a document that has no text, as it is shown.
pub(super) fn pathed(places: &Places<'_>, finding: Finding) -> RenderError {
    let error =
        RenderError::new(redact(&finding.what)).help(finding.help.map(|help| redact(&help)));
    match places.path(finding.at).to_string() {
        path if path.is_empty() => error,
        path => error.within(redact(&path)),
    }
}

/// Returns the byte of the text that a finding is about.
fn offset(text: &str, places: &Places<'_>, finding: &Finding) -> usize {
    let start = places.offset(finding.at);
    match &finding.inside {
        Some(inside) => {
            let written = text.get(start..).unwrap_or_default();
            start + position(written, inside.start)
        }
        None => start,
    }
}

/// Returns where in a written string the byte of its text stands; the start of what is not a string.
fn position(written: &str, byte: usize) -> usize {
    let Some(inner) = written.strip_prefix('"') else {
        return 0;
    };
    let mut decoded = 0;
    let mut rest = inner;
    while decoded < byte {
        let (taken, length) = match rest.as_bytes() {
            [b'\\', b'u', ..] => unicode(rest),
            [b'\\', ..] => (2, 1),
            _ => match rest.chars().next() {
                Some('"') | None => break,
                Some(c) => (c.len_utf8(), c.len_utf8()),
            },
        };
        decoded += length;
        rest = rest.get(taken..).unwrap_or_default();
    }
    written.len() - rest.len()
}

/// Returns how many bytes an escape like `\u00e9` takes, and how many are in its character.
fn unicode(escape: &str) -> (usize, usize) {
    let digits = escape.get(2..6).unwrap_or_default();
    match u32::from_str_radix(digits, 16).unwrap_or_default() {
        0..0x80 => (6, 1),
        0x80..0x800 => (6, 2),
        0xd800..0xdc00 => (12, 4),
        _ => (6, 3),
    }
}

/// Counts lines and characters in one walk over the text.
struct Cursor<'t> {
    rest: &'t str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'t> Cursor<'t> {
    const fn new(text: &'t str) -> Self {
        Self {
            rest: text,
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    /// Returns the line and the column of a byte, which does not lie before the last one.
    fn move_to(&mut self, offset: usize) -> (usize, usize) {
        let length = offset.saturating_sub(self.offset);
        let (passed, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.offset += passed.len();
        self.rest = rest;
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
        self.column = match passed.rsplit_once('\n') {
            Some((_, line)) => 1 + line.chars().count(),
            None => self.column + passed.chars().count(),
        };
        (self.line, self.column)
    }
}

fn mistake(
    line: usize,
    column: usize,
    path: String,
    what: String,
    help: Option<String>,
) -> JsonMistake {
    JsonMistake {
        path: redact(&path),
        line,
        column,
        message: redact(&what),
        help: help.map(|help| redact(&help)),
    }
}

/// Cuts and redacts a message: it may quote what was written, whoever wrote it.
fn redact(text: &str) -> String {
    let (start, end) = match text.char_indices().nth(MAX_MESSAGE) {
        Some((end, _)) => (text.get(..end).unwrap_or_default(), "…"),
        None => (text, ""),
    };
    let mut open = start.to_owned();
    while let Some(credential) = header::credential_in("", &open) {
        open.replace_range(credential, "…");
    }
    printable(&open).replace('\n', "\\n") + end
}
