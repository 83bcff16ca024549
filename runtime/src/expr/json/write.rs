use base64::prelude::{BASE64_STANDARD, Engine as _};
use indexmap::IndexMap;
use serde::ser::{Error as _, Serialize, Serializer};

use crate::expr::{Expr, File, Source};
use crate::value::Value;

impl Serialize for Expr {
    /// # Errors
    ///
    /// For closures, for Buildbot's `WithProperties`, and for values that JSON cannot carry.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.form().map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl Expr {
    fn form(&self) -> Result<Value, &'static str> {
        Ok(match self {
            Self::Value(value) => known(value),
            Self::Property(property) => {
                let default = property.default.as_ref().map(|default| default.form());
                let when_false = property.default_when_false.map(Value::Bool);
                object([
                    ("$property", Some(text(&property.name))),
                    ("default", default.transpose()?),
                    ("default_when_false", when_false),
                ])
            }
            Self::Interpolate(interpolate) => {
                let args = (!interpolate.args.is_empty()).then(|| forms(&interpolate.args));
                let kwargs = interpolate.kwargs.iter();
                let kwargs = kwargs.map(|(name, argument)| Ok((name.clone(), argument.form()?)));
                let kwargs = (!interpolate.kwargs.is_empty())
                    .then(|| kwargs.collect::<Result<_, &str>>().map(Value::Map));
                object([
                    ("$interpolate", Some(text(&interpolate.text))),
                    ("args", args.transpose()?),
                    ("kwargs", kwargs.transpose()?),
                ])
            }
            Self::Secret(secret) => object([("$secret", Some(text(&secret.name)))]),
            Self::Operation(operation) => {
                let right = match &operation.right {
                    Self::Value(Value::Null)
                        if operation.operator == http_step_syntax::Operator::Not =>
                    {
                        None
                    }
                    right => Some(right.form()?),
                };
                object([
                    ("$op", Some(text(operation.operator.as_str()))),
                    ("left", Some(operation.left.form()?)),
                    ("right", right),
                ])
            }
            Self::Flatten(flatten) if !(flatten.lists && flatten.tuples) => {
                return Err("flattening some kinds of lists only has no JSON form");
            }
            Self::Flatten(flatten) => object([("$flatten", Some(flatten.list.form()?))]),
            Self::Raw(value) => object([("$raw", Some(value.form()?))]),
            Self::File(file) => object([("$file", Some(file.form()?))]),
            Self::List(items) => forms(items)?,
            Self::Tuple(items) => object([("$tuple", Some(forms(items)?))]),
            Self::Map(entries) => {
                if let Some(members) = plain(entries) {
                    let form = |(name, value): (&String, &Self)| Ok((name.clone(), value.form()?));
                    let members = members.into_iter().map(form);
                    return members.collect::<Result<_, _>>().map(Value::Map);
                }
                let pair =
                    |(key, value): &(Self, Self)| Ok(Value::List(vec![key.form()?, value.form()?]));
                let entries = entries.iter().map(pair).collect::<Result<_, &str>>()?;
                object([("$map", Some(Value::List(entries)))])
            }
            Self::Transform(_) | Self::Renderer(_) => {
                return Err("a closure cannot be written as JSON");
            }
            Self::WithProperties(_) => return Err("`WithProperties` has no JSON form"),
        })
    }
}

impl File {
    fn form(&self) -> Result<Value, &'static str> {
        let option = |option: &Option<Expr>| option.as_ref().map(Expr::form).transpose();
        let (member, source) = match &self.source {
            Source::Path(path) => ("path", path.form()?),
            Source::Bytes(Expr::Value(Value::Bytes(bytes))) => {
                ("content_b64", text(&BASE64_STANDARD.encode(bytes)))
            }
            Source::Bytes(bytes) => ("bytes", bytes.form()?),
        };
        Ok(object([
            (member, Some(source)),
            ("filename", option(&self.filename)?),
            ("content_type", option(&self.content_type)?),
            ("headers", option(&self.headers)?),
        ]))
    }
}

/// The entries of a map that is an object in JSON: its names are known, and none looks like a form.
fn plain(entries: &[(Expr, Expr)]) -> Option<IndexMap<&String, &Expr>> {
    let mut members = IndexMap::with_capacity(entries.len());
    for (key, value) in entries {
        match key {
            Expr::Value(Value::String(name)) if !name.starts_with('$') => {
                if members.insert(name, value).is_some() {
                    return None;
                }
            }
            _ => return None,
        }
    }
    Some(members)
}

fn forms(items: &[Expr]) -> Result<Value, &'static str> {
    items
        .iter()
        .map(Expr::form)
        .collect::<Result<_, _>>()
        .map(Value::List)
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let written = members.into_iter();
    let written = written.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Map(written.collect())
}

/// A value that is read back as itself, even where one of its names looks like a form.
fn known(value: &Value) -> Value {
    match value {
        Value::Bytes(bytes) => object([("$bytes_b64", Some(text(&BASE64_STANDARD.encode(bytes))))]),
        Value::List(items) => Value::List(items.iter().map(known).collect()),
        Value::Tuple(items) => {
            let items = items.iter().map(known).collect();
            object([("$tuple", Some(Value::List(items)))])
        }
        Value::Map(members) if members.keys().any(|name| name.starts_with('$')) => {
            let pair =
                |(name, value): (&String, &Value)| Value::List(vec![text(name), known(value)]);
            let entries = members.iter().map(pair).collect();
            object([("$map", Some(Value::List(entries)))])
        }
        Value::Map(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), known(value)));
            Value::Map(members.collect())
        }
        other => other.clone(),
    }
}
