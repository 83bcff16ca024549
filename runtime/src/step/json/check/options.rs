//! The members of `retry` and `poll`.

use http_step_syntax::key::{self, Key};
use http_step_syntax::nearest;

use super::Step;
use super::seen::{Map, Seen};
use crate::step::json::mistakes::Segment;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn options(&mut self, key: &'static Key, value: &'v Value) {
        let members = match self.seen(value) {
            Some(Seen::Map(Map::Object(members))) => members,
            Some(seen) => return self.wrong_shape(key, seen),
            None => return,
        };
        let mut given: Vec<&str> = Vec::new();
        for (name, value) in members {
            self.within([Segment::name(name)], |step| {
                match key::option(key, name) {
                    Ok(option) => {
                        given.push(option.name);
                        if option.name == "idempotent" {
                            step.idempotent = *value != Value::Bool(false);
                        }
                        step.value_of(option, value);
                    }
                    Err(problem) => {
                        step.name_problem(problem);
                        // What was meant to be it is not missing as well.
                        let required = key.shape.required().iter();
                        given.extend(required.filter(|option| nearest(name, [**option]).is_some()));
                    }
                }
            });
        }
        for required in key.shape.required() {
            if !given.contains(required) {
                self.name_problem(key.has_no(required, key.shape.takes_in_json()));
            }
        }
    }
}
