//! A recorded expression, in terms of the public API, built in Python's order: what Python's
//! constructors refuse by themselves is refused here, what Buildbot checks is checked by the runtime.

mod functions;
mod given;
mod object;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_step::{
    Expr, Interpolate, IntoExpr, IntoValue, Operator, Renderer, Transform, interpolate, property,
    renderer, secret, transform, with_properties,
};
use serde_json::{Map, Value as Json};

use self::given::Given;
use self::object::operate;
use super::refusal::RefusalKind;

pub(super) use object::{NoExpression, Object, message, refused, refused_as};

type Built = Result<Object, NoExpression>;

pub(super) fn construct(json: &Json) -> Built {
    match json {
        Json::Array(items) => Ok(Object::List(all(items)?)),
        Json::Object(members) => match members.iter().find(|(name, _)| name.starts_with('$')) {
            Some((form, content)) => special(form, content, members),
            None => members
                .iter()
                .map(|(name, value)| Ok((text(name), construct(value)?)))
                .collect::<Result<_, _>>()
                .map(Object::Dict),
        },
        plain => Ok(Object::Plain(plain.clone().into_value())),
    }
}

fn all(items: &[Json]) -> Result<Vec<Object>, NoExpression> {
    items.iter().map(construct).collect()
}

fn text(text: &str) -> Object {
    Object::Plain(text.into_value())
}

/// What is written as an object with a `$` member.
fn special(form: &str, content: &Json, members: &Map<String, Json>) -> Built {
    match (form, content) {
        ("$property", name) => property_form(name, members),
        ("$interpolate", template) => interpolate_form(template, Given::read(members)?),
        ("$secret", Json::String(name)) => Ok(Object::Bare(secret(name).into_expr())),
        ("$op", Json::String(operator)) => {
            let operator = Operator::parse(operator).ok_or_else(|| not_yet(form))?;
            let side = |name: &str| construct(members.get(name).unwrap_or(&Json::Null));
            operate(operator, side("left")?, side("right")?)
        }
        ("$flatten", list) => {
            let flattens = |kind: &str| match members.get("types").and_then(Json::as_array) {
                Some(kinds) => kinds.iter().any(|own| own == kind),
                None => true,
            };
            Ok(Object::Flatten {
                list: Box::new(construct(list)?),
                lists: flattens("list"),
                tuples: flattens("tuple"),
            })
        }
        ("$transform", function) => transform_form(function, members),
        ("$renderer", Json::String(name)) => {
            let function = functions::renderer_named(name).ok_or_else(|| not_yet(form))?;
            let given = Given::read(members)?;
            given.refuse(&["self"])?;
            let built = given.give(renderer(function), Renderer::arg, Renderer::kwarg);
            Ok(Object::Comparable(built.into_expr()))
        }
        ("$with_properties", template) => with_properties_form(template, members),
        ("$tuple", Json::Array(items)) => Ok(Object::Tuple(all(items)?)),
        ("$dict", Json::Array(entries)) => entries
            .iter()
            .map(dict_entry)
            .collect::<Result<_, _>>()
            .map(Object::Dict),
        ("$bytes_b64", Json::String(text)) => {
            let bytes = STANDARD.decode(text).map_err(|_| not_yet(form))?;
            Ok(Object::Plain(http_step::Value::Bytes(bytes.into())))
        }
        ("$file", Json::Object(part)) => file_form(part),
        ("$float", Json::String(digits)) => {
            let number: f64 = digits.parse().map_err(|_| not_yet(form))?;
            Ok(Object::Plain(number.into_value()))
        }
        ("$int", Json::String(digits)) => match digits.parse() {
            Ok(number) => Ok(Object::Plain(http_step::Value::Integer(number))),
            Err(_) => refused_as(RefusalKind::Integer, "integer out of range"),
        },
        _ => Err(not_yet(form)),
    }
}

