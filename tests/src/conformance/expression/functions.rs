//! The functions that the corpus names, with Python's refusal of what does not fit them.

mod renderers;

use http_step::{Arguments, Dialect, Expr, Operator, Properties, Scope, Value, operation};

use super::object::at_once;

pub(super) use renderers::renderer_named;

type Transforming = fn(Arguments) -> Result<Value, String>;

pub(super) fn transform_named(name: &str) -> Option<Transforming> {
    Some(match name {
        "upper" => upper,
        "lower" => lower,
        "join" => join,
        "len" => len,
        "str" => str,
        "sum" => sum,
        _ => return None,
    })
}

/// The arguments of a function with these parameters.
fn bound<const N: usize>(
    given: Arguments,
    parameters: [&str; N],
) -> Result<[Option<Value>; N], String> {
    let mut values = [const { None }; N];
    let mut positional = given.positional.into_iter();
    for (place, value) in values.iter_mut().zip(positional.by_ref()) {
        *place = Some(value);
    }
    if positional.next().is_some() {
        return Err(format!("takes at most {N} arguments"));
    }
    for (name, value) in given.named {
        let mut places = values.iter_mut().zip(parameters);
        match places.find(|(_, parameter)| *parameter == name) {
            Some((place @ None, _)) => *place = Some(value),
            Some(_) => return Err(format!("multiple values for argument '{name}'")),
            None => return Err(format!("an unexpected keyword argument '{name}'")),
        }
    }
    Ok(values)
}

/// The name of a parameter that takes no keyword.
const POSITIONAL: &str = "";

fn upper(given: Arguments) -> Result<Value, String> {
    Ok(Value::String(only_text(given)?.to_uppercase()))
}

fn lower(given: Arguments) -> Result<Value, String> {
    Ok(Value::String(only_text(given)?.to_lowercase()))
}

fn only_text(given: Arguments) -> Result<String, String> {
    match bound(given, [POSITIONAL])? {
        [Some(Value::String(text))] => Ok(text),
        _ => Err("not a text".to_owned()),
    }
}

fn join(given: Arguments) -> Result<Value, String> {
    let [Some(Value::String(separator)), Some(items)] = bound(given, [POSITIONAL; 2])? else {
        return Err("not a text and a list".to_owned());
    };
    let texts = items_of(items)?.into_iter().map(|item| match item {
        Value::String(text) => Ok(text),
        other => Err(format!("a text expected, {} found", other.kind())),
    });
    let texts: Vec<_> = texts.collect::<Result<_, String>>()?;
    Ok(Value::String(texts.join(&separator)))
}

fn len(given: Arguments) -> Result<Value, String> {
    let length = match bound(given, [POSITIONAL])? {
        [Some(value)] => items_of(value)?.len(),
        [None] => return Err("takes exactly one argument".to_owned()),
    };
    let length = i128::try_from(length).map_err(|error| error.to_string())?;
    Ok(Value::Integer(length))
}

fn str(given: Arguments) -> Result<Value, String> {
    match bound(given, ["object", "encoding", "errors"])? {
        [None, ..] => Ok(Value::String(String::new())),
        [Some(value), None, None] => {
            let properties = Properties::new();
            let scope = Scope::new(&properties, Dialect::Buildbot);
            Ok(Value::String(scope.text(&value)))
        }
        _ => Err("decoding takes bytes".to_owned()),
    }
}

fn sum(given: Arguments) -> Result<Value, String> {
    let [Some(items), start] = bound(given, [POSITIONAL, "start"])? else {
        return Err("takes at least one argument".to_owned());
    };
    let start = start.unwrap_or(Value::Integer(0));
    if matches!(start, Value::String(_)) {
        return Err("can't sum strings".to_owned());
    }
    items_of(items)?.into_iter().try_fold(start, |sum, item| {
        let sum = operation(Operator::Add, Expr::Value(sum), Expr::Value(item));
        at_once(sum)
    })
}

/// What Python's iteration gives.
fn items_of(value: Value) -> Result<Vec<Value>, String> {
    Ok(match value {
        Value::List(items) | Value::Tuple(items) => items,
        Value::String(text) => text.chars().map(|c| Value::String(c.to_string())).collect(),
        Value::Bytes(bytes) => bytes
            .iter()
            .map(|&byte| Value::Integer(byte.into()))
            .collect(),
        Value::Map(members) => members.into_keys().map(Value::String).collect(),
        Value::Dict(entries) => entries.into_iter().map(|(key, _)| key).collect(),
        other => return Err(format!("a value of kind {} has no items", other.kind())),
    })
}

#[cfg(test)]
mod tests;
