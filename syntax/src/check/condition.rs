//! Conditions on a response: a part of it, an operator and an operand.

use alloc::format;

use super::Checker;
use crate::key::Row;
use crate::response::{self, Literal, Part};
use crate::tree::{Call, Entry, Form, Node, Opaque, OpaqueKind, Operation, Value};
use crate::{Operator, Problem, surface};

impl<'t> Checker<'t> {
    pub(super) fn conditions(&mut self, row: &Row, node: &'t Node) {
        match &node.value {
            Value::List(items) => {
                for item in items {
                    self.condition(item);
                }
            }
            Value::Operation(_) => {
                let problem = self.mismatch(row, "a list of conditions", "one condition");
                self.report(
                    node.at,
                    problem.help("put brackets around it: `[condition]`"),
                );
            }
            _ => self.report_shape(row, node),
        }
    }

    pub(super) fn condition(&mut self, node: &'t Node) {
        let problem = match &node.value {
            Value::Operation(operation) => return self.comparison(operation),
            Value::Bad => return,
            _ => match part_of(node) {
                Some((part, _)) => self.part_alone(part),
                None => self.no_condition(node),
            },
        };
        self.report(node.at, problem);
    }

    fn part_alone(&self, part: Part) -> Problem {
        let problem = Problem::whole(format!("`{}` alone is not a condition", part.as_str()));
        let example = self.surface.show(surface::CONDITIONS);
        problem.help(format!("compare it, as in {example}"))
    }

    fn no_condition(&self, node: &Node) -> Problem {
        let problem = Problem::whole("expected a condition on the response");
        problem.help(match meant_part(node) {
            Some(part) => format!(
                "did you mean {}?",
                self.surface.form_example(Form::Part(part))
            ),
            None => format!("write {}", self.surface.show(surface::CONDITIONS)),
        })
    }

    fn comparison(&mut self, operation: &'t Operation) {
        let (left, operator) = (&operation.left, operation.operator);
        if let Err(problem) = response::condition(operator) {
            let help = format!(
                "compare with one of {}",
                self.surface.show(surface::OPERATORS)
            );
            let problem = match problem.help {
                Some(_) => problem,
                None => problem.help(help),
            };
            return self.report(operation.at, problem);
        }
        let Some(right) = &operation.right else {
            return;
        };
        let (operator, part, other) = match (part_of(left), part_of(right)) {
            (Some(part), None) => (operator, part, right),
            (None, Some(part)) => match operator.mirrored() {
                Some(operator) => (operator, part, left),
                None => return self.wrong_side(part),
            },
            (Some(_), Some((_, call))) => {
                let problem =
                    Problem::whole("two parts of a response can't be compared with each other");
                return self.report(
                    call.at,
                    problem.help("compare with a literal, `null`, a property or a value"),
                );
            }
            (None, None) if [left, right].iter().any(|it| it.value == Value::Bad) => return,
            (None, None) => {
                // A part deeper in an operand is told where it stands.
                if has_part(left) || has_part(right) {
                    self.value(left);
                    self.value(right);
                } else {
                    let at = if meant_part(left).is_some() {
                        left.at
                    } else {
                        operation.at
                    };
                    let problem = self.no_condition(left);
                    self.report(at, problem);
                }
                return;
            }
        };
        let (part, call) = part;
        self.part(part, call);
        if let Err(problem) = response::operator(part, operator) {
            let operators = self.surface.show(surface::NUMBER_OPERATORS);
            let help = format!("compare with one of {operators}");
            return self.report(operation.at, problem.help(help));
        }
        self.operand(part, operator, other);
    }

    /// Reports a part on the right of an operator that looks into its left operand.
    fn wrong_side(&mut self, (part, call): (Part, &Call)) {
        let example = self.surface.form_example(Form::Part(part));
        let what = format!("`{}` must be the left operand here", part.as_str());
        let help = format!("write {example} in front of the operator");
        self.report(call.at, Problem::whole(what).help(help));
    }

