//! Where we are in the text, and what is said about it.

use http_step_syntax::key::Key;
use http_step_syntax::text::quoted;
use http_step_syntax::{Problem, nearest};

use super::Step;
use super::seen::{Members, Seen};
use crate::step::json::mistakes::{At, Segment};
use crate::value::Value;

impl<'v> Step<'v, '_> {
    /// Does something further in.
    pub(super) fn within(
        &mut self,
        segments: impl IntoIterator<Item = Segment<'v>>,
        inside: impl FnOnce(&mut Self),
    ) {
        let length = self.mistakes.path().0.len();
        self.mistakes.enter(segments);
        inside(self);
        self.mistakes.back(length);
    }

    pub(super) fn each(&mut self, items: &'v [Value], mut check: impl FnMut(&mut Self, &'v Value)) {
        for (index, item) in items.iter().enumerate() {
            self.within([Segment::Index(index)], |step| check(step, item));
        }
    }

    /// A problem with the value where we are, or with a part of its text.
    pub(super) fn problem(&mut self, problem: Problem) {
        self.mistakes.here(At::Value, problem);
    }

    /// A problem with the name of the member where we are.
    pub(super) fn name_problem(&mut self, problem: Problem) {
        self.mistakes.here(At::Name, problem);
    }

    /// Whether an object has members of these names only; what is misspelt is not missing as well.
    pub(super) fn has_only(&mut self, members: &'v Members, known: &[&str]) -> bool {
        let mut has_only = true;
        let unknown = members
            .keys()
            .filter(|name| !known.contains(&name.as_str()));
        for name in unknown {
            has_only = false;
            let problem = Problem::new(0..0, format!("unknown member `{}`", quoted(name)));
            let problem = problem.help(match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", known.join(", ")),
            });
            self.within([Segment::name(name)], |step| step.name_problem(problem));
        }
        has_only
    }

    pub(super) fn report(&mut self, checked: Result<(), Problem>) {
        if let Err(problem) = checked {
            self.problem(problem);
        }
    }

    pub(super) fn wrong_shape(&mut self, key: &Key, seen: Seen<'v>) {
        self.takes_not(key, seen.kind());
    }

    pub(super) fn takes_not(&mut self, key: &Key, kind: &str) {
        self.problem(key.takes_not(key.shape.takes_in_json(), kind));
    }
}
