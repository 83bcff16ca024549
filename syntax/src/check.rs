//! The one checker: every rule of the language, over the neutral tree.

mod auth;
mod capture;
mod condition;
mod cookies;
mod facts;
mod field;
mod file;
mod form;
mod headers;
mod hooks;
mod locks;
mod map;
mod options;
mod proxies;
mod results;
mod seconds;
mod template;
mod text;
mod trust;
mod url;
mod value;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::key::{Key, Row};
use crate::tree::{Node, Pos, Step};
use crate::{Problem, Surface, nearest};
use facts::FoundFacts;

/// A mistake, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place of what is at fault.
    pub at: Pos,
    /// The bytes of the string there that are at fault; none where all of it is.
    pub inside: Option<Range<usize>>,
    /// What is wrong, in one line.
    pub what: String,
    /// What to write instead, in one line.
    pub help: Option<String>,
}

/// Counts the groups of a regular expression, or says what is wrong with it. The crate itself has no parser of
/// regular expressions.
pub type CountGroups<'a> = &'a dyn Fn(&str) -> Result<usize, Problem>;

/// Checks a step: each field by itself, then the rules across fields. Returns all mistakes.
pub fn step(step: &Step, surface: Surface, count_groups: CountGroups<'_>) -> Vec<Finding> {
    let mut checker = Checker::new(surface, count_groups);
    checker.step(step);
    checker.findings
}

/// Checks a value that stands alone. Returns all mistakes. Its strings and the keys of its maps are data: any of
/// them is right.
pub fn value(node: &Node, surface: Surface, count_groups: CountGroups<'_>) -> Vec<Finding> {
    let mut checker = Checker::new(surface, count_groups);
    checker.value(node);
    checker.findings
}

struct Checker<'t> {
    surface: Surface,
    count_groups: CountGroups<'t>,
    findings: Vec<Finding>,
    /// The key whose value is being checked; none for a value alone.
    key: Option<Key>,
    /// The facts for the rules across fields.
    facts: FoundFacts<'t>,
}

impl<'t> Checker<'t> {
    fn new(surface: Surface, count_groups: CountGroups<'t>) -> Self {
        Self {
            surface,
            count_groups,
            findings: Vec::new(),
            key: None,
            facts: FoundFacts::default(),
        }
    }

    /// Whether the value that is checked is in no step, and its literals are data.
    fn is_alone(&self) -> bool {
        self.key.is_none()
    }

    fn step(&mut self, step: &'t Step) {
        for field in &step.fields {
            let name = &field.name;
            let key = match Key::find(&name.text) {
                Ok(key) => key,
                Err(problem) => {
                    self.report(name.at, problem);
                    // A misspelled `url` is not missing as well.
                    if nearest(&name.text, ["url"]).is_some() {
                        self.facts.keys.push((Key::Url, name.at));
                    }
                    continue;
                }
            };
            if self.facts.place_of(key).is_some() {
                self.report_duplicate(name.at, "key", key.name());
                continue;
            }
            self.facts.keys.push((key, name.at));
            self.key = Some(key);
            self.field(key.row(), &field.value);
        }
        if self.facts.place_of(Key::Url).is_none() {
            let help = format!("write {}", self.surface.show(crate::surface::URL));
            self.report(step.at, Problem::whole("missing `url`").help(help));
        }
        self.rules(step);
    }

    /// Checks a step inside this one, which has facts of its own.
    fn nested(&mut self, step: &'t Step) {
        let outer = core::mem::take(&mut self.facts);
        let key = self.key;
        self.step(step);
        self.facts = outer;
        self.key = key;
    }

    /// Reports a problem with a value as a whole.
    fn report(&mut self, at: Pos, problem: Problem) {
        self.findings.push(Finding {
            at,
            inside: None,
            what: problem.what,
            help: problem.help,
        });
    }

    /// Reports a problem with some characters of a string.
    fn report_inside(&mut self, at: Pos, problem: Problem) {
        self.findings.push(Finding {
            at,
            inside: Some(problem.range),
            what: problem.what,
            help: problem.help,
        });
    }

    fn report_duplicate(&mut self, at: Pos, thing: &str, name: &str) {
        let problem = Problem::whole(format!("duplicate {thing} `{}`", crate::text::quoted(name)));
        self.report(at, problem.help("remove one of the two"));
    }

    /// Reports a value of a kind that the key does not take.
    fn report_shape(&mut self, row: &Row, node: &Node) {
        if let Some(kind) = value::kind(node) {
            self.report_kind(row, node.at, kind);
        }
    }

    fn report_kind(&mut self, row: &Row, at: Pos, kind: &str) {
        let problem = self.mismatch(row, self.surface.takes(row.shape), kind);
        self.report(at, problem);
    }

    /// Returns a problem with the value of a key. In JSON the path to the value names the key.
    fn mismatch(&self, row: &Row, expected: &str, found: &str) -> Problem {
        Problem::whole(match self.surface {
            Surface::Rust => format!("`{}`: expected {expected}, found {found}", row.name),
            Surface::Json => format!("expected {expected}, found {found}"),
        })
    }
}
