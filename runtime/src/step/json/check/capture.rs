//! What is taken out of an answer into properties.

use http_step_syntax::key::Key;
use http_step_syntax::{Problem, map, words};

use super::Step;
use super::seen::Members;
use crate::step::json::mistakes::Segment;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn capture(&mut self, key: &Key, value: &'v Value) {
        // The names are those of properties, which may begin with `$`: no form can stand here.
        let Value::Map(members) = value else {
            if let Some(seen) = self.seen(value) {
                self.wrong_shape(key, seen);
            }
            return;
        };
        for (name, value) in members {
            self.within([Segment::name(name)], |step| {
                if name.is_empty() {
                    step.name_problem(map::empty_key());
                }
                match value {
                    Value::Map(members) if members.contains_key("from") => step.typed(members),
                    value => step.captured(value),
                }
            });
        }
    }

    /// `{"from": part, "as": type}`
    fn typed(&mut self, members: &'v Members) {
        let is_whole = self.has_only(members, &["from", "as"]);
        if let Some(from) = members.get("from") {
            self.within([Segment::name("from")], |step| step.captured(from));
        }
        let (place, problem) = match members.get("as") {
            Some(Value::String(name)) => ("as", words::capture_type(name).err()),
            Some(_) => ("as", Some(words::no_capture_type())),
            None if !is_whole => return,
            None => {
                let problem = Problem::new(0..0, "the capture has no `as`");
                ("from", Some(problem.help(words::types())))
            }
        };
        if let Some(problem) = problem {
            self.within([Segment::name(place)], |step| step.problem(problem));
        }
    }

    fn captured(&mut self, value: &'v Value) {
        if let Some(part) = self.part(value)
            && !part.can_be_captured()
        {
            self.problem(part.no_capture());
        }
    }
}
