//! From a document to the neutral tree, by the shapes of the keys. What only JSON can write is judged here; the
//! rest is left to the checker.

mod factory;
mod file;
mod form;
mod interpolate;
mod operation;
mod options;
mod response;
mod value;

use http_step_syntax::check::Finding;
use http_step_syntax::key::{Key, Row, Shape};
use http_step_syntax::text::quoted;
use http_step_syntax::tree::{Field, Name, Node, Pos, Step, Value};
use http_step_syntax::{Problem, Surface, nearest};

use super::document::{Document, Json, Member};

/// How deep steps can be nested in each other.
const MAX_STEPS: usize = 8;

/// Builds the tree, and keeps what is wrong with how it is written.
pub(super) struct Builder {
    pub(super) findings: Vec<Finding>,
    /// Whether `$arg` stands for an argument, as in the text that a macro writes.
    has_args: bool,
    /// How many steps the current value is in.
    steps: usize,
}

impl Builder {
    /// For the text that a macro wrote.
    pub(super) const fn of_macro() -> Self {
        Self::new(Vec::new(), true)
    }

    /// For any other text; `findings` are those of the document.
    pub(super) const fn of_text(findings: Vec<Finding>) -> Self {
        Self::new(findings, false)
    }

    const fn new(findings: Vec<Finding>, has_args: bool) -> Self {
        Self {
            findings,
            has_args,
            steps: 0,
        }
    }

    /// Returns the step that a document is; none after a report.
    pub(super) fn step(&mut self, Document { at, json }: Document<'_>) -> Option<Step> {
        match json {
            Json::Object(members) => self.fields(at, members),
            Json::Bad => None,
            other => {
                let expected = Surface::Json.takes(Shape::Step);
                let what = format!("expected {expected}, found {}", other.kind());
                self.report(at, Problem::whole(what));
                None
            }
        }
    }

    fn fields(&mut self, at: Pos, members: Vec<Member<'_>>) -> Option<Step> {
        if self.steps == MAX_STEPS {
            let what = format!("steps can be nested at most {MAX_STEPS} deep");
            self.report(at, Problem::whole(what));
            return None;
        }
        self.steps += 1;
        let fields = members.into_iter().map(|member| {
            let row = Key::parse(&member.name).map(Key::row);
            self.field(row, member)
        });
        let fields = fields.collect();
        self.steps -= 1;
        Some(Step { at, fields })
    }

    /// Returns a field by the shape of its row; nothing in the value of an unknown key is reported.
    fn field(&mut self, row: Option<&Row>, member: Member<'_>) -> Field {
        let Member { at, name, value } = member;
        let place = value.at;
        let value = match row {
            Some(row) if row.shape == Shape::Hooks => {
                let problem = Problem::whole("closures can't be written in JSON");
                self.report(
                    at,
                    problem.help("write the step in Rust, or remove the key"),
                );
                bad(place)
            }
            Some(row) => self.shaped(row.shape, value),
            None => bad(place),
        };
        let text = name.into_owned();
        Field {
            name: Name { at, text },
            value,
        }
    }

    /// Returns the value of a key that takes this shape.
    fn shaped(&mut self, shape: Shape, Document { at, json }: Document<'_>) -> Node {
        let value = match (shape, json) {
            (Shape::Step, Json::Object(members)) => match self.fields(at, members) {
                Some(step) => Value::Step(Box::new(step)),
                None => Value::Bad,
            },
            (Shape::Retry | Shape::Poll, Json::Object(members)) if !form::is_form(&members) => {
                self.options(shape, members)
            }
            (Shape::Results, Json::List(arms)) => self.arms(arms),
            (Shape::Statuses, Json::List(items)) => self.items(items, Self::status),
            (Shape::Policy, Json::List(items)) => self.items(items, Self::word),
            (Shape::Locks, Json::List(items)) => self.items(items, Self::lock),
            (Shape::Capture, Json::Object(members)) => self.captures(members),
            (Shape::Verify, Json::Object(members)) => self.verify(at, members),
            (_, json) => return self.value(Document { at, json }),
        };
        Node { at, value }
    }

    fn items(
        &mut self,
        items: Vec<Document<'_>>,
        mut item: impl FnMut(&mut Self, Document<'_>) -> Node,
    ) -> Value {
        Value::List(items.into_iter().map(|it| item(self, it)).collect())
    }

    fn report(&mut self, at: Pos, problem: Problem) {
        self.findings.push(Finding {
            at,
            inside: None,
            what: problem.what,
            help: problem.help,
        });
    }

    /// Reports a problem and returns what stands for the value.
    fn reported(&mut self, at: Pos, problem: Problem) -> Value {
        self.report(at, problem);
        Value::Bad
    }

    /// Reports members that an object can't have; false if there are some.
    fn has_only(&mut self, of: &str, members: &[Member<'_>], known: &[&str]) -> bool {
        let mut has_only = true;
        for Member { at, name, .. } in members {
            if known.contains(&name.as_ref()) {
                continue;
            }
            has_only = false;
            let what = format!("unknown member `{}` of {of}", quoted(name));
            let problem = Problem::whole(what);
            let near = nearest(name, known.iter().copied());
            self.report(
                *at,
                match (near, known) {
                    (Some(near), _) => problem.help(format!("did you mean `{near}`?")),
                    (None, []) => problem.help("remove it"),
                    (None, _) => problem.help(format!("the members are {}", known.join(", "))),
                },
            );
        }
        has_only
    }
}

/// Takes a member out of an object.
fn take<'t>(members: &mut Vec<Member<'t>>, name: &str) -> Option<Member<'t>> {
    let index = members.iter().position(|member| member.name == name)?;
    Some(members.remove(index))
}

/// What stands for a value that is not looked at.
const fn bad(at: Pos) -> Node {
    let value = Value::Bad;
    Node { at, value }
}
