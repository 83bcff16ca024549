//! Where Buildbot's behaviour and ours differ: the one place that knows.

mod logic;
mod members;
mod native;
mod number;
mod printf;
mod python;
mod refuse;

use std::borrow::Cow;

use http_step_syntax::template::Conversion;
use http_step_syntax::{Operator, cookie};

pub(crate) use logic::{compiled as compiled_pattern, first_group, parsed as parsed_pattern};
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

    /// The bytes of a header's text: UTF-8, or Buildbot's latin-1, which not every text has.
    pub(crate) fn header_octets(self, text: &str) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Native => Some(Cow::Borrowed(text.as_bytes())),
            Self::Buildbot => text
                .chars()
                .map(|c| u8::try_from(c).ok())
                .collect::<Option<Vec<u8>>>()
                .map(Cow::Owned),
        }
    }

    /// The text of the bytes of a header field: UTF-8 where it is, and in Buildbot always latin-1.
    pub(crate) fn header_text(self, octets: &[u8]) -> Cow<'_, str> {
        match (self, std::str::from_utf8(octets)) {
            (Self::Native, Ok(text)) => Cow::Borrowed(text),
            _ => octets.iter().map(|&octet| char::from(octet)).collect(),
        }
    }

    /// A `Set-Cookie` whose cookie has a value, and whether the value is missing: only Buildbot takes a
    /// name alone for a cookie (RFC 6265, section 5.2, does not).
    pub(crate) fn cookie_with_value(self, text: &str) -> (Cow<'_, str>, bool) {
        let (pair, attributes) = text.split_at(text.find(';').unwrap_or(text.len()));
        if self == Self::Native || pair.contains('=') || pair.trim().is_empty() {
            return (Cow::Borrowed(text), false);
        }
        (Cow::Owned(format!("{}={attributes}", pair.trim())), true)
    }

    /// The name of a header field that is a value.
    pub(crate) fn field_name(self, name: &Value) -> Result<Cow<'_, str>, RenderError> {
        let text = match (self, name) {
            (Self::Native, name) => return Ok(self.text(name)),
            (Self::Buildbot, Value::String(name)) => Some(name.as_str()),
            (Self::Buildbot, Value::Bytes(name)) => std::str::from_utf8(name).ok(),
            (Self::Buildbot, _) => None,
        };
        text.map(Cow::Borrowed)
            .ok_or_else(|| RenderError::new("the name of a header field is text"))
    }

    /// The bytes of a header field's value: text, and in Native numbers and booleans too. In Buildbot none
    /// begins with a blank.
    pub(crate) fn field_octets(self, value: &Value) -> Result<Cow<'_, [u8]>, RenderError> {
        let octets = match value {
            Value::Bytes(bytes) => Cow::Borrowed(bytes.as_ref()),
            Value::String(text) => self
                .header_octets(text)
                .ok_or_else(|| RenderError::new("the text has characters beyond latin-1"))?,
            Value::Bool(_) | Value::Integer(_) | Value::Float(_) if self == Self::Native => {
                self.octets(value)?
            }
            other => {
                return Err(RenderError::new(format!(
                    "the value of a header field is text, not {}",
                    other.kind()
                )));
            }
        };
        let begins_blank = match value {
            Value::String(text) => text.starts_with(char::is_whitespace),
            _ => octets.first().is_some_and(u8::is_ascii_whitespace),
        };
        if self == Self::Buildbot && begins_blank {
            return Err(RenderError::new("the value begins with a blank"));
        }
        Ok(octets)
    }

    /// The bytes of a user's name or of a password.
    pub(crate) fn credential_octets(self, value: &Value) -> Result<Cow<'_, [u8]>, RenderError> {
        let text = match value {
            Value::Bytes(bytes) => return Ok(Cow::Borrowed(bytes)),
            value => self.text(value),
        };
        let octets = self.header_octets(&text).map(Cow::into_owned);
        octets
            .map(Cow::Owned)
            .ok_or_else(|| RenderError::new("the text has characters beyond latin-1"))
    }

    /// The value of a cookie; None leaves the cookie out. In Buildbot the value is text, goes out as it is,
    /// and may be missing (`Some(None)`).
    pub(crate) fn cookie(
        self,
        name: &str,
        value: &Value,
    ) -> Result<Option<Option<String>>, RenderError> {
        let value = match (self, value) {
            (Self::Native, Value::Null) => return Ok(None),
            (Self::Buildbot, Value::Null) => None,
            (Self::Buildbot, Value::String(text)) => Some(python::cookie_value(text)),
            (Self::Native, value) => {
                Some(String::from_utf8_lossy(&self.octets(value)?).into_owned())
            }
            (Self::Buildbot, other) => {
                return Err(RenderError::new(format!(
                    "the value of a cookie is text, not {}",
                    other.kind()
                )));
            }
        };
        if self == Self::Native {
            cookie::name(name)
                .and_then(|()| cookie::value(value.as_deref().unwrap_or_default()))?;
        }
        Ok(Some(value))
    }

    /// The values of a field of a form with files: as in [`repeated`](Self::repeated), but in Buildbot
    /// each as one text.
    pub(crate) fn form_values(self, value: &Value) -> Result<Vec<Cow<'_, [u8]>>, RenderError> {
        match (self, value) {
            (Self::Buildbot, Value::List(items) | Value::Tuple(items)) => {
                let items = items.iter().filter(|item| **item != Value::Null);
                items.map(|item| self.octets(item)).collect()
            }
            (_, value) => self.repeated(value),
        }
    }

    /// The members of a pair where one value could stand too, as in `(connect, read)`: in Buildbot a tuple,
    /// never a list.
    pub(crate) fn pair(self, value: &Value) -> Option<[&Value; 2]> {
        match (self, value) {
            (_, Value::Tuple(items)) | (Self::Native, Value::List(items)) => match items.as_slice()
            {
                [first, second] => Some([first, second]),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a field counts as given: in Buildbot what is falsy does not.
    pub(crate) fn is_given(self, value: &Value) -> bool {
        match self {
            Self::Native => *value != Value::Null,
            Self::Buildbot => !value.is_falsy(),
        }
    }

    /// Whether a condition holds: of any value in Buildbot.
    pub(crate) fn truth(self, value: &Value) -> Result<bool, RenderError> {
        match (self, value) {
            (_, Value::Bool(holds)) => Ok(*holds),
            (Self::Buildbot, value) => Ok(!value.is_falsy()),
            (Self::Native, other) => Err(RenderError::new(format!(
                "this is true or false, not {}",
                other.kind()
            ))),
        }
    }

    /// What is said of a secret that nobody knows: in Buildbot its own words.
    pub(crate) fn no_secret(self, name: &str, has_service: bool, ours: RenderError) -> RenderError {
        match (self, has_service) {
            (Self::Native, _) => ours,
            (Self::Buildbot, false) => RenderError::new(
                "secrets service not started, need to configure SecretManager in c['services'] to use \
                 'secrets'in Interpolate",
            ),
            (Self::Buildbot, true) => {
                RenderError::new(format!("secret key {name} is not found in any provider"))
            }
        }
    }

    /// Whether a property that is set, but falsy, counts as not set where the step does not say.
    pub(crate) fn default_when_false(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a property that is not set and has no default is an error, rather than None.
    pub(crate) fn refuses_unset(self) -> bool {
        self == Self::Native
    }

    /// Whether requests look at the environment of the process (proxies, bundles, `.netrc`) where the
    /// session was not given one.
    pub(crate) fn looks_at_environment(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether a cookie whose `Max-Age` is no number is dropped, rather than kept without it.
    pub(crate) fn drops_bad_max_age(self) -> bool {
        self == Self::Buildbot
    }

    /// Puts the parameters of the query in the order in which they are sent: in Buildbot sorted by key.
    ///
    /// # Errors
    ///
    /// For keys between which Python has no order, such as a number and a text.
    pub(crate) fn sort_params<T>(
        self,
        params: Vec<T>,
        key: impl Fn(&T) -> Value,
    ) -> Result<Vec<T>, RenderError> {
        if self == Self::Native {
            return Ok(params);
        }
        let keyed = params.into_iter().map(|param| (key(&param), param));
        let mut keyed: Vec<_> = keyed.collect();
        python::sort(&mut keyed, |(key, _)| key)?;
        Ok(keyed.into_iter().map(|(_, param)| param).collect())
    }

    /// Whether a list of pairs is as good as a map: in the query, in headers, and in the log of a body.
    /// In Buildbot it is for the body alone.
    pub(crate) fn takes_pairs(self, value: &Value) -> bool {
        self == Self::Native || matches!(value, Value::Map(_) | Value::Dict(_))
    }

    /// Whether the rules of safety hold: what Buildbot would let through is refused.
    pub(crate) fn has_policy(self) -> bool {
        self == Self::Native
    }

    /// A URL before the URL type reads it: as it is, or as `requests` quotes it.
    ///
    /// # Errors
    ///
    /// In Buildbot, for a host that is none.
    pub(crate) fn quoted_url(self, text: &str) -> Result<Cow<'_, str>, RenderError> {
        match self {
            Self::Native => Ok(Cow::Borrowed(text)),
            Self::Buildbot => python::quote_url(text).map(Cow::Owned),
        }
    }

    /// The target of a redirect in the same way; Buildbot leaves its host as it is.
    pub(crate) fn quoted_location(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Native => Cow::Borrowed(text),
            Self::Buildbot => Cow::Owned(python::requote(text)),
        }
    }

    /// Whether a value is escaped for its place in a URL.
    pub(crate) fn escapes_in_urls(self) -> bool {
        self == Self::Native
    }

    /// Whether `json: null` is a document, rather than no body.
    pub(crate) fn has_null_document(self) -> bool {
        self == Self::Native
    }

    /// Whether a text whose charset is not named is latin-1, as Python's `requests` reads it.
    pub(crate) fn text_is_latin1(self) -> bool {
        self == Self::Buildbot
    }

    /// Whether logs show bytes in Python's spelling: `b'…'`.
    pub(crate) fn shows_bytes(self) -> bool {
        self == Self::Buildbot
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
