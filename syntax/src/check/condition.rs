//! Conditions on a response: a part of it, an operator and an operand.

use alloc::format;
use alloc::string::String;

use super::checker::Checker;
use super::part::{has_part, meant_part, part_of};
use crate::key::Row;
use crate::response::{self, Literal, Part};
use crate::tree::{Call, Form, Node, Opaque, OpaqueKind, Operation, Value};
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

    /// Checks one condition.
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
            let problem = match (operator, &problem.help) {
                (Operator::Not, _) => match opposite(left) {
                    Some(help) => problem.help(help),
                    None => problem,
                },
                (_, Some(_)) => problem,
                (_, None) => problem.help(help),
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
                // A part deeper in an operand is reported there.
                if has_part(left) || has_part(right) {
                    self.value(left);
                    self.value(right);
                } else {
                    let sides = [left, right];
                    let meant = sides.into_iter().find(|side| meant_part(side).is_some());
                    let problem = self.no_condition(meant.unwrap_or(left));
                    self.report(meant.map_or(operation.at, |side| side.at), problem);
                }
                return;
            }
        };
        let (part, call) = part;
        self.part(part, call);
        if let Err(problem) = response::operator(part, operator) {
            let operators = self.surface.show(surface::NUMBER_OPERATORS);
            let help = format!("compare with one of {operators}");
            self.report(operation.at, problem.help(help));
            // Whether the operand fits depends on the operator.
            return self.value(other);
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

    /// Checks the value that the part is compared with.
    fn operand(&mut self, part: Part, operator: Operator, node: &'t Node) {
        if let (Operator::Matches, Value::Text(pattern)) = (operator, &node.value) {
            self.pattern(node.at, pattern);
            return;
        }
        self.value(node);
        if !self.literal_operand(part, operator, node) {
            return;
        }
        if let (Operator::In, Value::List(items)) = (operator, &node.value) {
            for item in items {
                self.literal_operand(part, Operator::Equal, item);
            }
        }
    }

    /// Checks that a literal is what the part can be. Returns whether it is.
    fn literal_operand(&mut self, part: Part, operator: Operator, node: &Node) -> bool {
        let problem = if let Value::Opaque(Opaque {
            kind: OpaqueKind::Range,
            ..
        }) = &node.value
        {
            let problem = Problem::whole("a part of a response can't be compared with a range");
            problem.help("write two conditions, with `>=` and `<=`")
        } else if let Some(literal) = literal(node)
            && let Err(problem) = response::operand(part, operator, literal)
        {
            let example = match (&problem.help, operator) {
                (None, Operator::In) => Some(surface::IN),
                (None, Operator::Matches) => Some(surface::PATTERN),
                _ => None,
            };
            match example {
                Some(example) => problem.help(format!("write `{}`", self.surface.show(example))),
                None => problem,
            }
        } else {
            return true;
        };
        self.report(node.at, problem);
        false
    }
}

/// Returns what to write instead of a negated condition; none for what is not a condition.
fn opposite(negated: &Node) -> Option<String> {
    let Value::Operation(operation) = &negated.value else {
        return None;
    };
    let opposite = match operation.operator {
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        Operator::Less => Operator::GreaterOrEqual,
        Operator::LessOrEqual => Operator::Greater,
        Operator::Greater => Operator::LessOrEqual,
        Operator::GreaterOrEqual => Operator::Less,
        Operator::In => return Some("write a condition with `!=` for each of the values".into()),
        operator @ (Operator::Contains | Operator::Matches) => {
            return Some(format!(
                "`{operator}` has no opposite: test for what the expected response has instead"
            ));
        }
        _ => return None,
    };
    Some(format!(
        "write `{opposite}` instead of `{}`",
        operation.operator
    ))
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
