//! Texts that are parts of a value.

use http_step_syntax::text;

use super::Step;
use super::seen::Seen;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    /// A text that is a part of a value, and not empty where it is a literal.
    pub(super) fn part_text(&mut self, thing: &str, value: &'v Value) {
        match self.seen(value) {
            Some(Seen::Text(text)) => self.filled(thing, text),
            Some(seen @ Seen::Open(_)) => self.any(seen),
            Some(_) => self.problem(text::no_text(thing)),
            None => {}
        }
    }

    /// A literal text that may not be empty.
    pub(super) fn filled(&mut self, thing: &str, text: &str) {
        self.report(text::filled(thing, text));
    }
}
