//! The functions that see the properties.

use http_step::{
    Arguments, Expr, IntoExpr, Operator, Properties, Property, Value, interpolate, operation,
    property,
};

use super::bound;

type Rendering = fn(&Properties, Arguments) -> Result<Expr, String>;

pub(in crate::conformance::expression) fn renderer_named(name: &str) -> Option<Rendering> {
    Some(match name {
        "getprop" => getprop,
        "hasprop" => hasprop,
        "prop" => prop,
        "interp" => interp,
        "args" => args,
        "kwargs" => kwargs,
        _ => return None,
    })
}

/// Of another property than one named by text there is none; a name that cannot be hashed is an error.
fn named(name: Option<Value>) -> Result<Option<Property>, String> {
    fn is_hashable(value: &Value) -> bool {
        match value {
            Value::List(_) | Value::Map(_) | Value::Dict(_) => false,
            Value::Tuple(items) => items.iter().all(is_hashable),
            _ => true,
        }
    }
    match name {
        Some(Value::String(name)) => Ok(Some(property(name))),
        Some(name) if is_hashable(&name) => Ok(None),
        Some(_) => Err("the name cannot be hashed".to_owned()),
        None => Err("the name is missing".to_owned()),
    }
}

/// As an expression, since the value of a property may be one, which is then rendered.
fn getprop(_: &Properties, given: Arguments) -> Result<Expr, String> {
    let [name, default] = bound(given, ["name", "default"])?;
    let default = Expr::Value(default.unwrap_or_default());
    Ok(match named(name)? {
        Some(property) => property
            .default(default)
            .default_when_false(false)
            .into_expr(),
        None => default,
    })
}

/// As an expression, since the closure does not see the properties that are expressions themselves.
fn hasprop(_: &Properties, given: Arguments) -> Result<Expr, String> {
    const ABSENT: &str = "no property has this value";
    let [name] = bound(given, ["name"])?;
    Ok(match named(name)? {
        Some(property) => {
            let property = property.default(ABSENT).default_when_false(false);
            operation(Operator::NotEqual, property, ABSENT).into_expr()
        }
        None => false.into_expr(),
    })
}

fn prop(_: &Properties, given: Arguments) -> Result<Expr, String> {
    let [name] = bound(given, ["name"])?;
    Ok(named(name)?.map_or(Expr::Value(Value::Null), Property::into_expr))
}

fn interp(_: &Properties, mut given: Arguments) -> Result<Expr, String> {
    let keywords = std::mem::take(&mut given.named);
    let [Some(Value::String(template))] = bound(given, ["fmt"])? else {
        return Err("the template is no text".to_owned());
    };
    let mut built = interpolate(template);
    for (name, value) in keywords {
        if ["props", "fmt", "self", "fmtstring"].contains(&name.as_str()) {
            return Err(format!("multiple values for argument '{name}'"));
        }
        built = built.kwarg(name, Expr::Value(value));
    }
    Ok(built.into_expr())
}

fn args(_: &Properties, given: Arguments) -> Result<Expr, String> {
    if given.named.is_empty() {
        return Ok(Expr::Value(Value::List(given.positional)));
    }
    Err("takes no keyword arguments".to_owned())
}

fn kwargs(_: &Properties, given: Arguments) -> Result<Expr, String> {
    if given.positional.is_empty() {
        return Ok(Expr::Value(Value::Map(given.named)));
    }
    Err("takes keyword arguments only".to_owned())
}
