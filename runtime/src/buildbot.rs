//! Where Buildbot's behaviour and ours differ: the one place that knows.

mod http;
mod logic;
mod members;
mod native;
mod number;
mod printf;
mod python;
mod refuse;
mod rules;

use std::borrow::Cow;

use http_step_syntax::Operator;
use http_step_syntax::template::Conversion;

pub(crate) use logic::{
    compiled as compiled_pattern, first_group, is_match, parsed as parsed_pattern,
};
pub(crate) use members::Members;
pub(crate) use refuse::{bound, weight_of_one};

use crate::error::RenderError;
use crate::value::Value;
use printf::Shape;

/// How values read: as JSON (the default), or as Buildbot's Python reads them.
///
/// `Buildbot` is for people who migrate a build and want the bytes on the wire to stay as they were.
///
/// ```
/// use http_step::{BuildFactory, Dialect};
///
/// let build = BuildFactory::new().build().dialect(Dialect::Buildbot);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// JSON's texts (`true`, `1.0`, `["a"]`), a falsy property is its value, parameters in the order of
    /// writing, a property that is not set is an error.
    #[default]
    Native,
    /// Python's texts (`True`, `1e+16`, `['a']`), a falsy property without default is None, parameters
    /// sorted by key, a property that is not set is None.
    Buildbot,
}

