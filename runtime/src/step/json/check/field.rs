//! Whether a value is what its key takes.

use http_step_syntax::key::{Key, Shape};
use http_step_syntax::{Method, Problem, header, url as url_rules};

use super::Step;
use super::seen::Seen;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn value_of(&mut self, key: &'static Key, value: &'v Value) {
        match key.shape {
            Shape::Auth => return self.auth(key, value),
            Shape::Verify => return self.verify(key, value),
            Shape::Hooks => return self.hooks(),
            Shape::Locks => return self.locks(key, value),
            Shape::Policy => return self.policy(key, value),
            Shape::Results => return self.results(key, value),
            Shape::Statuses => return self.statuses(key, value),
            Shape::Retry | Shape::Poll => return self.options(key, value),
            Shape::Step => return super::nested(value, self.mistakes, self.level + 1),
            Shape::Condition => return self.condition(value),
            Shape::Conditions => return self.conditions(key, value),
            Shape::Capture => return self.capture(key, value),
            _ => {}
        }
        if let Some(seen) = self.seen(value) {
            if key.shape == Shape::Body {
                self.data_is_no_map = is_no_map(seen);
            }
            self.shaped(key, seen);
        }
    }

    fn shaped(&mut self, key: &'static Key, seen: Seen<'v>) {
        match (key.shape, seen) {
            (Shape::Any, seen) => self.any(seen),
            (Shape::Method, seen) => self.method(key, seen),
            (Shape::Timeout, Seen::Tuple(pair @ [_, _])) => {
                self.tuple(pair, |step, value| step.seconds_of(key, value));
            }
            (Shape::Timeout | Shape::Seconds, seen) => self.seconds(key, seen),
            (Shape::Cert, seen) => self.cert(key, seen),
            (Shape::Names, Seen::List(items)) => {
                self.each(items, |step, item| step.name_in_list(key, item));
            }
            (Shape::Flag | Shape::Names, seen) if !matches!(seen, Seen::Bool(_)) => {
                self.wrong_shape(key, seen);
            }
            (Shape::Flag | Shape::Bool | Shape::When, Seen::Bool(_)) => {}

            (Shape::Body, Seen::File(content)) => self.file(content),
            (_, Seen::Open(form)) if key.name == "url" => self.url(form),
            (_, Seen::Open(_)) => self.any(seen),
            (Shape::Text, Seen::Text(text)) if key.name == "url" => self.literal_url(text),
            (Shape::Text | Shape::Texts, Seen::Text(_))
            | (Shape::Body, Seen::Text(_) | Seen::Bytes) => {}
            (Shape::Texts, Seen::List(items)) => {
                self.each(items, |step, item| step.text_in_list(key, item));
            }
            (Shape::Body | Shape::Pairs, Seen::List(items)) => {
                self.each(items, |step, item| step.pair(key, item));
            }
            (Shape::Body, Seen::Map(map)) => self.map(map),
            (Shape::Pairs, Seen::Map(map)) => {
                for entry in self.entries(map, str::to_owned) {
                    self.params.extend(self.named_key(&entry));
                    self.value(&entry, |step| step.node(entry.value));
                }
            }
            (Shape::Headers, Seen::Map(map)) => self.headers(map),
            (Shape::Cookies, Seen::Map(map)) => self.cookies(map),
            (Shape::Files, Seen::Map(map)) => self.files(map),
            (Shape::Proxies, Seen::Map(map)) => self.proxies(map),
            (Shape::Count | Shape::Positive, Seen::Integer(number)) => self.count(key, number),
            (Shape::NonEmpty | Shape::FieldValue, Seen::Text(text)) => {
                if key.shape == Shape::FieldValue {
                    self.report(header::value(text));
                }
                self.filled(&format!("`{}`", key.name), text);
            }
            (_, seen) => self.wrong_shape(key, seen),
        }
    }

    /// A text is looked up; what is known only when the build runs is left to the run.
    fn method(&mut self, key: &Key, seen: Seen<'v>) {
        self.method = None;
        match seen {
            Seen::Text(text) => match Method::parse(text) {
                Ok(method) => self.method = Some(method),
                Err(problem) => self.problem(problem),
            },
            Seen::Open(_) => self.any(seen),
            seen => self.wrong_shape(key, seen),
        }
    }

    fn literal_url(&mut self, text: &'v str) {
        self.url = Some(text);
        for problem in url_rules::check(text).err().into_iter().flatten() {
            self.problem(problem);
        }
    }

    /// An integer that is not negative, or above zero.
    fn count(&mut self, key: &Key, number: i128) {
        match number {
            ..0 => self.takes_not(key, "a negative number"),
            0 if key.shape == Shape::Positive => self.takes_not(key, "zero"),
            _ => {}
        }
    }

    fn text_in_list(&mut self, key: &Key, item: &'v Value) {
        match self.seen(item) {
            Some(Seen::Text(_)) | None => {}
            Some(seen @ Seen::Open(_)) => self.any(seen),
            Some(seen) => self.wrong_shape(key, seen),
        }
    }

    fn name_in_list(&mut self, key: &Key, item: &'v Value) {
        match item {
            Value::String(name) => self.report(header::name(name)),
            _ => self.problem(key.holds_names().help("write `\"X-Name\"`")),
        }
    }

    fn pair(&mut self, key: &Key, item: &'v Value) {
        match self.seen(item) {
            Some(seen @ (Seen::Open(_) | Seen::Tuple([_, _]) | Seen::List([_, _]))) => {
                self.any(seen);
            }
            Some(_) => self.problem(key.holds_pairs().help("write `[\"name\", value]`")),
            None => {}
        }
    }

    fn hooks(&mut self) {
        let problem = Problem::new(0..0, "a closure can't stand in JSON");
        self.name_problem(problem.help("write the step in Rust, or leave `hooks` out"));
    }
}

/// Whether the body is surely no map.
fn is_no_map(seen: Seen<'_>) -> bool {
    !matches!(seen, Seen::Map(_) | Seen::Open(_) | Seen::Null)
}
