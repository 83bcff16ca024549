use std::mem;

use bytes::Bytes;
use http_step_syntax::Operator;
use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::expr::{
    Expr, File, IntoExpr, file, file_of, flatten, interpolate, operation, property, raw, secret,
};
use crate::value::Value;

/// Reads expressions; takes each Rust expression out of `args` where the text refers to it.
pub(crate) struct Reader<'a> {
    args: &'a mut [Expr],
}

type Members = IndexMap<String, Value>;

impl<'a> Reader<'a> {
    pub(crate) fn new(args: &'a mut [Expr]) -> Self {
        Self { args }
    }

    pub(crate) fn expr(&mut self, value: Value) -> Result<Expr, String> {
        match value {
            Value::List(items) => self.list(items).map(Expr::list),
            Value::Map(mut members) => match members.first() {
                Some((form, _)) if form.starts_with('$') => {
                    let form = form.clone();
                    let content = members.shift_remove(&form).unwrap_or_default();
                    self.form(&form, content, members)
                }
                _ => {
                    let members = members.into_iter();
                    let entries =
                        members.map(|(name, value)| Ok((name.into_expr(), self.expr(value)?)));
                    entries.collect::<Result<_, String>>().map(Expr::map)
                }
            },
            known => Ok(Expr::Value(known)),
        }
    }

    fn list(&mut self, items: Vec<Value>) -> Result<Vec<Expr>, String> {
        items.into_iter().map(|item| self.expr(item)).collect()
    }

    fn form(&mut self, form: &str, content: Value, mut options: Members) -> Result<Expr, String> {
        let mut option = |name: &str| options.shift_remove(name);
        let expr = match (form, content) {
            ("$arg", Value::Integer(index)) => usize::try_from(index)
                .ok()
                .and_then(|index| self.args.get_mut(index))
                .map(|arg| mem::replace(arg, Expr::Value(Value::Null)))
                .ok_or_else(|| format!("there is no argument {index}"))?,
            ("$property", Value::String(name)) => {
                let mut property = property(name);
                if let Some(default) = option("default") {
                    property = property.default(self.expr(default)?);
                }
                match option("default_when_false") {
                    None => {}
                    Some(Value::Bool(replaces)) => property = property.default_when_false(replaces),
                    Some(_) => return Err("`default_when_false` is true or false".to_owned()),
                }
                property.into_expr()
            }
            ("$interpolate", Value::String(text)) => {
                let mut text = interpolate(text);
                if let Some(Value::List(args)) = option("args") {
                    for argument in self.list(args)? {
                        text = text.arg(argument);
                    }
                }
                if let Some(Value::Map(kwargs)) = option("kwargs") {
                    for (name, argument) in kwargs {
                        text = text.kwarg(name, self.expr(argument)?);
                    }
                }
                text.into_expr()
            }
            ("$secret", Value::String(name)) => secret(name).into_expr(),
            ("$op", Value::String(spelling)) => {
                let operator = Operator::parse(&spelling)
                    .ok_or_else(|| format!("`{spelling}` is no operator"))?;
                let left = self.expr(option("left").ok_or("an operator has a `left`")?)?;
                let right = match option("right") {
                    Some(right) => self.expr(right)?,
                    None if operator == Operator::Not => Expr::Value(Value::Null),
                    None => return Err(format!("`{operator}` has a `right`")),
                };
                operation(operator, left, right).into_expr()
            }
            ("$file", Value::Map(members)) => self.file(members)?.into_expr(),
            ("$flatten", list) => flatten(self.expr(list)?).into_expr(),
            ("$raw", value) => raw(self.expr(value)?),
            ("$bytes_b64", Value::String(text)) => Expr::Value(Value::Bytes(decoded(&text)?)),
            ("$tuple", Value::List(items)) => Expr::tuple(self.list(items)?),
            ("$map", Value::List(entries)) => self.map(entries)?,
            _ => return Err(format!("unknown form `{form}`")),
        };
        match options.first() {
            None => Ok(expr),
            Some((unknown, _)) => Err(format!("`{form}` has no member `{unknown}`")),
        }
    }

    fn file(&mut self, mut members: Members) -> Result<File, String> {
        let (path, bytes) = (members.shift_remove("path"), members.shift_remove("bytes"));
        let content = members.shift_remove("content_b64");
        let mut file = match (path, bytes, content) {
            (Some(path), None, None) => file(self.expr(path)?),
            (None, Some(bytes), None) => file_of(self.expr(bytes)?),
            (None, None, Some(Value::String(text))) => file_of(Value::Bytes(decoded(&text)?)),
            _ => return Err("`$file` has either a `path` or a `content_b64`".to_owned()),
        };
        for (member, value) in members {
            let value = self.expr(value)?;
            file = match member.as_str() {
                "filename" => file.filename(value),
                "content_type" => file.content_type(value),
                "headers" => file.headers(value),
                unknown => return Err(format!("`$file` has no member `{unknown}`")),
            };
        }
        Ok(file)
    }

    fn map(&mut self, entries: Vec<Value>) -> Result<Expr, String> {
        let mut pairs = Vec::with_capacity(entries.len());
        for entry in entries {
            let Value::List(entry) = entry else {
                return Err("an entry of `$map` is a list".to_owned());
            };
            let mut entry = self.list(entry)?.into_iter();
            match (entry.next(), entry.next(), entry.next()) {
                (Some(key), Some(value), None) => pairs.push((key, value)),
                (Some(Expr::Value(Value::Map(members))), None, None) => {
                    let members = members.into_iter();
                    pairs.extend(
                        members.map(|(name, value)| (name.into_expr(), Expr::Value(value))),
                    );
                }
                _ => return Err("an entry of `$map` is a pair, or one map".to_owned()),
            }
        }
        Ok(Expr::map(pairs))
    }
}

/// The fixed JSON form, as [`Serialize`](serde::Serialize) writes it.
///
/// ```
/// use http_step::{Expr, IntoExpr, property};
///
/// let expr: Expr = serde_json::from_str(r#"{"$property": "branch", "default": "main"}"#)?;
/// assert_eq!(expr, property("branch").default("main").into_expr());
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for Expr {
    /// # Errors
    ///
    /// For what is no JSON, an unknown form, and an unknown member of a form.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Reader::new(&mut []).expr(value).map_err(D::Error::custom)
    }
}

fn decoded(text: &str) -> Result<Bytes, String> {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    let bytes = BASE64_STANDARD
        .decode(text)
        .map_err(|error| error.to_string())?;
    Ok(bytes.into())
}
