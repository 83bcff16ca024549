//! Values that may stand anywhere, at every depth.

use http_step_syntax::template::{check_keyed, check_positional};
use http_step_syntax::{Operator, Problem};

use super::Step;
use super::seen::{self, Form, Seen};
use crate::buildbot::parsed_pattern;
use crate::step::json::mistakes::Segment;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn node(&mut self, value: &'v Value) {
        if let Some(seen) = self.seen(value) {
            self.any(seen);
        }
    }

    pub(super) fn any(&mut self, seen: Seen<'v>) {
        match seen {
            Seen::List(items) => self.each(items, Self::node),
            Seen::Tuple(items) => self.tuple(items, Self::node),
            Seen::Map(map) => self.map(map),
            Seen::Open(form) => self.open(form),
            Seen::File(_) => {
                let problem = Problem::new(0..0, "`$file` can't stand here");
                let help = "write it as a value in `files`, or as all of `data`";
                self.problem(problem.help(help));
            }
            Seen::Null
            | Seen::Bool(_)
            | Seen::Integer(_)
            | Seen::Float(_)
            | Seen::Text(_)
            | Seen::Bytes => {}
        }
    }

    pub(super) fn tuple(&mut self, items: &'v [Value], check: impl FnMut(&mut Self, &'v Value)) {
        self.within([Segment::name("$tuple")], |step| step.each(items, check));
    }

    /// Each form has a function of its own, since their frames are on the stack once for each level.
    fn open(&mut self, form: Form<'v>) {
        match form.name {
            "$interpolate" => self.interpolate(form),
            "$secret" => {
                let path = self.mistakes.path().clone();
                self.secrets.push((self.key, path));
            }
            "$op" => self.operation(form),
            "$property" => self.member(form, "default"),
            _ => self.member(form, form.name),
        }
    }

    fn member(&mut self, form: Form<'v>, name: &'static str) {
        if let Some(value) = form.members.get(name) {
            self.within([Segment::name(name)], |step| step.node(value));
        }
    }

    fn operation(&mut self, form: Form<'v>) {
        self.member(form, "left");
        self.member(form, "right");
        let is_matches = matches!(form.content, Value::String(operator)
            if Operator::parse(operator) == Some(Operator::Matches));
        if let (true, Some(Value::String(pattern))) = (is_matches, form.members.get("right")) {
            self.within([Segment::name("right")], |step| {
                step.groups(pattern);
            });
        }
    }

    fn interpolate(&mut self, form: Form<'v>) {
        let Value::String(text) = form.content else {
            return;
        };
        let args = form.members.get("args").map_or(&[][..], seen::items);
        let kwargs = match form.members.get("kwargs") {
            Some(Value::Map(kwargs)) => Some(kwargs),
            _ => None,
        };
        let kwargs = kwargs.into_iter().flatten();
        let names: Vec<&str> = kwargs.clone().map(|(name, _)| name.as_str()).collect();
        self.within([Segment::name("$interpolate")], |step| {
            match (args.is_empty(), names.is_empty()) {
                (true, _) => step.keyed(text, &names),
                (false, true) => step.report(check_positional(text, args.len())),
                // The form itself is at fault.
                (false, false) => {}
            }
        });
        self.within([Segment::name("args")], |step| step.each(args, Self::node));
        for (name, value) in kwargs {
            self.within([Segment::name("kwargs"), Segment::name(name)], |step| {
                step.node(value);
            });
        }
    }

    /// What a template refers to: arguments have to be there, and secrets count as such.
    fn keyed(&mut self, text: &str, names: &[&str]) {
        let found = check_keyed(text, names);
        for problem in found.problems {
            self.problem(problem);
        }
        let path = self.mistakes.path().clone();
        let secrets = std::iter::repeat_n((self.key, path), found.secrets);
        self.secrets.extend(secrets);
    }

    /// How many groups a pattern has; none after a report.
    pub(super) fn groups(&mut self, pattern: &str) -> Option<usize> {
        match parsed_pattern(pattern) {
            Ok(parsed) => Some(parsed.captures_len().saturating_sub(1)),
            Err(reason) => {
                self.problem(Problem::new(0..0, reason));
                None
            }
        }
    }
}
