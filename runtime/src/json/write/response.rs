//! What a step says about a response: results, `retry`, `poll`, conditions, captures.

use http_step_syntax::key::{PollOption, RetryOption};
use http_step_syntax::status::Member;
use indexmap::IndexMap;

use super::{Form, list, object, text};
use crate::error::NotSerializable;
use crate::expr::Expr;
use crate::result::BuildResult;
use crate::step::{
    Capture, Condition, HttpStep, PartKind, Poll, ResponsePart, Retry, StatusMatcher,
};
use crate::value::Value;

pub(super) fn arm(on: StatusMatcher, result: BuildResult) -> Value {
    object([
        ("on", Some(status(on))),
        ("result", Some(text(&result.word()))),
    ])
}

fn status(on: StatusMatcher) -> Value {
    match on.member() {
        Member::Status(code) => Value::Integer(code.into()),
        member => text(&member.to_string()),
    }
}

pub(super) fn retry(retry: &Retry) -> Form {
    let option = |option: RetryOption| match option {
        RetryOption::Attempts => Some(retry.attempts.to_value()),
        RetryOption::On => list(&retry.on, |on| Ok(status(*on))),
        RetryOption::Deadline => retry.deadline.as_ref().map(Expr::to_value),
        RetryOption::Delay => retry.delay.as_ref().map(Expr::to_value),
        RetryOption::MaxDelay => retry.max_delay.as_ref().map(Expr::to_value),
        RetryOption::Idempotent => retry.idempotent.then_some(Ok(Value::Bool(true))),
    };
    members(RetryOption::ALL.iter().map(|it| (it.name(), option(*it))))
}

pub(super) fn poll(poll: &Poll) -> Form {
    let option = |option: PollOption| match option {
        PollOption::Every => Some(poll.every.to_value()),
        PollOption::Until => Some(condition(&poll.until)),
        PollOption::FailIf => poll.fail_if.as_ref().map(condition),
        PollOption::Deadline => poll.deadline.as_ref().map(Expr::to_value),
        PollOption::Cancel => poll.cancel.as_deref().map(HttpStep::to_value),
    };
    members(PollOption::ALL.iter().map(|it| (it.name(), option(*it))))
}

fn members<'a>(members: impl Iterator<Item = (&'a str, Option<Form>)>) -> Form {
    let given = members.filter_map(|(name, form)| {
        let form = form?.map(|value| (name.to_owned(), value));
        Some(form.map_err(|error| error.within(name)))
    });
    given.collect::<Result<_, _>>().map(Value::Map)
}

pub(super) fn condition(condition: &Condition) -> Form {
    let operand = condition.operand.to_value();
    Ok(object([
        ("$op", Some(text(condition.operator.as_str()))),
        ("left", Some(part(&condition.part))),
        (
            "right",
            Some(operand.map_err(|error| error.within("right"))?),
        ),
    ]))
}

pub(super) fn captures(captures: &[Capture]) -> Option<Form> {
    if captures.is_empty() {
        return None;
    }
    let mut members = IndexMap::with_capacity(captures.len());
    for capture in captures {
        let earlier = members.insert(capture.property.clone(), captured(capture));
        if earlier.is_some() {
            let error = NotSerializable::new("the property is captured twice");
            return Some(Err(error.within(&capture.property)));
        }
    }
    Some(Ok(Value::Map(members)))
}

fn captured(capture: &Capture) -> Value {
    let part = part(&capture.part);
    match capture.as_type {
        None => part,
        Some(as_type) => object([("from", Some(part)), ("as", Some(text(as_type.as_str())))]),
    }
}

fn part(part: &ResponsePart) -> Value {
    let (form, content) = match &part.0 {
        PartKind::Status => ("$response", "status"),
        PartKind::Text => ("$response", "text"),
        PartKind::Size => ("$response", "size"),
        PartKind::Duration => ("$response", "duration"),
        PartKind::Json(path) => ("$json", path.as_str()),
        PartKind::Header(name) => ("$header", name.as_str()),
        PartKind::Cookie(name) => ("$cookie", name.as_str()),
        PartKind::Matches(pattern) => ("$matches", pattern.as_str()),
    };
    object([(form, Some(text(content)))])
}