    /// Checks a part of the response and its argument.
    pub(super) fn part(&mut self, part: Part, call: &'t Call) {
        self.no_options(call);
        let Some(thing) = part.argument() else {
            return;
        };
        let form = self.surface.form(call.form);
        let (at, what) = match call.args.as_slice() {
            [
                Node {
                    value: Value::Text(text),
                    at,
                },
            ] => return self.part_argument(part, *at, text),
            [
                Node {
                    value: Value::Bad, ..
                },
                ..,
            ] => return,
            [] => (call.at, format!("`{form}` needs a {thing}")),
            [_, second, ..] => (second.at, format!("`{form}` takes one {thing}")),
            [other] => (
                other.at,
                format!(
                    "the {thing} of `{form}` must be {}",
                    self.surface.show(surface::STRING)
                ),
            ),
        };
        let help = format!("write {}", self.surface.form_example(call.form));
        self.report(at, Problem::whole(what).help(help));
    }

    fn part_argument(&mut self, part: Part, at: crate::tree::Pos, text: &str) {
        if let Err(problem) = part.check(text) {
            return self.report_inside(at, problem);
        }
        if part == Part::Matches
            && let Some(groups) = self.groups(at, text)
            && let Err(problem) = response::one_group(groups)
        {
            self.report(at, problem);
        }
    }

    /// Checks that a literal is what the part can be.
    fn operand(&mut self, part: Part, operator: Operator, node: &'t Node) {
        match (operator, &node.value) {
            (Operator::Matches, Value::Text(pattern)) => {
                self.groups(node.at, pattern);
                return;
            }
            (
                _,
                Value::Opaque(Opaque {
                    kind: OpaqueKind::Range,
                    ..
                }),
            ) => {
                let problem = Problem::whole("a part of a response can't be compared with a range");
                let help = "write two conditions, with `>=` and `<=`";
                return self.report(node.at, problem.help(help));
            }
            _ => self.value(node),
        }
        if let Some(literal) = literal(node)
            && let Err(problem) = response::operand(part, operator, literal)
        {
            let problem = match (&problem.help, operator) {
                (None, Operator::In) => {
                    problem.help(format!("write `{}`", self.surface.show(surface::IN)))
                }
                (None, Operator::Matches) => {
                    problem.help(format!("write `{}`", self.surface.show(surface::PATTERN)))
                }
                _ => problem,
            };
            return self.report(node.at, problem);
        }
        if let (Operator::In, Value::List(items)) = (operator, &node.value) {
            for item in items {
                self.item(part, item);
            }
        }
    }

    /// Checks an item of a list that is looked into; as a value it has been checked.
    fn item(&mut self, part: Part, item: &Node) {
        if let Some(literal) = literal(item)
            && let Err(problem) = response::operand(part, Operator::Equal, literal)
        {
            self.report(item.at, problem);
        }
    }
}

/// Returns the part that a value is.
pub(super) fn part_of(node: &Node) -> Option<(Part, &Call)> {
    match &node.value {
        Value::Form(call) => match call.form {
            Form::Part(part) => Some((part, call)),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the part that a word in the place of one was probably meant to be.
pub(super) fn meant_part(node: &Node) -> Option<Part> {
    match &node.value {
        Value::Word(word) => Part::meant(&word.name),
        Value::Opaque(Opaque {
            kind: OpaqueKind::Call(name),
            ..
        }) => Part::meant(name),
        _ => None,
    }
}

/// Returns what a value certainly is.
fn literal(node: &Node) -> Option<Literal> {
    Some(match &node.value {
        Value::Null => Literal::Null,
        Value::Bool(_) => Literal::Bool,
        Value::Integer(number) => Literal::Integer(*number),
        Value::Float(_) => Literal::Float,
        Value::Text(_) => Literal::Text,
        Value::Bytes(_) => Literal::Bytes,
        Value::List(_) | Value::Tuple(_) => Literal::List,
        Value::Map(_) => Literal::Map,
        _ => return None,
    })
}

fn has_part(node: &Node) -> bool {
    match &node.value {
        Value::Form(call) => {
            let named = call.named.iter().map(|field| &field.value);
            part_of(node).is_some() || call.args.iter().chain(named).any(has_part)
        }
        Value::Operation(operation) => {
            has_part(&operation.left) || operation.right.as_ref().is_some_and(has_part)
        }
        Value::Typed(typed) => has_part(&typed.value),
        Value::List(items) | Value::Tuple(items) => items.iter().any(has_part),
        Value::Map(entries) => entries.iter().any(|entry| match entry {
            Entry::Pair(_, value) | Entry::Spread(value) => has_part(value),
        }),
        _ => false,
    }
}
