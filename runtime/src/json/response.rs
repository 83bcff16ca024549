//! What a step says about a response: results, statuses, conditions, captures.

use http_step_syntax::status::{self, Member};
use http_step_syntax::tree::{self, Call, Entry, Form, Node, Operation};
use http_step_syntax::{response, words};

use super::expr::{Reader, text};
use crate::result::BuildResult;
use crate::step::{
    Capture, CaptureType, Condition, PartKind, Prepared, ResponsePart, StatusMatcher,
};

pub(super) fn results(node: Node) -> Vec<(StatusMatcher, BuildResult)> {
    let arms = match node.value {
        tree::Value::Arms(arms) => arms,
        _ => Vec::new(),
    };
    let results = arms.into_iter().flat_map(|arm| {
        let result = match arm.result.value {
            tree::Value::Word(word) => words::result(&word.name).ok(),
            _ => None,
        };
        let members = arm.members.into_iter().filter_map(status);
        members.filter_map(move |on| Some((on, BuildResult::of_word(result?))))
    });
    results.collect()
}

pub(super) fn statuses(node: Node) -> Vec<StatusMatcher> {
    match node.value {
        tree::Value::List(items) => items.into_iter().filter_map(status).collect(),
        _ => Vec::new(),
    }
}

fn status(node: Node) -> Option<StatusMatcher> {
    let code = |number: i128| u16::try_from(number).ok();
    let member = match node.value {
        tree::Value::Integer(number) => Member::Status(code(number)?),
        tree::Value::Word(word) if word.name == status::REST => Member::Rest,
        tree::Value::Word(word) => Member::Failure(words::failure(&word.name).ok()?),
        tree::Value::Range(ends) => match ends.map(|end| end.value) {
            [tree::Value::Integer(low), tree::Value::Integer(high)] => {
                Member::Range(code(low)?, code(high)?)
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(StatusMatcher::new(member))
}

impl Reader<'_> {
    /// Reads a condition; the part of the response may be its right operand.
    pub(super) fn condition(&mut self, node: Node) -> Option<Condition> {
        let tree::Value::Operation(operation) = node.value else {
            return None;
        };
        let Operation {
            operator,
            left,
            right,
            ..
        } = *operation;
        let right = right?;
        let (part, operator, operand) = match part_of(&left) {
            Some(part) => (part, operator, right),
            None => (part_of(&right)?, operator.mirrored()?, left),
        };
        Some(Condition::new(part, operator, self.expr(operand)))
    }
}

pub(super) fn captures(node: Node) -> Vec<Capture> {
    let entries = match node.value {
        tree::Value::Map(entries) => entries,
        _ => Vec::new(),
    };
    let captures = entries.into_iter().filter_map(|entry| match entry {
        Entry::Pair(name, value) => capture(text(Some(name)), value),
        Entry::Spread(_) => None,
    });
    captures.collect()
}

fn capture(property: String, node: Node) -> Option<Capture> {
    let (part, as_type) = match &node.value {
        tree::Value::Typed(typed) => {
            let mut types = CaptureType::ALL.into_iter();
            let ty = types.find(|ty| ty.as_str() == typed.ty.text);
            (part_of(&typed.value), ty)
        }
        _ => (part_of(&node), None),
    };
    Some(Capture {
        property,
        part: part?,
        as_type,
    })
}

/// Returns the part of the response that a node is.
fn part_of(node: &Node) -> Option<ResponsePart> {
    let tree::Value::Form(call) = &node.value else {
        return None;
    };
    let Call {
        form: Form::Part(part),
        args,
        ..
    } = call.as_ref()
    else {
        return None;
    };
    let argument = || match args.first().map(|argument| &argument.value) {
        Some(tree::Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    Some(ResponsePart(match part {
        response::Part::Status => PartKind::Status,
        response::Part::Text => PartKind::Text,
        response::Part::Size => PartKind::Size,
        response::Part::Duration => PartKind::Duration,
        response::Part::Json => PartKind::Json(Prepared::new(argument())),
        response::Part::Header => PartKind::Header(argument()),
        response::Part::Cookie => PartKind::Cookie(argument()),
        response::Part::Matches => PartKind::Matches(Prepared::new(argument())),
    }))
}
