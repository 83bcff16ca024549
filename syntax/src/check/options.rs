//! The options of `retry` and `poll`.

use alloc::format;
use alloc::vec::Vec;

use super::checker::Checker;
use crate::Problem;
use crate::key::{self, Key, RetryOption, Row};
use crate::tree::{Field, Node, Value};

const IDEMPOTENT: &str = RetryOption::Idempotent.name();

impl<'t> Checker<'t> {
    /// Checks the options in the braces of a key.
    pub(super) fn options(&mut self, row: &'static Row, node: &'t Node) {
        let Value::Options(options) = &node.value else {
            self.note_idempotent(true);
            return self.report_shape(row, node);
        };
        let mut given: Vec<&str> = Vec::new();
        let mut meant: Vec<&str> = Vec::new();
        for Field { name, value } in &options.fields {
            let option = match key::option(row, &name.text) {
                Ok(option) => option,
                Err(problem) => {
                    self.report(name.at, problem);
                    meant.extend(key::suggest_option(row, &name.text));
                    continue;
                }
            };
            if given.contains(&option.name) {
                self.report_duplicate(name.at, "option", option.name);
                continue;
            }
            given.push(option.name);
            if let Some(key) = self.key {
                self.facts.options.push((key, option.name, name.at));
            }
            if option.name == IDEMPOTENT {
                self.note_idempotent(value.value != Value::Bool(false));
            }
            self.field(option, value);
        }
        if !given.contains(&IDEMPOTENT) {
            self.note_idempotent(!options.is_whole || meant.contains(&IDEMPOTENT));
        }
        // A misspelled option is not missing as well.
        let required = row.shape.required().iter();
        let missing = required
            .filter(|name| options.is_whole && !given.contains(name) && !meant.contains(name));
        for required in missing {
            let expected = self.surface.takes(row.shape);
            let problem = Problem::whole(format!("missing option `{required}` of `{}`", row.name));
            let at = Key::parse(row.name).and_then(|key| self.facts.place_of(key));
            self.report(
                at.unwrap_or(node.at),
                problem.help(format!("`{}` takes {expected}", row.name)),
            );
        }
    }

    /// Notes whether `retry` says that the request is idempotent, or may say so where it could not be read.
    fn note_idempotent(&mut self, is_idempotent: bool) {
        if self.key == Some(Key::Retry) {
            self.facts.idempotent = is_idempotent;
        }
    }
}
