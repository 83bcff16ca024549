//! Conditions on an answer: a part of it, and what it is compared with.

use http_step_syntax::answer::{self, Literal, Part};
use http_step_syntax::key::{Key, Shape};
use http_step_syntax::text::quoted;
use http_step_syntax::{Operator, Problem};

use super::Step;
use super::seen::{Members, Seen};
use crate::step::json::mistakes::Segment;
use crate::value::Value;

const OPERATORS: &str = "compare with one of `== != < <= > >= in contains matches`";

impl<'v> Step<'v, '_> {
    pub(super) fn conditions(&mut self, key: &Key, value: &'v Value) {
        match self.seen(value) {
            Some(Seen::List(items)) => self.each(items, Self::condition),
            Some(seen) => self.wrong_shape(key, seen),
            None => {}
        }
    }

    /// `{"$op": operator, "left": part, "right": value}`
    pub(super) fn condition(&mut self, value: &'v Value) {
        let help = || format!("write {}", Shape::Condition.takes_in_json());
        let Value::Map(members) = value else {
            return self.problem(answer::no_condition().help(help()));
        };
        let Some(spelling) = members.get("$op") else {
            let problem = match form_of(members) {
                Some((part, _)) => part.alone(),
                None => answer::no_condition(),
            };
            return self.problem(problem.help(help()));
        };
        if !self.has_only(members, &["$op", "left", "right"]) {
            return;
        }
        let operator = match spelling {
            Value::String(spelling) => Operator::parse(spelling).ok_or(spelling.as_str()),
            _ => Err(""),
        };
        let condition = operator.map_err(|spelling| {
            let problem = Problem::new(0..0, format!("`{}` is no operator", quoted(spelling)));
            problem.help(OPERATORS)
        });
        let condition = condition.and_then(|operator| {
            let checked = answer::condition(operator);
            checked.map_err(|problem| match operator {
                Operator::And => problem,
                _ => problem.help(OPERATORS),
            })?;
            Ok(operator)
        });
        match condition {
            Ok(operator) => self.comparison(members, operator),
            Err(problem) => self.within([Segment::name("$op")], |step| step.problem(problem)),
        }
    }

    fn comparison(&mut self, members: &'v Members, operator: Operator) {
        let (Some(left), Some(right)) = (members.get("left"), members.get("right")) else {
            for name in ["left", "right"] {
                if !members.contains_key(name) {
                    self.problem(Problem::new(0..0, format!("`{operator}` has a `{name}`")));
                }
            }
            return;
        };
        let mut part = None;
        self.within([Segment::name("left")], |step| {
            part = step.part(left);
        });
        self.within([Segment::name("right")], |step| match part_of(right) {
            Some(_) if part.is_some() => {
                let help = "compare with a literal, `null` or a property";
                step.problem(answer::two_parts().help(help));
            }
            _ => step.node(right),
        });
        let Some(part) = part else { return };
        if let Err(problem) = answer::operator(part, operator) {
            let problem = problem.help("compare with one of `== != < <= > >= in`");
            return self.within([Segment::name("$op")], |step| step.problem(problem));
        }
        self.within([Segment::name("right")], |step| {
            step.operand(part, operator, right);
        });
    }

    /// A part of the answer; none after a report.
    pub(super) fn part(&mut self, value: &'v Value) -> Option<Part> {
        let Some((part, form, argument)) = part_of(value) else {
            let help = r#"write `{"$json": "$.id"}`, `{"$header": "name"}`, `{"$cookie": "name"}`, `{"$matches": "id=(.*)"}` or `{"$response": "status"}`"#;
            self.problem(answer::no_part().help(help));
            return None;
        };
        let mut is_right = true;
        self.within([Segment::name(form)], |step| {
            let checked = match part {
                Part::Matches => match step.groups(argument) {
                    Some(groups) => answer::one_group(groups),
                    None => {
                        is_right = false;
                        Ok(())
                    }
                },
                part => part.check(argument),
            };
            is_right &= checked.is_ok();
            step.report(checked);
        });
        is_right.then_some(part)
    }

    /// Whether a literal is what the part can be.
    fn operand(&mut self, part: Part, operator: Operator, value: &'v Value) {
        let literal = match value {
            Value::String(pattern) if operator == Operator::Matches => {
                self.groups(pattern);
                return;
            }
            value => literal(value),
        };
        if let Some(Err(problem)) = literal.map(|it| answer::operand(part, operator, it)) {
            return self.problem(match operator {
                Operator::In => problem.help("write `[value, …]`"),
                Operator::Matches => problem.help("write the pattern as a text"),
                _ => problem,
            });
        }
        if let (Operator::In, Value::List(items)) = (operator, value) {
            self.each(items, |step, item| {
                step.operand(part, Operator::Equal, item);
            });
        }
    }
}

/// The part that a value is, the member that says so, and its argument.
pub(super) fn part_of(value: &Value) -> Option<(Part, &'static str, &str)> {
    let Value::Map(members) = value else {
        return None;
    };
    let (part, form) = form_of(members).filter(|_| members.len() == 1)?;
    match members.get(form)? {
        Value::String(argument) => Some((part, form, argument)),
        _ => None,
    }
}

fn form_of(members: &Members) -> Option<(Part, &'static str)> {
    let forms = [
        (Part::Json, "$json"),
        (Part::Header, "$header"),
        (Part::Cookie, "$cookie"),
        (Part::Matches, "$matches"),
    ];
    if let Some(Value::String(word)) = members.get("$response") {
        let part = Part::parse(word).filter(|part| part.is_bare())?;
        return Some((part, "$response"));
    }
    forms
        .into_iter()
        .find(|(_, form)| members.contains_key(*form))
}

/// What a value surely is.
fn literal(value: &Value) -> Option<Literal> {
    Some(match value {
        Value::Null => Literal::Null,
        Value::Bool(_) => Literal::Bool,
        Value::Integer(number) => Literal::Integer(*number),
        Value::Float(_) => Literal::Float,
        Value::String(_) => Literal::Text,
        Value::Bytes(_) => Literal::Bytes,
        Value::List(_) | Value::Tuple(_) => Literal::List,
        Value::Map(members) => match members.keys().find(|name| name.starts_with('$')) {
            None => Literal::Map,
            Some(form) => match form.as_str() {
                "$bytes_b64" => Literal::Bytes,
                "$tuple" => Literal::List,
                "$map" => Literal::Map,
                _ => return None,
            },
        },
        Value::Dict(_) => Literal::Map,
    })
}
