//! Conditions on an answer: a part of it, and what it is compared with.

use http_step_syntax::answer::{self, Part};
use http_step_syntax::key::Key;
use http_step_syntax::{Operator, Problem};
use syn::{Expr, Lit};

use super::part::part_of;
use super::{Node, Step};
use crate::ast::{DslCall, Literal, Operation, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn conditions(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let Value::List(list) = value else {
            return self.wrong_shape(key, value);
        };
        let conditions = list.items.iter().filter_map(|item| self.condition(item));
        Some(Node::List(conditions.collect()))
    }

    pub(super) fn condition(&mut self, value: &'a Value) -> Option<Node<'a>> {
        let problem = match value {
            Value::Operation(operation) => return self.comparison(operation),
            Value::Bad(_) => return None,
            value => match part_of(value) {
                Some((part, _)) => {
                    let help = format!("compare it: `{} == value`", part.example());
                    part.alone().help(help)
                }
                None => about_no_answer(),
            },
        };
        self.at_fault(value, &problem);
        None
    }

    fn comparison(&mut self, operation: &'a Operation) -> Option<Node<'a>> {
        let (left, operator) = (&operation.left, operation.operator);
        if let Err(problem) = answer::condition(operator) {
            self.diagnostics.problem(operation.span, &problem);
            return None;
        }
        let right = operation.right.as_ref()?;
        let (operator, part, call, other) = match (part_of(left), part_of(right)) {
            (Some((part, call)), None) => (operator, part, call, right),
            (None, Some((part, call))) => (self.mirrored(operator, part, call)?, part, call, left),
            (Some(_), Some((_, call))) => {
                let help = "compare with a literal, `null`, a property or a Rust value";
                self.diagnostics
                    .problem(call.span, &answer::two_parts().help(help));
                return None;
            }
            (None, None) if is_bad(left) || is_bad(right) => return None,
            (None, None) => {
                // A part within a side is told where it stands.
                if has_part(left) || has_part(right) {
                    drop((self.node(left), self.node(right)));
                } else {
                    self.diagnostics.problem(operation.span, &about_no_answer());
                }
                return None;
            }
        };
        let (part_node, other_node) = (self.part(part, call), self.node(other));
        if let Err(problem) = answer::operator(part, operator) {
            self.diagnostics.problem(operation.span, &problem);
            return None;
        }
        if !self.operand(part, operator, other) {
            return None;
        }
        Some(Node::Operation {
            operator,
            left: Box::new(part_node?),
            right: Some(Box::new(other_node?)),
        })
    }

    /// The operator with its sides changed.
    fn mirrored(&mut self, operator: Operator, part: Part, call: &DslCall) -> Option<Operator> {
        Some(match operator {
            Operator::Less => Operator::Greater,
            Operator::LessOrEqual => Operator::GreaterOrEqual,
            Operator::Greater => Operator::Less,
            Operator::GreaterOrEqual => Operator::LessOrEqual,
            Operator::Equal | Operator::NotEqual => operator,
            _ => {
                let what = format!("`{}` is what is looked into here", part.as_str());
                let help = format!("write `{}` in front", part.example());
                self.diagnostics.error(call.span, &what, help);
                return None;
            }
        })
    }

    /// Whether a literal is what the part can be.
    fn operand(&mut self, part: Part, operator: Operator, value: &Value) -> bool {
        if operator == Operator::Matches
            && let Value::Literal(Literal {
                lit: Lit::Str(pattern),
                ..
            }) = value
        {
            return self.groups(pattern).is_some();
        }
        let problem = match value {
            Value::Rust(Expr::Range(_)) => {
                let help = "write two conditions, with `>=` and `<=`";
                Problem::new(0..0, "nothing can be compared with a range").help(help)
            }
            value => match literal(value).map(|it| answer::operand(part, operator, it)) {
                Some(Err(problem)) => problem,
                _ => {
                    let items = match (operator, value) {
                        (Operator::In, Value::List(list)) => list.items.as_slice(),
                        _ => &[],
                    };
                    let mut all_fit = true;
                    for item in items {
                        all_fit &= self.operand(part, Operator::Equal, item);
                    }
                    return all_fit;
                }
            },
        };
        self.at_fault(value, &problem);
        false
    }
}

/// What a value surely is.
fn literal(value: &Value) -> Option<answer::Literal> {
    Some(match value {
        Value::Null(_) => answer::Literal::Null,
        Value::List(_) | Value::Pair(_) => answer::Literal::List,
        Value::Map(_) => answer::Literal::Map,
        Value::Literal(Literal { minus, lit }) => match lit {
            Lit::Str(_) => answer::Literal::Text,
            Lit::ByteStr(_) => answer::Literal::Bytes,
            Lit::Bool(_) => answer::Literal::Bool,
            Lit::Int(number) if !matches!(number.suffix(), "f32" | "f64") => {
                let number: i128 = number.base10_parse().ok()?;
                answer::Literal::Integer(if minus.is_some() { -number } else { number })
            }
            Lit::Int(_) | Lit::Float(_) => answer::Literal::Float,
            _ => return None,
        },
        _ => return None,
    })
}

fn has_part(value: &Value) -> bool {
    match value {
        Value::Call(call) => {
            let named = call.named.iter().map(|(_, value)| value);
            part_of(value).is_some() || call.args.iter().chain(named).any(has_part)
        }
        Value::Operation(operation) => {
            has_part(&operation.left) || operation.right.as_ref().is_some_and(has_part)
        }
        Value::Typed(typed) => has_part(&typed.value),
        Value::List(list) => list.items.iter().any(has_part),
        Value::Pair(pair) => has_part(&pair.first) || has_part(&pair.second),
        _ => false,
    }
}

fn is_bad(value: &Value) -> bool {
    matches!(value, Value::Bad(_))
}

fn about_no_answer() -> Problem {
    let help = "write one like `status == 200`, `json(\"$.state\") == \"done\"` or `text.contains(\"ok\")`";
    answer::no_condition().help(help)
}
