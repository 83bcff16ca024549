//! What an answer means: statuses, ranges of them, failures, and results.

use http_step_syntax::key::Key;
use http_step_syntax::status::{self, Member, Members};
use http_step_syntax::{Problem, words};

use super::Step;
use super::seen::Seen;
use crate::step::json::mistakes::Segment;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    /// `[{"on": member, "result": word}, …]`
    pub(super) fn results(&mut self, key: &Key, value: &'v Value) {
        let Some(arms) = self.list(key, value) else {
            return;
        };
        let mut members = Members::default();
        self.each(arms, |step, arm| step.arm(arm, &mut members));
    }

    fn arm(&mut self, arm: &'v Value, members: &mut Members) {
        let help = r#"write `{"on": "200..=299", "result": "SUCCESS"}`"#;
        let Value::Map(arm) = arm else {
            let problem = Problem::new(0..0, "an arm of `results` is an object");
            return self.problem(problem.help(help));
        };
        let is_whole = self.has_only(arm, &["on", "result"]);
        for name in ["on", "result"] {
            match arm.get(name) {
                Some(value) => self.within([Segment::name(name)], |step| match name {
                    "on" => step.among(members, value),
                    _ => drop(step.result(value)),
                }),
                None if is_whole => {
                    let problem = Problem::new(0..0, format!("the arm has no `{name}`"));
                    self.problem(problem.help(help));
                }
                None => {}
            }
        }
    }

    /// The answers after which an attempt is repeated.
    pub(super) fn statuses(&mut self, key: &Key, value: &'v Value) {
        let Some(items) = self.list(key, value) else {
            return;
        };
        let mut members = Members::default();
        self.each(items, |step, item| {
            match member(item).and_then(Member::named) {
                Ok(member) => step.report(members.add(member)),
                Err(problem) => step.problem(problem),
            }
        });
    }

    /// `true`, `false`, or a list of results.
    pub(super) fn policy(&mut self, key: &Key, value: &'v Value) {
        if let Value::Bool(_) = value {
            return;
        }
        let Some(items) = self.list(key, value) else {
            return;
        };
        let mut given = Vec::new();
        self.each(items, |step, item| {
            let Some(result) = step.result(item) else {
                return;
            };
            if given.contains(&result) {
                return step.problem(words::twice(result));
            }
            given.push(result);
        });
    }

    fn list(&mut self, key: &Key, value: &'v Value) -> Option<&'v [Value]> {
        match self.seen(value)? {
            Seen::List(items) => Some(items),
            seen => {
                self.wrong_shape(key, seen);
                None
            }
        }
    }

    fn among(&mut self, members: &mut Members, value: &Value) {
        match member(value) {
            Ok(member) => self.report(members.add(member)),
            Err(problem) => self.problem(problem),
        }
    }

    fn result(&mut self, value: &Value) -> Option<&'static str> {
        let result = match value {
            Value::String(word) => words::result(word),
            _ => Err(words::no_result()),
        };
        result.map_err(|problem| self.problem(problem)).ok()
    }
}

fn member(value: &Value) -> Result<Member, Problem> {
    match value {
        Value::Integer(number) => status::signed(*number).map(Member::Status),
        Value::String(text) => Member::parse(text),
        Value::Float(_) => Err(status::no_integer("a float")),
        Value::Bool(_) => Err(status::no_integer("a boolean")),
        _ => Err(status::no_member().help(r#"write `200`, `"502..=504"` or `"timeout"`"#)),
    }
}
