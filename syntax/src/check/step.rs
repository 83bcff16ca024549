//! A step: its fields, and steps in it.

use alloc::format;

use super::checker::Checker;
use crate::key::Key;
use crate::tree::Step;
use crate::{Problem, nearest, surface};

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
    pub(super) fn nested(&mut self, step: &'t Step) {
        let outer = core::mem::take(&mut self.facts);
        let key = self.key;
        self.step(step);
        self.facts = outer;
        self.key = key;
    }
}
