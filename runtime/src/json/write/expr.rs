//! Expressions as JSON.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step_syntax::Operator;
use indexmap::IndexMap;
use serde::ser::{Error as _, Serialize, Serializer};

use super::{object, text};
use crate::error::NotSerializable;
use crate::expr::{Expr, File, Flatten, Interpolate, Operation, Property, Source, too_deep};
use crate::value::Value;

/// What is written, or why it can't be.
type Form = Result<Value, &'static str>;

impl Serialize for Expr {
    /// # Errors
    ///
    /// Returns an error for closures, for Buildbot's `WithProperties`, for values that JSON can't carry, and for
    /// expressions that are nested more than 128 levels deep.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_too_deep() {
            return Err(S::Error::custom(too_deep()));
        }
        self.form().map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl Expr {
    /// Returns the expression as a value that JSON can carry.
    pub(super) fn to_value(&self) -> Result<Value, NotSerializable> {
        if self.is_too_deep() {
            return Err(NotSerializable::new(too_deep().to_string()));
        }
        let form = self.form().map_err(NotSerializable::new)?;
        // Reported here, where the key is known.
        form.to_json()?;
        Ok(form)
    }

    /// Each kind has a function of its own, since their frames are on the stack once for each level.
    fn form(&self) -> Form {
        match self {
            Self::Value(value) => Ok(known(value)),
            Self::Property(property) => property.form(),
            Self::Interpolate(interpolate) => interpolate.form(),
            Self::Secret(secret) => Ok(object([("$secret", Some(text(&secret.name)))])),
            Self::Operation(operation) => operation.form(),
            Self::Flatten(flatten) => flatten.form(),
            Self::Raw(value) => around("$raw", value.form()),
            Self::File(file) => around("$file", file.form()),
            Self::List(items) => forms(items),
            Self::Tuple(items) => around("$tuple", forms(items)),
            Self::Map(entries) => map(entries),
            Self::Transform(_) | Self::Renderer(_) => Err(NotSerializable::CLOSURE),
            Self::WithProperties(_) => Err("`WithProperties` has no JSON form"),
        }
    }
}

impl Property {
    fn form(&self) -> Form {
        let default = self.default.as_ref().map(|default| default.form());
        Ok(object([
            ("$property", Some(text(&self.name))),
            ("default", default.transpose()?),
            (
                "default_when_false",
                self.default_when_false.map(Value::Bool),
            ),
        ]))
    }
}

impl Flatten {
    fn form(&self) -> Form {
        if self.lists && self.tuples {
            around("$flatten", self.list.form())
        } else {
            Err("a `FlattenList` of only some kinds of lists has no JSON form")
        }
    }
}

impl Interpolate {
    fn form(&self) -> Form {
        let args = (!self.args.is_empty()).then(|| forms(&self.args));
        let kwargs = self.kwargs.iter();
        let kwargs = kwargs.map(|(name, argument)| Ok((name.clone(), argument.form()?)));
        let kwargs =
            (!self.kwargs.is_empty()).then(|| kwargs.collect::<Result<_, &str>>().map(Value::Map));
        Ok(object([
            ("$interpolate", Some(text(&self.text))),
            ("args", args.transpose()?),
            ("kwargs", kwargs.transpose()?),
        ]))
    }
}

impl Operation {
    fn form(&self) -> Form {
        let right = (self.operator != Operator::Not).then(|| self.right.form());
        Ok(object([
            ("$op", Some(text(self.operator.as_str()))),
            ("left", Some(self.left.form()?)),
            ("right", right.transpose()?),
        ]))
    }
}

fn map(entries: &[(Expr, Expr)]) -> Form {
    if let Some(members) = plain(entries) {
        let form = |(name, value): (&String, &Expr)| Ok((name.clone(), value.form()?));
        let members = members.into_iter().map(form);
        return members.collect::<Result<_, _>>().map(Value::Map);
    }
    let pair = |(key, value): &(Expr, Expr)| Ok(Value::List(vec![key.form()?, value.form()?]));
    let entries = entries.iter().map(pair).collect::<Result<_, &str>>()?;
    Ok(object([("$map", Some(Value::List(entries)))]))
}

fn around(name: &str, content: Form) -> Form {
    Ok(object([(name, Some(content?))]))
}

impl File {
    fn form(&self) -> Form {
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

/// Returns the entries of a map that is an object in JSON: its names are known, and none looks like a form.
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

fn forms(items: &[Expr]) -> Form {
    items
        .iter()
        .map(Expr::form)
        .collect::<Result<_, _>>()
        .map(Value::List)
}

/// Returns what is read back as the value, even where one of its names looks like a form.
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
