//! The state of a check, and how mistakes are reported.

use alloc::format;
use alloc::vec::Vec;
use core::ops::Range;

use super::facts::FoundFacts;
use super::finding::Finding;
use super::kind::kind;
use crate::key::{Key, Row};
use crate::text::quoted;
use crate::tree::{Node, Pos};
use crate::{Problem, Surface};

/// Counts the groups of a regular expression, or says what is wrong with it. The crate itself has no parser of
/// regular expressions.
pub type CountGroups<'a> = &'a dyn Fn(&str) -> Result<usize, Problem>;

pub(super) struct Checker<'t> {
    pub(super) surface: Surface,
    pub(super) count_groups: CountGroups<'t>,
    pub(super) findings: Vec<Finding>,
    /// The key whose value is being checked; none for a value alone.
    pub(super) key: Option<Key>,
    /// The facts for the rules across fields.
    pub(super) facts: FoundFacts<'t>,
}

impl<'t> Checker<'t> {
    pub(super) fn new(surface: Surface, count_groups: CountGroups<'t>) -> Self {
        Self {
            surface,
            count_groups,
            findings: Vec::new(),
            key: None,
            facts: FoundFacts::default(),
        }
    }

    /// Whether the value that is being checked is in no step, so that its literals are data.
    pub(super) fn is_alone(&self) -> bool {
        self.key.is_none()
    }

    /// Reports a problem with a value as a whole.
    pub(super) fn report(&mut self, at: Pos, problem: Problem) {
        self.findings.push(Finding {
            at,
            inside: None,
            what: problem.what,
            help: problem.help,
        });
    }

    /// Reports a problem with some characters of a string.
    pub(super) fn report_inside(&mut self, at: Pos, problem: Problem) {
        self.findings.push(Finding {
            at,
            inside: Some(problem.range),
            what: problem.what,
            help: problem.help,
        });
    }

    pub(super) fn report_duplicate(&mut self, at: Pos, thing: &str, name: &str) {
        let problem = Problem::whole(format!("duplicate {thing} `{}`", quoted(name)));
        self.report(at, problem.help("remove one of the two"));
    }

    /// Reports a value of a kind that the key does not take.
    pub(super) fn report_shape(&mut self, row: &Row, node: &Node) {
        if let Some(kind) = kind(node) {
            self.report_kind(row, node.at, kind);
        }
    }

    pub(super) fn report_kind(&mut self, row: &Row, at: Pos, kind: &str) {
        let problem = self.mismatch(row, self.surface.takes(row.shape), kind);
        self.report(at, problem);
    }

    /// Returns a problem with the value of a key. In JSON the path to the value names the key.
    pub(super) fn mismatch(&self, row: &Row, expected: &str, found: &str) -> Problem {
        Problem::whole(match self.surface {
            Surface::Rust => format!("`{}`: expected {expected}, found {found}", row.name),
            Surface::Json => format!("expected {expected}, found {found}"),
        })
    }

    /// Notes that the value of the current key uses a secret.
    pub(super) fn note_secret(&mut self, at: Pos, inside: Option<Range<usize>>) {
        if let Some(key) = self.key {
            self.facts.secrets.push((key, at, inside));
        }
    }
}
