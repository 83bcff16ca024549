//! The options of `retry` and `poll`.

use alloc::format;
use alloc::vec::Vec;

use super::Checker;
use crate::Problem;
use crate::key::{self, Key, Row};
use crate::tree::{Field, Node, Value};

impl<'t> Checker<'t> {
    pub(super) fn options(&mut self, row: &'static Row, node: &'t Node) {
        let Value::Options(options) = &node.value else {
            return self.report_shape(row, node);
        };
        let mut given: Vec<&str> = Vec::new();
        for Field { name, value } in &options.fields {
            let option = match key::option(row, &name.text) {
                Ok(option) => option,
                Err(problem) => {
                    self.report(name.at, problem);
                    // A misspelled option is not missing as well.
                    given.extend(key::suggest_option(row, &name.text));
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
            if option.name == key::RetryOption::Idempotent.name() {
                self.facts.idempotent = value.value != Value::Bool(false);
            }
            self.field(option, value);
        }
        let missing = row.shape.required().iter();
        let missing = missing.filter(|name| options.is_whole && !given.contains(name));
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
}
