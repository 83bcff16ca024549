//! Properties that are set from a response.

use alloc::format;
use alloc::vec::Vec;

use super::checker::Checker;
use super::part::{meant_part, part_of};
use crate::key::Row;
use crate::tree::{Entry, Form, Name, Node, Value};
use crate::{Problem, surface, words};

impl<'t> Checker<'t> {
    pub(super) fn capture(&mut self, row: &Row, node: &'t Node) {
        let Value::Map(entries) = &node.value else {
            return self.report_shape(row, node);
        };
        let mut names = Vec::new();
        for entry in entries {
            match entry {
                Entry::Pair(key, value) => {
                    self.property_name(key, &mut names);
                    self.captured(value);
                }
                Entry::Spread(map) => {
                    let problem = Problem::whole("captures can't be merged from a map");
                    self.report(map.at, problem.help("write `\"name\": json(\"$.name\")`"));
                }
            }
        }
    }

    fn property_name(&mut self, key: &'t Node, names: &mut Vec<&'t str>) {
        match &key.value {
            Value::Text(name) if name.is_empty() => {
                self.report(key.at, Problem::whole("the key of a map must not be empty"));
            }
            Value::Text(name) if names.contains(&name.as_str()) => {
                self.report_duplicate(key.at, "key", name);
            }
            Value::Text(name) => names.push(name),
            Value::Bad => {}
            _ => {
                let problem =
                    Problem::whole("the name of a captured property must be a string literal");
                self.report(key.at, problem.help("write `\"name\"`"));
            }
        }
    }

    fn captured(&mut self, node: &'t Node) {
        let (source, ty) = match &node.value {
            Value::Typed(typed) => (&typed.value, Some(&typed.ty)),
            _ => (node, None),
        };
        if let Some(ty) = ty {
            self.capture_type(ty);
        }
        let problem = match part_of(source) {
            Some((part, call)) if part.can_be_captured() => return self.part(part, call),
            Some((part, _)) => Problem::whole(format!("`{}` can't be captured", part.as_str())),
            None if source.value == Value::Bad => return,
            None => Problem::whole("expected a part of the response"),
        };
        let help = match meant_part(source).filter(|part| part.can_be_captured()) {
            Some(part) => format!(
                "did you mean {}?",
                self.surface.form_example(Form::Part(part))
            ),
            None => format!("write {}", self.surface.show(surface::CAPTURES)),
        };
        self.report(source.at, problem.help(help));
    }

    fn capture_type(&mut self, ty: &Name) {
        if ty.text.is_empty() {
            let problem = Problem::whole("a captured value can't have this type");
            self.report(ty.at, problem.help(words::types()));
        } else if let Err(problem) = words::capture_type(&ty.text) {
            self.report(ty.at, problem);
        }
    }
}
