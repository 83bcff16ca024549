//! The JSON forms of what is said about an answer: `results`, `retry`, `poll`, `expect`, `capture`.

use http_step_syntax::{Operator, status, words};

use crate::error::RenderError;
use crate::expr::{Expr, Reader};
use crate::result::BuildResult;
use crate::step::response::{Capture, CaptureType, Part};
use crate::step::{Condition, Poll, ResponsePart, Retry, StatusMatcher};
use crate::value::Value;

type Members = indexmap::IndexMap<String, Value>;

/// `[{"on": member, "result": word}, …]`
pub(super) fn results(value: Value) -> Result<Vec<(StatusMatcher, BuildResult)>, RenderError> {
    let arm = |arm| {
        let mut arm = map(arm, "an arm of `results`")?;
        let on = on(taken(&mut arm, "on")?).map_err(|error| error.within("on"))?;
        let result = text(taken(&mut arm, "result")?)?;
        let result = words::result(&result)?;
        nothing_else(&arm)?;
        Ok((on, BuildResult::of_word(result)))
    };
    each(value, "`results`", arm)
}

fn on(value: Value) -> Result<StatusMatcher, RenderError> {
    let member = match value {
        Value::Integer(code) => {
            status::Member::Status(status::code(u128::try_from(code).unwrap_or_default())?)
        }
        Value::String(text) => status::Member::parse(&text)?,
        other => return Err(kind("a status, a range or the name of a failure", &other)),
    };
    Ok(StatusMatcher::new(member))
}

/// `{"attempts": n, "on": [member, …], …}`
pub(super) fn retry(value: Value, reader: &mut Reader<'_>) -> Result<Retry, RenderError> {
    let mut members = map(value, "`retry`")?;
    let mut retry = Retry::new(reader.expr(taken(&mut members, "attempts")?)?);
    for (name, value) in members {
        let within = |error: RenderError| error.within(&name);
        match name.as_str() {
            "on" => retry.on = each(value, "`on`", on).map_err(within)?,
            "deadline" => retry.deadline = Some(reader.expr(value).map_err(within)?),
            "delay" => retry.delay = Some(reader.expr(value).map_err(within)?),
            "max_delay" => retry.max_delay = Some(reader.expr(value).map_err(within)?),
            "idempotent" => match reader.expr(value).map_err(within)? {
                Expr::Value(Value::Bool(idempotent)) => retry.idempotent = idempotent,
                _ => return Err(within(RenderError::new("this is true or false"))),
            },
            _ => return Err(unknown(&name)),
        }
    }
    Ok(retry)
}

/// `{"every": seconds, "until": condition, …}`
pub(super) fn poll(value: Value, reader: &mut Reader<'_>) -> Result<Poll, RenderError> {
    let mut members = map(value, "`poll`")?;
    let every = reader.expr(taken(&mut members, "every")?)?;
    let until = condition(taken(&mut members, "until")?, reader);
    let mut poll = Poll::new(every, until.map_err(|error| error.within("until"))?);
    for (name, value) in members {
        let within = |error: RenderError| error.within(&name);
        match name.as_str() {
            "fail_if" => poll.fail_if = Some(condition(value, reader).map_err(within)?),
            "deadline" => poll.deadline = Some(reader.expr(value).map_err(within)?),
            "cancel" => poll.cancel = Some(Box::new(super::step(value, reader).map_err(within)?)),
            _ => return Err(unknown(&name)),
        }
    }
    Ok(poll)
}

/// `[condition, …]`
pub(super) fn conditions(
    value: Value,
    reader: &mut Reader<'_>,
) -> Result<Vec<Condition>, RenderError> {
    each(value, "`expect`", |value| condition(value, reader))
}

