//! The one checker: every rule of the language, over the neutral tree.

mod auth;
mod capture;
mod checker;
mod condition;
mod cookies;
mod facts;
mod field;
mod file;
mod finding;
mod form;
mod headers;
mod hooks;
mod kind;
mod literal;
mod locks;
mod map;
mod options;
mod part;
mod proxies;
mod results;
mod rules;
mod seconds;
mod step;
mod template;
mod text;
mod trust;
mod url;
mod value;

use alloc::vec::Vec;

use crate::Surface;
use crate::tree::{Node, Step};
use checker::Checker;

pub use checker::CountGroups;
pub use finding::Finding;

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
