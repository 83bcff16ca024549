//! Locks that a step holds while it runs.

use alloc::format;
use alloc::vec::Vec;

use super::checker::Checker;
use crate::key::Row;
use crate::tree::{Field, Node, Options, Pos, Value};
use crate::{Problem, nearest, surface};

const OPTIONS: [&str; 3] = ["name", "counting", "exclusive"];

impl<'t> Checker<'t> {
    pub(super) fn locks(&mut self, row: &Row, node: &'t Node) {
        let items = match &node.value {
            Value::List(items) => items,
            Value::Opaque(_) | Value::Word(_) => return self.value(node),
            _ => return self.report_shape(row, node),
        };
        let mut names = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(name) => self.lock_name(item.at, name, &mut names),
                Value::Options(options) => self.lock(item.at, options, &mut names),
                Value::Opaque(_) | Value::Word(_) | Value::Bad => self.value(item),
                _ => {
                    let problem = Problem::whole("expected the name of a lock, or a lock");
                    let help = format!("write {}", self.surface.show(surface::LOCK));
                    self.report(item.at, problem.help(help));
                }
            }
        }
    }

    fn lock_name(&mut self, at: Pos, name: &'t str, names: &mut Vec<&'t str>) {
        if names.contains(&name) {
            return self.report_duplicate(at, "lock", name);
        }
        if name.is_empty() {
            self.report(at, Problem::whole("the name of a lock must not be empty"));
        }
        names.push(name);
    }

    fn lock(&mut self, at: Pos, options: &'t Options, names: &mut Vec<&'t str>) {
        let mut access = Vec::new();
        let mut has_name = !options.is_whole;
        for Field { name, value } in &options.fields {
            match (name.text.as_str(), &value.value) {
                ("name", Value::Text(name)) => {
                    has_name = true;
                    self.lock_name(value.at, name, names);
                }
                ("name", value_of) => {
                    has_name = true;
                    if *value_of == Value::Bad {
                        continue;
                    }
                    let problem = Problem::whole("the name of a lock must be a string");
                    self.report(value.at, problem);
                }
                ("counting", Value::Integer(1..)) | ("exclusive", Value::Bool(true)) => {
                    access.push(name.at);
                }
                ("counting" | "exclusive", Value::Bad) => {}
                ("counting", _) => {
                    let problem = Problem::whole("`counting` takes an integer of at least 1");
                    self.report(value.at, problem);
                }
                ("exclusive", _) => {
                    let problem = Problem::whole("`exclusive` is `true` or absent");
                    self.report(value.at, problem);
                }
                (unknown, _) => {
                    has_name |= nearest(unknown, ["name"]).is_some();
                    let what = format!(
                        "unknown option `{}` of a lock",
                        crate::text::quoted(unknown)
                    );
                    let help = match nearest(unknown, OPTIONS) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the options are {}", OPTIONS.join(", ")),
                    };
                    self.report(name.at, Problem::whole(what).help(help));
                }
            }
        }
        if let [_, second, ..] = access.as_slice() {
            let problem = Problem::whole("a lock is either counting or exclusive");
            self.report(*second, problem.help("remove one of the two"));
        }
        if !has_name {
            let help = format!("write {}", self.surface.show(surface::LOCK));
            self.report(at, Problem::whole("the lock has no `name`").help(help));
        }
    }
}
