//! What is said about an answer: `results`, `retry`, `poll`, `probe`, `expect`, `capture`.

use http_step_syntax::status::Member;

use super::{Form, within};
use crate::error::NotSerializable;
use crate::expr::{Expr, object, text};
use crate::result::BuildResult;
use crate::step::response::{Capture, Part};
use crate::step::{Condition, HttpStep, Poll, ResponsePart, Retry, StatusMatcher};
use crate::value::Value;

type Members = indexmap::IndexMap<String, Value>;

impl HttpStep {
    pub(super) fn answers(&self) -> impl Iterator<Item = (&'static str, Form)> {
        let forms = [
            ("results", some(&self.results).map(|_| Ok(self.results()))),
            ("retry", self.retry.as_ref().map(Retry::form)),
            ("poll", self.poll.as_ref().map(Poll::form)),
            ("probe", self.probe.as_deref().map(Self::to_value)),
            ("expect", some(&self.expect).map(conditions)),
            ("capture", some(&self.capture).map(|_| self.captures())),
        ];
        let given = forms.into_iter();
        given.filter_map(|(key, form)| Some((key, form?)))
    }

    fn results(&self) -> Value {
        let arm = |(on, result): &(StatusMatcher, BuildResult)| {
            object([
                ("on", Some(on.form())),
                ("result", Some(text(&result.word()))),
            ])
        };
        Value::List(self.results.iter().map(arm).collect())
    }

    fn captures(&self) -> Form {
        let mut members = Members::new();
        for capture in &self.capture {
            let earlier = members.insert(capture.property.clone(), capture.form());
            if earlier.is_some() {
                let error = NotSerializable::new("the property is captured twice");
                return Err(error.within(&capture.property));
            }
        }
        Ok(Value::Map(members))
    }
}

impl StatusMatcher {
    fn form(self) -> Value {
        match self.member() {
            Member::Status(code) => Value::Integer(code.into()),
            member => text(&member.to_string()),
        }
    }
}

impl Retry {
    fn form(&self) -> Form {
        let on = some(&self.on).map(|on| Value::List(on.iter().map(|on| on.form()).collect()));
        Ok(object([
            (
                "attempts",
                Some(within("attempts", self.attempts.to_value())?),
            ),
            ("on", on),
            ("deadline", option("deadline", self.deadline.as_ref())?),
            ("delay", option("delay", self.delay.as_ref())?),
            ("max_delay", option("max_delay", self.max_delay.as_ref())?),
            ("idempotent", self.idempotent.then_some(Value::Bool(true))),
        ]))
    }
}

impl Poll {
    fn form(&self) -> Form {
        let fail_if = self.fail_if.as_ref().map(Condition::form);
        let cancel = self.cancel.as_deref().map(HttpStep::to_value);
        Ok(object([
            ("every", Some(within("every", self.every.to_value())?)),
            ("until", Some(within("until", self.until.form())?)),
            (
                "fail_if",
                fail_if.map(|form| within("fail_if", form)).transpose()?,
            ),
            ("deadline", option("deadline", self.deadline.as_ref())?),
            (
                "cancel",
                cancel.map(|form| within("cancel", form)).transpose()?,
            ),
        ]))
    }
}

impl Condition {
    fn form(&self) -> Form {
        Ok(object([
            ("$op", Some(text(self.operator.as_str()))),
            ("left", Some(self.part.form())),
            ("right", Some(within("right", self.operand.to_value())?)),
        ]))
    }
}

impl Capture {
    fn form(&self) -> Value {
        let part = self.part.form();
        match self.as_type {
            None => part,
            Some(as_type) => object([("from", Some(part)), ("as", Some(text(as_type.as_str())))]),
        }
    }
}

impl ResponsePart {
    fn form(&self) -> Value {
        let (form, content) = match &self.0 {
            Part::Status => ("$response", "status"),
            Part::Text => ("$response", "text"),
            Part::Size => ("$response", "size"),
            Part::Duration => ("$response", "duration"),
            Part::Json(path) => ("$json", path.as_str()),
            Part::Header(name) => ("$header", name.as_str()),
            Part::Cookie(name) => ("$cookie", name.as_str()),
            Part::Matches(pattern) => ("$matches", pattern.as_str()),
        };
        object([(form, Some(text(content)))])
    }
}

fn conditions(conditions: &[Condition]) -> Form {
    let forms = conditions.iter().enumerate();
    let forms = forms.map(|(index, condition)| within(&format!("[{index}]"), condition.form()));
    forms.collect::<Result<_, _>>().map(Value::List)
}

fn option(name: &str, expr: Option<&Expr>) -> Result<Option<Value>, NotSerializable> {
    expr.map(|expr| within(name, expr.to_value())).transpose()
}

/// The items, where there are any.
fn some<T>(items: &[T]) -> Option<&[T]> {
    (!items.is_empty()).then_some(items)
}
