use std::mem;

use http_step_syntax::Operator;
use serde::de::{Deserialize, Deserializer, Error as _};

use super::entries::Entries;
use super::form::{FILE, Form, Members, known};
use crate::error::RenderError;
use crate::expr::{
    Expr, File, IntoExpr, file, file_of, flatten, interpolate, operation, property, raw, secret,
};
use crate::value::Value;

/// Reads expressions. Errors name the member at fault, as a path: `default.left.0`.
pub(crate) struct Reader<'a> {
    /// The Rust expressions that a macro's text refers to; each is taken out. None where somebody else has
    /// written the text, and nobody checked it.
    args: Option<&'a mut [Expr]>,
}

impl<'a> Reader<'a> {
    /// For what a macro has checked and written.
    pub(crate) fn new(args: &'a mut [Expr]) -> Self {
        Self { args: Some(args) }
    }

    /// For what nobody has checked.
    pub(crate) fn unchecked() -> Self {
        Self { args: None }
    }

    pub(crate) fn expr(&mut self, value: Value) -> Result<Expr, RenderError> {
        let members = match value {
            Value::List(items) => return self.list(items).map(Expr::list),
            Value::Map(members) => members,
            known => return Ok(Expr::Value(known)),
        };
        match Form::of(members)? {
            Ok(form) => self.form(form),
            Err(members) => {
                let entries = members.into_iter().map(|(name, value)| {
                    let value = self.within(&name, value)?;
                    Ok((name.into_expr(), value))
                });
                entries.collect::<Result<_, _>>().map(Expr::map)
            }
        }
    }

    fn within(&mut self, name: &str, value: Value) -> Result<Expr, RenderError> {
        self.expr(value).map_err(|error| error.within(name))
    }

    fn list(&mut self, items: Vec<Value>) -> Result<Vec<Expr>, RenderError> {
        let items = items.into_iter().enumerate();
        let read = items.map(|(index, item)| self.within(&index.to_string(), item));
        read.collect()
    }

    /// Each form has a function of its own, since their frames are on the stack once for each level.
    fn form(&mut self, mut form: Form) -> Result<Expr, RenderError> {
        let expr = match form.name {
            "$arg" => self.argument(&form),
            "$property" => self.property(&mut form),
            "$interpolate" => self.interpolate(&mut form),
            "$secret" => form.named("a secret").map(|name| secret(name).into_expr()),
            "$op" => self.operation(&mut form),
            "$file" => self.file(&mut form),
            "$flatten" => self.content(form).map(|list| flatten(list).into_expr()),
            "$raw" => self.content(form).map(raw),
            "$bytes_b64" => form.text().and_then(|text| decoded(&text)),
            "$tuple" => self.tuple(&mut form),
            _ => self.map(&mut form),
        }?;
        if self.args.is_none() {
            expr.check_alone()?;
        }
        Ok(expr)
    }

    fn content(&mut self, form: Form) -> Result<Expr, RenderError> {
        self.within(form.name, form.content)
    }

    fn tuple(&mut self, form: &mut Form) -> Result<Expr, RenderError> {
        self.list(form.list()?).map(Expr::tuple)
    }

    fn property(&mut self, form: &mut Form) -> Result<Expr, RenderError> {
        let mut property = property(form.named("a property")?);
        if let Some(default) = form.take("default") {
            property = property.default(self.within("default", default)?);
        }
        if let Some(replaces) = form.flag("default_when_false")? {
            property = property.default_when_false(replaces);
        }
        Ok(property.into_expr())
    }

    /// The Rust expression that stands there, in the text that a macro writes.
    fn argument(&mut self, form: &Form) -> Result<Expr, RenderError> {
        let Some(args) = &mut self.args else {
            return Err(form.unknown());
        };
        let index = match form.content {
            Value::Integer(index) => usize::try_from(index).ok(),
            _ => None,
        };
        index
            .and_then(|index| args.get_mut(index))
            .map(|arg| mem::replace(arg, Expr::Value(Value::Null)))
            .ok_or_else(|| RenderError::new(format!("there is no argument {}", form.content)))
    }

    fn interpolate(&mut self, form: &mut Form) -> Result<Expr, RenderError> {
        let mut text = interpolate(form.text()?);
        for argument in self
            .list(form.list_at("args")?)
            .map_err(|error| error.within("args"))?
        {
            text = text.arg(argument);
        }
        for (name, argument) in form.map_at("kwargs")? {
            if name.is_empty() {
                let error = RenderError::new("the name of an argument is not empty");
                return Err(error.within("kwargs"));
            }
            let argument = self.within(&name, argument);
            text = text.kwarg(name, argument.map_err(|error| error.within("kwargs"))?);
        }
        Ok(text.into_expr())
    }

