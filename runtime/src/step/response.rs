//! Parts of an answer, and what is expected of them.

use std::fmt;

use http_step_syntax::Operator;
use http_step_syntax::json_path::Path;
use regex::Regex;

use super::prepared::Prepared;
use crate::error::RenderError;
use crate::expr::{Expr, IntoExpr};
use crate::value::Value;

/// A part of an answer: in `expect`, `capture` and `poll`.
///
/// ```
/// use http_step::ResponsePart;
///
/// assert_eq!(ResponsePart::json("$.id").to_string(), "json(\"$.id\")");
/// assert_eq!(ResponsePart::STATUS.to_string(), "status");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsePart(pub(crate) PartKind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    Status,
    Text,
    Size,
    Duration,
    Json(Prepared<Path>),
    Header(String),
    Cookie(String),
    Matches(Prepared<Regex>),
}

/// Parses the path of [`Part::Json`].
///
/// # Errors
///
/// Returns the first problem of the path.
pub(crate) fn parse_path(text: &str) -> Result<Path, RenderError> {
    Ok(Path::parse(text)?)
}

impl ResponsePart {
    /// Returns the path of a part of a JSON body, unless it is wrong.
    pub(crate) fn json_path(&self) -> Option<&Path> {
        match &self.0 {
            PartKind::Json(path) => path.get(parse_path).ok(),
            _ => None,
        }
    }

    /// The status code.
    pub const STATUS: Self = Self(PartKind::Status);
    /// The body as text.
    pub const TEXT: Self = Self(PartKind::Text);
    /// The length of the body in bytes, after decoding.
    pub const SIZE: Self = Self(PartKind::Size);
    /// Seconds from asking to the end of the answer, with the redirects on the way.
    pub const DURATION: Self = Self(PartKind::Duration);

    /// Whether it is read from the body.
    pub(crate) fn is_of_body(&self) -> bool {
        matches!(
            self.0,
            PartKind::Text | PartKind::Json(_) | PartKind::Matches(_)
        )
    }

    /// What stands at a path in the body: `$`, `.name`, `['name']`, `[n]`.
    #[must_use]
    pub fn json(path: impl Into<String>) -> Self {
        Self(PartKind::Json(Prepared::new(path)))
    }

    /// The value of a header field; of several with that name all, joined by a comma.
    #[must_use]
    pub fn header(name: impl Into<String>) -> Self {
        Self(PartKind::Header(name.into()))
    }

    /// The value of a cookie that the answer sets.
    #[must_use]
    pub fn cookie(name: impl Into<String>) -> Self {
        Self(PartKind::Cookie(name.into()))
    }

    /// What the one group of a regular expression matches in the body.
    #[must_use]
    pub fn matches(pattern: impl Into<String>) -> Self {
        Self(PartKind::Matches(Prepared::new(pattern)))
    }
}

impl fmt::Display for ResponsePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            PartKind::Status => f.write_str("status"),
            PartKind::Text => f.write_str("text"),
            PartKind::Size => f.write_str("size"),
            PartKind::Duration => f.write_str("duration"),
            PartKind::Json(path) => write!(f, "json({path:?})"),
            PartKind::Header(name) => write!(f, "header({name:?})"),
            PartKind::Cookie(name) => write!(f, "cookie({name:?})"),
            PartKind::Matches(pattern) => write!(f, "matches({pattern:?})"),
        }
    }
}

/// What is expected of an answer: a part of it, an operator, and a value.
///
/// ```
/// use http_step::{ResponsePart, Condition, HttpStep, Operator};
///
/// let accepted = Condition::new(ResponsePart::json("$.state"), Operator::Equal, "accepted");
/// let step = HttpStep::get("https://ci.example.com/").expect(accepted);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub(crate) part: ResponsePart,
    pub(crate) operator: Operator,
    pub(crate) operand: Expr,
    /// The operand of [`Operator::Matches`], where it is a literal.
    pub(crate) pattern: Option<Prepared<Regex>>,
}

impl Condition {
    /// That a part of the answer compares in this way with a value.
    #[must_use]
    pub fn new(part: ResponsePart, operator: Operator, operand: impl IntoExpr) -> Self {
        let operand = operand.into_expr();
        let pattern = match (operator, &operand) {
            (Operator::Matches, Expr::Value(Value::String(pattern))) => {
                Some(Prepared::new(pattern))
            }
            _ => None,
        };
        Self {
            part,
            operator,
            operand,
            pattern,
        }
    }
}

/// A part of the answer that becomes a property, or a secret.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Capture {
    pub(crate) property: String,
    pub(crate) part: ResponsePart,
    pub(crate) as_type: Option<CaptureType>,
}

/// What a part of an answer becomes: `as u64` of the macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptureType {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// An integer from 0.
    U64,
    /// An integer.
    I64,
    /// A number.
    F64,
    /// Text that is hidden from then on, and known by its name to `Secret("name")`.
    Secret,
}

impl CaptureType {
    /// The type as it is written.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Bool => "bool",
            Self::U64 => "u64",
            Self::I64 => "i64",
            Self::F64 => "f64",
            Self::Secret => "Secret",
        }
    }

    pub(crate) const ALL: [Self; 6] = [
        Self::String,
        Self::Bool,
        Self::U64,
        Self::I64,
        Self::F64,
        Self::Secret,
    ];
}
