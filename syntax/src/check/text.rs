//! Strings that are parts of a value.

use alloc::format;

use super::checker::Checker;
use super::kind::{is_open, kind};
use crate::Problem;
use crate::tree::{Node, Pos, Value};

impl<'t> Checker<'t> {
    /// Checks a string that is a part of a value, and not empty where it is a literal.
    pub(super) fn part_text(&mut self, thing: &str, node: &'t Node) {
        match &node.value {
            Value::Text(text) => self.filled_thing(thing, node.at, text),
            _ if is_open(node) => self.value(node),
            _ => {
                if let Some(kind) = kind(node) {
                    let what = format!("{thing} must be a string, found {kind}");
                    self.report(node.at, Problem::whole(what));
                }
            }
        }
    }

    /// Checks a literal string at a key, which must not be empty.
    pub(super) fn filled(&mut self, key: &str, at: Pos, text: &str) {
        self.filled_thing(&format!("`{key}`"), at, text);
    }

    fn filled_thing(&mut self, thing: &str, at: Pos, text: &str) {
        if text.is_empty() {
            self.report(at, Problem::whole(format!("{thing} must not be empty")));
        } else {
            self.literal_text(at, text);
        }
    }
}