/// `{"$op": operator, "left": part, "right": value}`
fn condition(value: Value, reader: &mut Reader<'_>) -> Result<Condition, RenderError> {
    let mut members = map(value, "a condition")?;
    let spelling = text(taken(&mut members, "$op")?)?;
    let operator = Operator::parse(&spelling)
        .ok_or_else(|| RenderError::new(format!("`{spelling}` is no operator")))?;
    let part = part(taken(&mut members, "left")?).map_err(|error| error.within("left"))?;
    let operand = reader.expr(taken(&mut members, "right")?);
    nothing_else(&members)?;
    Ok(Condition {
        part,
        operator,
        operand: operand.map_err(|error| error.within("right"))?,
    })
}

/// `{"property": part, "property": {"from": part, "as": type}, …}`
pub(super) fn captures(value: Value) -> Result<Vec<Capture>, RenderError> {
    let capture = |(property, value): (String, Value)| {
        capture(property.clone(), value).map_err(|error| error.within(&property))
    };
    map(value, "`capture`")?.into_iter().map(capture).collect()
}

fn capture(property: String, value: Value) -> Result<Capture, RenderError> {
    let mut members = map(value, "a part of the answer")?;
    let Some(from) = members.shift_remove("from") else {
        let part = part(Value::Map(members))?;
        return Ok(Capture {
            property,
            part,
            as_type: None,
        });
    };
    let name = text(taken(&mut members, "as")?)?;
    let name = words::capture_type(&name)?;
    nothing_else(&members)?;
    let mut types = CaptureType::ALL.into_iter();
    Ok(Capture {
        property,
        part: part(from)?,
        as_type: types.find(|known| known.as_str() == name),
    })
}

/// `{"$json": path}`, `{"$header": name}`, `{"$cookie": name}`, `{"$matches": regex}`, `{"$response": word}`
fn part(value: Value) -> Result<ResponsePart, RenderError> {
    let members = map(value, "a part of the answer")?;
    let mut members = members.into_iter();
    let (Some((form, content)), None) = (members.next(), members.next()) else {
        return Err(RenderError::new("a part of the answer has one member"));
    };
    let content = text(content)?;
    Ok(ResponsePart(match (form.as_str(), content.as_str()) {
        ("$json", _) => Part::Json(content),
        ("$header", _) => Part::Header(content),
        ("$cookie", _) => Part::Cookie(content),
        ("$matches", _) => Part::Matches(content),
        ("$response", "status") => Part::Status,
        ("$response", "text") => Part::Text,
        ("$response", "size") => Part::Size,
        ("$response", "duration") => Part::Duration,
        _ => return Err(RenderError::new(format!("no answer has a `{form}`"))),
    }))
}

fn map(value: Value, what: &str) -> Result<Members, RenderError> {
    match value {
        Value::Map(members) => Ok(members),
        other => Err(kind(&format!("{what} is an object"), &other)),
    }
}

fn each<T>(
    value: Value,
    what: &str,
    mut read: impl FnMut(Value) -> Result<T, RenderError>,
) -> Result<Vec<T>, RenderError> {
    let Value::List(items) = value else {
        return Err(kind(&format!("{what} is a list"), &value));
    };
    let items = items.into_iter().enumerate();
    let read =
        items.map(|(index, item)| read(item).map_err(|error| error.within(&index.to_string())));
    read.collect()
}

fn taken(members: &mut Members, name: &str) -> Result<Value, RenderError> {
    let value = members.shift_remove(name);
    value.ok_or_else(|| RenderError::new(format!("`{name}` is missing")))
}

fn nothing_else(members: &Members) -> Result<(), RenderError> {
    match members.keys().next() {
        Some(name) => Err(unknown(name)),
        None => Ok(()),
    }
}

fn text(value: Value) -> Result<String, RenderError> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(kind("a text", &other)),
    }
}

fn kind(wanted: &str, found: &Value) -> RenderError {
    RenderError::new(format!("{wanted} stands here, not {}", found.kind()))
}

fn unknown(name: &str) -> RenderError {
    RenderError::new(format!("unknown member `{name}`"))
}