impl Dialect {
    /// The text of a value where text is shown or put together; null is nothing in Native.
    pub(crate) fn text(self, value: &Value) -> Cow<'_, str> {
        match (self, value) {
            (_, Value::String(text)) => Cow::Borrowed(text),
            (Self::Buildbot, value) => Cow::Owned(python::str(value)),
            (Self::Native, Value::Null) => Cow::Borrowed(""),
            (Self::Native, Value::Bytes(bytes)) => String::from_utf8_lossy(bytes),
            (Self::Native, value) => Cow::Owned(value.to_string()),
        }
    }

    /// The value that an operator makes of two others; `Not` does not look at the right one.
    ///
    /// # Errors
    ///
    /// For values that the operator does not take, division by zero, and results that are too large.
    pub(crate) fn operate(
        self,
        operator: Operator,
        left: &Value,
        right: &Value,
    ) -> Result<Value, RenderError> {
        match (operator, self) {
            (Operator::And, _) => Ok(Value::Bool(!left.is_falsy() && !right.is_falsy())),
            (Operator::Or, _) => Ok(Value::Bool(!left.is_falsy() || !right.is_falsy())),
            (Operator::Not, _) => Ok(Value::Bool(left.is_falsy())),
            (Operator::Matches, _) => logic::matches(left, right).map(Value::Bool),
            (Operator::Contains, dialect) => dialect.operate(Operator::In, right, left),
            (operator, Self::Native) => native::operate(operator, left, right),
            (operator, Self::Buildbot) => python::operate(operator, left, right),
        }
    }

    /// `template % argument`, as Python does it; `%s`, `%r` and `%a` give the texts of the dialect.
    ///
    /// # Errors
    ///
    /// For a template that does not parse, arguments that do not fit it or have no text in Native, and
    /// texts that are too large.
    pub(crate) fn format(self, template: &str, argument: &Value) -> Result<String, RenderError> {
        self.has_text(argument)?;
        printf::format(template, argument, &|shape, value| self.show(shape, value))
    }

    /// A value as a substitution of a template says, such as the `-10.3s` of `%(prop:name)-10.3s`.
    ///
    /// # Errors
    ///
    /// For a width beyond all sense, and in Native for a value that has no text.
    pub(crate) fn convert(
        self,
        conversion: &Conversion,
        value: &Value,
    ) -> Result<String, RenderError> {
        self.has_text(value)?;
        printf::convert(&conversion.into(), value, &|shape, value| {
            self.show(shape, value)
        })
    }

    /// The keys that a template for [`format`](Self::format) asks for, in order, some more than once.
    ///
    /// # Errors
    ///
    /// For a template that does not parse.
    pub(crate) fn mapping_keys(self, template: &str) -> Result<Vec<String>, RenderError> {
        printf::mapping_keys(template)
    }

    /// Refuses what [`text`](Self::text) could only show in part.
    fn has_text(self, value: &Value) -> Result<(), RenderError> {
        match (self, value) {
            (Self::Buildbot, _) => Ok(()),
            (Self::Native, Value::Tuple(items)) => items.iter().try_for_each(native::has_text),
            (Self::Native, value) => native::has_text(value),
        }
    }

    fn show(self, shape: Shape, value: &Value) -> String {
        match (self, shape) {
            (Self::Buildbot, shape) => python::show(shape, value),
            (Self::Native, Shape::Str) => self.text(value).into_owned(),
            (Self::Native, Shape::Repr) => value.to_string(),
            (Self::Native, Shape::Ascii) => native::ascii(value),
        }
    }

    /// A map to be put together from about that many entries, as the dialect does it.
    pub(crate) fn members(self, capacity: usize) -> Members {
        Members::new(self, capacity)
    }

    /// The bytes of a value in a form, a query, a header or a body: bytes as they are, else its text.
    pub(crate) fn octets(self, value: &Value) -> Result<Cow<'_, [u8]>, RenderError> {
        let text = match (self, value) {
            (_, Value::Bytes(bytes)) => return Ok(Cow::Borrowed(bytes)),
            // What JSON cannot say has no text.
            (
                Self::Native,
                Value::Float(_) | Value::List(_) | Value::Tuple(_) | Value::Map(_) | Value::Dict(_),
            ) => Cow::Owned(native::json(value)?),
            _ => self.text(value),
        };
        Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        })
    }

    /// The values of a field of a form or query: a list repeats the field, null leaves it out.
    ///
    /// In Buildbot lists within lists are flattened, and of a dict only the keys are sent.
    pub(crate) fn repeated(self, value: &Value) -> Result<Vec<Cow<'_, [u8]>>, RenderError> {
        match (self, value) {
            (_, Value::Null) => Ok(Vec::new()),
            (Self::Native, Value::List(items) | Value::Tuple(items)) => items
                .iter()
                .filter(|item| **item != Value::Null)
                .map(|item| self.octets(item))
                .collect(),
            (Self::Buildbot, Value::List(items) | Value::Tuple(items)) => {
                let repeated = items.iter().map(|item| self.repeated(item));
                Ok(repeated.collect::<Result<Vec<_>, _>>()?.concat())
            }
            (Self::Buildbot, Value::Map(members)) => {
                let names = members.keys().map(|name| Cow::Borrowed(name.as_bytes()));
                Ok(names.collect())
            }
            (Self::Buildbot, Value::Dict(entries)) => {
                entries.iter().map(|(key, _)| self.octets(key)).collect()
            }
            (_, value) => Ok(vec![self.octets(value)?]),
        }
    }

    /// The JSON document of a value, in Buildbot to the last blank as Python writes it.
    ///
    /// # Errors
    ///
    /// For what JSON cannot carry: NaN and infinities, bytes, and in Native integers of more than 64 bits
    /// and keys that are no text.
    pub(crate) fn json(self, value: &Value) -> Result<String, RenderError> {
        match self {
            Self::Native => native::json(value),
            Self::Buildbot => python::json(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;
    use serde_json::{Value as Json, json};

    fn of(dialect: Dialect, left: Json, operator: &str, right: Json) -> Option<Value> {
        let operator = Operator::parse(operator).unwrap();
        dialect
            .operate(operator, &left.into_value(), &right.into_value())
            .ok()
    }

    #[test]
    fn the_dialects_share_what_python_does_not_have() {
        let table = [
            (json!([0]), "&&", json!("0"), true),
            (json!(1), "&&", json!([]), false),
            (json!(0), "||", json!("x"), true),
            (json!(""), "!", json!(null), true),
            (json!([1, 2]), "contains", json!(2), true),
            (json!("branch"), "contains", json!("ran"), true),
            (json!("v1.2"), "matches", json!(r"^v\d"), true),
        ];
        for (left, operator, right, expected) in table {
            for dialect in [Dialect::Native, Dialect::Buildbot] {
                let result = of(dialect, left.clone(), operator, right.clone());
                assert_eq!(result, Some(Value::Bool(expected)), "{operator}");
            }
        }
    }

    #[test]
    fn the_dialects_differ_where_python_and_json_do() {
        let table = [
            (
                json!(true),
                "==",
                json!(1),
                Some(json!(false)),
                Some(json!(true)),
            ),
            (json!(6), "/", json!(3), Some(json!(2)), Some(json!(2.0))),
            (json!("ab"), "*", json!(2), None, Some(json!("abab"))),
            (json!("<%s>"), "%", json!(1), None, Some(json!("<1>"))),
            (
                json!([1]),
                "contains",
                json!(true),
                Some(json!(false)),
                Some(json!(true)),
            ),
        ];
        for (left, operator, right, native, buildbot) in table {
            for (dialect, expected) in [(Dialect::Native, native), (Dialect::Buildbot, buildbot)] {
                let result = of(dialect, left.clone(), operator, right.clone());
                assert_eq!(result, expected.map(IntoValue::into_value), "{operator}");
            }
        }
    }

    #[test]
    fn templates_have_the_texts_of_the_dialect() {
        let argument = Value::Tuple(vec![
            true.into_value(),
            ["é"].into_value(),
            "é".into_value(),
        ]);
        let format = |dialect: Dialect| dialect.format("%s %r %a", &argument);
        assert_eq!(
            format(Dialect::Native).as_deref(),
            Ok("true [\"é\"] \"\\u00e9\"")
        );
        assert_eq!(
            format(Dialect::Buildbot).as_deref(),
            Ok("True ['é'] '\\xe9'")
        );
        let conversion = Conversion {
            width: 6,
            precision: Some(3),
            ..Conversion::default()
        };
        let convert = |dialect: Dialect| dialect.convert(&conversion, &true.into_value());
        assert_eq!(convert(Dialect::Native).as_deref(), Ok("   tru"));
        assert_eq!(convert(Dialect::Buildbot).as_deref(), Ok("   Tru"));
    }
}
