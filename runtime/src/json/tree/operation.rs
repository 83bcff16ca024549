//! Operators between values: `{"$op": operator, "left": value, "right": value}`.

use http_step_syntax::text::quoted;
use http_step_syntax::tree::{Operation, Pos, Value};
use http_step_syntax::{Operator, Problem};

use super::form::OPERATION;
use super::{Builder, take};
use crate::json::document::{Json, Member};

/// Other spellings of an operator.
const SPELLINGS: [(&str, Operator); 6] = [
    ("=", Operator::Equal),
    ("<>", Operator::NotEqual),
    ("and", Operator::And),
    ("not", Operator::Not),
    ("or", Operator::Or),
    ("=~", Operator::Matches),
];

impl Builder {
    pub(super) fn operation(
        &mut self,
        at: Pos,
        content: Member<'_>,
        mut members: Vec<Member<'_>>,
    ) -> Value {
        let left = take(&mut members, "left").map(|left| self.value(left.value));
        let right = take(&mut members, "right").map(|right| (right.at, self.value(right.value)));
        let has_only = self.has_only(&format!("`{OPERATION}`"), &members, &["left", "right"]);
        let place = content.value.at;
        let operator = match content.value.json {
            Json::Text(text) => match Operator::parse(&text) {
                Some(operator) => operator,
                None => return self.reported(place, unknown_operator(&text)),
            },
            Json::Bad => return Value::Bad,
            json => {
                let what = format!("an operator must be a string, found {}", json.kind());
                return self.reported(place, Problem::whole(what).help(operators()));
            }
        };
        if let (Operator::Not, Some((at, _))) = (operator, &right) {
            let problem = Problem::whole(format!("`{operator}` takes one operand"));
            return self.reported(*at, problem.help("remove `right`"));
        }
        let needs_right = operator != Operator::Not && right.is_none();
        let missing = match (&left, needs_right) {
            (None, _) => Some("left"),
            (_, true) => Some("right"),
            (Some(_), false) => None,
        };
        match (left, missing) {
            (Some(left), None) => Value::Operation(Box::new(Operation {
                operator,
                at: place,
                left,
                right: right.map(|(_, right)| right),
            })),
            // A misspelled name is not missing as well.
            (_, Some(missing)) if has_only => self.reported(
                at,
                Problem::whole(format!("missing `{missing}` of `{operator}`")),
            ),
            _ => Value::Bad,
        }
    }
}

fn unknown_operator(spelling: &str) -> Problem {
    // In an operator, `=` begins no value.
    let shown = match spelling.len() {
        ..=3 => spelling.into(),
        _ => quoted(spelling),
    };
    let problem = Problem::whole(format!("unknown operator `{shown}`"));
    match SPELLINGS.iter().find(|(other, _)| *other == spelling) {
        Some((_, operator)) => problem.help(format!("did you mean `{operator}`?")),
        None => problem.help(operators()),
    }
}

fn operators() -> String {
    format!(
        "the operators are {}",
        Operator::ALL.map(Operator::as_str).join(" ")
    )
}
