//! Locks that a step holds while it runs.

use http_step_syntax::key::Key;
use http_step_syntax::{Problem, lock};

use super::Step;
use super::seen::Seen;
use crate::step::json::mistakes::Segment;
use crate::value::Value;

const SHAPE: &str =
    r#"write `"name"`, `{"name": "name", "counting": 3}` or `{"name": "name", "exclusive": true}`"#;

impl<'v> Step<'v, '_> {
    pub(super) fn locks(&mut self, key: &Key, value: &'v Value) {
        let items = match self.seen(value) {
            Some(Seen::List(items)) => items,
            Some(seen) => return self.wrong_shape(key, seen),
            None => return,
        };
        let mut names = Vec::new();
        self.each(items, |step, item| step.lock(item, &mut names));
    }

    fn lock(&mut self, item: &'v Value, names: &mut Vec<&'v str>) {
        match item {
            Value::String(name) => self.lock_name(name, names),
            Value::Map(members) => {
                let is_whole = self.has_only(members, &["name", "counting", "exclusive"]);
                match members.get("name") {
                    Some(Value::String(name)) => {
                        self.within([Segment::name("name")], |step| step.lock_name(name, names));
                    }
                    Some(_) => self.within([Segment::name("name")], |step| {
                        let problem = Problem::new(0..0, "the name of a lock is a text");
                        step.problem(problem);
                    }),
                    None if is_whole => {
                        self.problem(Problem::new(0..0, "the lock has no `name`").help(SHAPE));
                    }
                    None => {}
                }
                self.access(members.get("counting"), members.get("exclusive"));
            }
            _ => self.problem(Problem::new(0..0, "this is no lock").help(SHAPE)),
        }
    }

    fn lock_name(&mut self, name: &'v str, names: &mut Vec<&'v str>) {
        if names.contains(&name) {
            return self.problem(lock::twice(name));
        }
        self.filled("the name of a lock", name);
        names.push(name);
    }

    fn access(&mut self, counting: Option<&'v Value>, exclusive: Option<&'v Value>) {
        let (name, what) = match (counting, exclusive) {
            (Some(_), Some(_)) => {
                let problem = Problem::new(0..0, "a lock counts, or is exclusive");
                return self.problem(problem.help("leave one of the two out"));
            }
            (Some(Value::Integer(1..)), None) | (None, Some(Value::Bool(true)) | None) => return,
            (Some(_), None) => ("counting", "`counting` takes an integer from 1 up"),
            (None, Some(_)) => ("exclusive", "`exclusive` is `true`, or is not there"),
        };
        self.within([Segment::name(name)], |step| {
            step.problem(Problem::new(0..0, what));
        });
    }
}