/// A part of a form as `requests` takes it: the content by itself, or a tuple that begins with the name.
fn file_form(part: &Map<String, Json>) -> Built {
    let Some(Json::String(content)) = part.get("content_b64") else {
        return Err(not_yet("$file"));
    };
    let content = STANDARD.decode(content).map_err(|_| not_yet("$file"))?;
    let content = Object::Plain(http_step::Value::Bytes(content.into()));
    let about = ["filename", "content_type", "headers"];
    let Some(last) = about.iter().rposition(|name| part.contains_key(*name)) else {
        return Ok(content);
    };
    let about = about
        .iter()
        .take(last + 1)
        .map(|name| construct(part.get(*name).unwrap_or(&Json::Null)));
    let mut items: Vec<_> = about.collect::<Result<_, _>>()?;
    items.insert(1, content);
    Ok(Object::Tuple(items))
}

fn not_yet(form: &str) -> NoExpression {
    NoExpression::NotYet(form.to_owned())
}

/// Buildbot checks it now, before Python goes on to what comes later.
fn checked(expr: Expr) -> Result<Expr, NoExpression> {
    match expr.check() {
        Ok(()) => Ok(expr),
        Err(error) => refused(error.to_string()),
    }
}

fn property_form(name: &Json, members: &Map<String, Json>) -> Built {
    let default = members.get("default").map(construct).transpose()?;
    let Json::String(name) = name else {
        construct(name)?;
        return refused("the name of a property is text");
    };
    let mut built = property(name);
    if let Some(default) = default {
        built = built.default(default.into_expr());
    }
    if let Some(Json::Bool(replaces)) = members.get("default_when_false") {
        built = built.default_when_false(*replaces);
    }
    Ok(Object::Operand(built.into_expr()))
}

fn interpolate_form(template: &Json, given: Given) -> Built {
    given.refuse(&["self", "fmtstring"])?;
    let Json::String(template) = template else {
        return match given.args.as_slice() {
            [] => refused("the template is no text"),
            _ => Ok(Object::Operand(given.fails("the template is no text"))),
        };
    };
    let built = given.give(interpolate(template), Interpolate::arg, Interpolate::kwarg);
    checked(built.into_expr()).map(Object::Operand)
}

fn transform_form(function: &Json, members: &Map<String, Json>) -> Built {
    let own = ["self", "function"];
    if let Some(function) = function.as_str().and_then(functions::transform_named) {
        let given = Given::read(members)?;
        given.refuse(&own)?;
        let built = given.give(transform(function), Transform::arg, Transform::kwarg);
        return Ok(Object::Bare(built.into_expr()));
    }
    let function = construct(function)?;
    let mut given = Given::read(members)?;
    given.refuse(&own)?;
    if function.is_plain() || function.is_container() {
        return refused("function given to Transform neither callable nor renderable");
    }
    // No rendering is a function.
    given.args.insert(0, function.into_expr());
    Ok(Object::Bare(given.fails("a value is not callable")))
}

fn with_properties_form(template: &Json, members: &Map<String, Json>) -> Built {
    let names = members.get("args").and_then(Json::as_array);
    let names = names.map(Vec::as_slice).unwrap_or_default();
    let values = members.get("kwargs").and_then(Json::as_object);
    all(names)?;
    if !names.is_empty() && values.is_some_and(|values| !values.is_empty()) {
        return refused(
            "WithProperties takes either positional or keyword substitutions, not both.",
        );
    }
    let nothing = Given::default();
    let Json::String(template) = template else {
        return Ok(Object::Comparable(nothing.fails("the template is no text")));
    };
    let mut built = with_properties(template);
    for name in names {
        let Json::String(name) = name else {
            return Ok(Object::Comparable(nothing.fails("a name is no text")));
        };
        built = built.arg(name);
    }
    for (name, value) in values.into_iter().flatten() {
        built = built.kwarg(name, construct(value)?.into_value()?);
    }
    Ok(Object::Comparable(built.into_expr()))
}

fn dict_entry(entry: &Json) -> Result<(Object, Object), NoExpression> {
    let Some([key, value]) = entry.as_array().map(Vec::as_slice) else {
        return Err(not_yet("$dict"));
    };
    let (key, value) = (construct(key)?, construct(value)?);
    if key.is_hashable() {
        return Ok((key, value));
    }
    refused_as(RefusalKind::Key, "unhashable key of a dict")
}

#[cfg(test)]
mod tests;
