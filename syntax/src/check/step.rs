//! A step: its fields, and steps in it.

use alloc::format;

use super::checker::Checker;
use crate::key::Key;
use crate::tree::{Pos, Step};
use crate::{Problem, nearest, surface};

/// The maximum number of steps in one another: a probe of a probe is unusual already.
const MAX_LEVEL: usize = 8;

impl<'t> Checker<'t> {
    pub(super) fn step(&mut self, step: &'t Step) {
        for field in &step.fields {
            let name = &field.name;
            let key = match Key::find(&name.text) {
                Ok(key) => key,
                Err(problem) => {
                    self.report(name.at, problem);
                    self.facts.url_is_misspelled |= nearest(&name.text, ["url"]).is_some();
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
        // A misspelled `url` is not missing as well.
        if self.facts.place_of(Key::Url).is_none() && !self.facts.url_is_misspelled {
            let help = format!("write {}", self.surface.show(surface::URL));
            self.report(step.at, Problem::whole("missing `url`").help(help));
        }
        self.rules(step);
    }

    /// Checks a step inside this one, which has facts of its own.
    pub(super) fn nested(&mut self, at: Pos, step: &'t Step) {
        if self.level + 1 == MAX_LEVEL {
            let what = format!("steps are nested more than {MAX_LEVEL} levels deep");
            return self.report(at, Problem::whole(what));
        }
        let outer = core::mem::take(&mut self.facts);
        let key = self.key;
        self.level += 1;
        self.step(step);
        self.level -= 1;
        self.facts = outer;
        self.key = key;
    }
}