    fn operation(&mut self, form: &mut Form) -> Result<Expr, RenderError> {
        let spelling = form.text()?;
        let operator = Operator::parse(&spelling)
            .ok_or_else(|| RenderError::new(format!("`{spelling}` is no operator")))?;
        let mut side = |name: &str| {
            let side = form.take(name).map(|side| self.within(name, side));
            side.transpose()
        };
        let (left, right) = (side("left")?, side("right")?);
        let missing = |name| RenderError::new(format!("`{operator}` has a `{name}`"));
        let left = left.ok_or_else(|| missing("left"))?;
        let right = match (operator, right) {
            (Operator::Not, None) => Expr::Value(Value::Null),
            (Operator::Not, Some(_)) => {
                return Err(RenderError::new(
                    "`!` stands before one value: it has no `right`",
                ));
            }
            (_, right) => right.ok_or_else(|| missing("right"))?,
        };
        Ok(operation(operator, left, right).into_expr())
    }

    fn file(&mut self, form: &mut Form) -> Result<Expr, RenderError> {
        let file = self.file_of(form.map()?);
        let file = file.map_err(|error| error.within("$file"))?;
        Ok(file.into_expr())
    }

    fn file_of(&mut self, mut members: Members) -> Result<File, RenderError> {
        known("$file", &members, &FILE)?;
        let mut take = |name: &str| members.shift_remove(name);
        let mut file = match (take("path"), take("bytes"), take("content_b64")) {
            (Some(path), None, None) => file(self.within("path", path)?),
            (None, Some(bytes), None) => file_of(self.within("bytes", bytes)?),
            (None, None, Some(Value::String(text))) => file_of(decoded(&text)?),
            _ => {
                return Err(RenderError::new(
                    "a file has either a `path` or a `content_b64`, which is text",
                ));
            }
        };
        for (member, value) in members {
            let value = self.within(&member, value)?;
            file = match member.as_str() {
                "filename" => file.filename(value),
                "content_type" => file.content_type(value),
                _ => file.headers(value),
            };
        }
        Ok(file)
    }

    fn map(&mut self, form: &mut Form) -> Result<Expr, RenderError> {
        let mut map = Entries::default();
        for (index, entry) in form.list()?.into_iter().enumerate() {
            let within = |error: RenderError| error.within(&index.to_string());
            let wrong = || within(RenderError::new("an entry of `$map` is a pair, or one map"));
            let Value::List(entry) = entry else {
                return Err(wrong());
            };
            let mut entry = self.list(entry).map_err(within)?.into_iter();
            match (entry.next(), entry.next(), entry.next()) {
                (Some(key), Some(value), None) => map.pair(key, value),
                (Some(Expr::Value(Value::Map(members))), None, None) => map.take_in(members),
                _ => return Err(wrong()),
            }
        }
        Ok(Expr::map(map.entries))
    }
}

impl Expr {
    /// The expression of a JSON text in the fixed form.
    ///
    /// # Errors
    ///
    /// Those of [`Deserialize`](serde::Deserialize), and an integer of more than 64 bits, which that takes for
    /// the float next to it.
    ///
    /// ```
    /// use http_step::Expr;
    ///
    /// let error = Expr::from_json(r#"{"a": [{"$proprety": "branch"}]}"#).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "`a.0`: unknown form `$proprety`; did you mean `$property`?"
    /// );
    /// assert!(Expr::from_json("18446744073709551616").is_err());
    /// ```
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let value = Value::from_json(text)?;
        Reader::unchecked()
            .expr(value)
            .map_err(serde_json::Error::custom)
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
    /// For what is no JSON, an unknown form, a member that a form does not have or that is of the wrong
    /// kind, and what [`check`](Self::check) refuses; with the path of the member at fault.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Reader::unchecked().expr(value).map_err(D::Error::custom)
    }
}

fn decoded(text: &str) -> Result<Expr, RenderError> {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    let bytes = BASE64_STANDARD
        .decode(text)
        .map_err(|error| RenderError::new(format!("this is no base64: {error}")))?;
    Ok(Expr::Value(Value::Bytes(bytes.into())))
}
