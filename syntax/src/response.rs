//! The parts of a response, in conditions and captures, and the values that they can be compared with.

use alloc::format;

use crate::json_path::Path;
use crate::{Operator, Problem, cookie, header, nearest, status};

/// A part of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The status code.
    Status,
    /// The body as text.
    Text,
    /// The size of the decoded body in bytes.
    Size,
    /// The duration of the exchange in seconds.
    Duration,
    /// A value in a JSON body, by its path.
    Json,
    /// A header field, by its name.
    Header,
    /// A cookie that was set, by its name.
    Cookie,
    /// The match of the group of a regular expression in the body.
    Matches,
}

/// Names of other clients for a part.
const SYNONYMS: &[(&str, Part)] = &[
    ("body", Part::Text),
    ("code", Part::Status),
    ("content", Part::Text),
    ("cookies", Part::Cookie),
    ("headers", Part::Header),
    ("json_path", Part::Json),
    ("jsonpath", Part::Json),
    ("length", Part::Size),
    ("regex", Part::Matches),
    ("regexp", Part::Matches),
    ("status_code", Part::Status),
    ("time", Part::Duration),
];

impl Part {
    /// All parts.
    pub const ALL: [Self; 8] = [
        Self::Status,
        Self::Text,
        Self::Size,
        Self::Duration,
        Self::Json,
        Self::Header,
        Self::Cookie,
        Self::Matches,
    ];

    /// Returns the part that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == word)
    }

    /// Returns the part that an unknown word was probably meant to be.
    ///
    /// ```
    /// use http_step_syntax::response::Part;
    ///
    /// assert_eq!(Part::meant("body"), Some(Part::Text));
    /// assert_eq!(Part::meant("headr"), Some(Part::Header));
    /// ```
    pub fn meant(word: &str) -> Option<Self> {
        let synonym = SYNONYMS.iter().find(|(other, _)| *other == word);
        synonym
            .map(|(_, part)| *part)
            .or_else(|| Self::parse(nearest(word, Self::ALL.map(Self::as_str))?))
    }

    /// Returns the word of the part.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Text => "text",
            Self::Size => "size",
            Self::Duration => "duration",
            Self::Json => "json",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Matches => "matches",
        }
    }

    /// Returns the member of an object that stands for the part in JSON.
    pub const fn json_form(self) -> &'static str {
        match self {
            Self::Json => "$json",
            Self::Header => "$header",
            Self::Cookie => "$cookie",
            Self::Matches => "$matches",
            Self::Status | Self::Text | Self::Size | Self::Duration => "$response",
        }
    }

    /// Returns an example of the part in the macros.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Json => "`json(\"$.name\")`",
            Self::Header => "`header(\"name\")`",
            Self::Cookie => "`cookie(\"name\")`",
            Self::Matches => "`matches(\"id=(.*)\")`",
            Self::Status => "`status`",
            Self::Text => "`text`",
            Self::Size => "`size`",
            Self::Duration => "`duration`",
        }
    }

    /// Returns an example of the part in JSON.
    pub(crate) const fn json_example(self) -> &'static str {
        match self {
            Self::Json => r#"`{"$json": "$.name"}`"#,
            Self::Header => r#"`{"$header": "name"}`"#,
            Self::Cookie => r#"`{"$cookie": "name"}`"#,
            Self::Matches => r#"`{"$matches": "id=(.*)"}`"#,
            Self::Status => r#"`{"$response": "status"}`"#,
            Self::Text => r#"`{"$response": "text"}`"#,
            Self::Size => r#"`{"$response": "size"}`"#,
            Self::Duration => r#"`{"$response": "duration"}`"#,
        }
    }

    /// Returns what the argument of the part is called; none for a part without an argument.
    pub(crate) const fn argument(self) -> Option<&'static str> {
        match self {
            Self::Json => Some("path"),
            Self::Matches => Some("regular expression"),
            Self::Header | Self::Cookie => Some("name"),
            Self::Status | Self::Text | Self::Size | Self::Duration => None,
        }
    }

    /// Whether every response has exactly one, so that the part takes no argument.
    pub const fn is_bare(self) -> bool {
        self.argument().is_none()
    }

    /// Whether `capture` takes the part.
    pub const fn can_be_captured(self) -> bool {
        !matches!(self, Self::Size | Self::Duration)
    }

    /// Whether the part is a number.
    pub(crate) const fn is_number(self) -> bool {
        matches!(self, Self::Status | Self::Size | Self::Duration)
    }

    const fn is_what(self) -> &'static str {
        match self {
            Self::Status => "a number from 100 to 599",
            Self::Size => "a number of bytes",
            Self::Duration => "a number of seconds",
            _ => "a string",
        }
    }

    /// Checks the path or name of a part; a regular expression is parsed by the caller.
    ///
    /// # Errors
    ///
    /// Returns the first problem.
    pub fn check(self, argument: &str) -> Result<(), Problem> {
        match self {
            Self::Json => Path::parse(argument).map(drop),
            Self::Header => header::name(argument),
            Self::Cookie => cookie::name(argument),
            _ => Ok(()),
        }
    }
}

/// The other operand of a comparison, where it is a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Literal {
    Null,
    Bool,
    Integer(i128),
    Float,
    Text,
    Bytes,
    List,
    Map,
}

impl Literal {
    const fn kind(self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool => "a boolean",
            Self::Integer(..0) => "a negative integer",
            Self::Integer(_) => "an integer",
            Self::Float => "a float",
            Self::Text => "a string",
            Self::Bytes => "bytes",
            Self::List => "a list",
            Self::Map => "a map",
        }
    }
}

/// Checks that an operator makes a condition.
///
/// # Errors
///
/// Returns a problem for operators that join conditions or calculate; its range is empty, and it has no help for
/// those that need another operator.
pub fn condition(operator: Operator) -> Result<(), Problem> {
    let (what, help) = match operator {
        Operator::And => (
            "conditions can't be joined with `&&`".into(),
            Some("write each as an item of `expect`: all of them have to be met"),
        ),
        Operator::Or => (
            "conditions can't be joined with `||`".into(),
            Some("use `in` for one of several values"),
        ),
        Operator::Not => (
            "a condition can't be negated with `!`".into(),
            Some("use the opposite operator, such as `!=`"),
        ),
        Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::FloorDivide
        | Operator::Remainder => (format!("`{operator}` doesn't make a condition"), None),
        _ => return Ok(()),
    };
    let problem = Problem::whole(what);
    Err(match help {
        Some(help) => problem.help(help),
        None => problem,
    })
}

/// Checks that an operator fits the part.
///
/// # Errors
///
/// Returns a problem for a search in a number; its range is empty.
pub fn operator(part: Part, operator: Operator) -> Result<(), Problem> {
    if part.is_number() && matches!(operator, Operator::Contains | Operator::Matches) {
        let what = format!(
            "`{operator}` searches strings, and `{}` is {}",
            part.as_str(),
            part.is_what()
        );
        return Err(Problem::whole(what));
    }
    Ok(())
}

/// Checks that the operator can compare the part with the literal. Of a list at [`Operator::In`], each item has to be
/// checked as if with [`Operator::Equal`].
///
/// # Errors
///
/// Returns a problem for a comparison that is always false; its range is empty.
///
/// ```
/// use http_step_syntax::Operator;
/// use http_step_syntax::response::{Literal, Part, operand};
///
/// assert_eq!(operand(Part::Status, Operator::Equal, Literal::Integer(200)), Ok(()));
/// let problem = operand(Part::Status, Operator::Equal, Literal::Text).unwrap_err();
/// assert_eq!(problem.what, "`status` is a number from 100 to 599, found a string");
/// ```
pub fn operand(part: Part, operator: Operator, literal: Literal) -> Result<(), Problem> {
    let is_known = part.is_number() || part == Part::Text;
    let fits = match (operator, literal) {
        (Operator::In, Literal::List) => true,
        (Operator::In, Literal::Text) if !part.is_number() => true,
        (Operator::In, _) => {
            let what = format!("`in` expects a list, found {}", literal.kind());
            return Err(Problem::whole(what));
        }
        (Operator::Matches, Literal::Text) => true,
        (Operator::Matches, _) => {
            let what = format!("expected a regular expression, found {}", literal.kind());
            return Err(Problem::whole(what));
        }
        (Operator::Contains, literal) => !is_known || literal == Literal::Text,
        (_, Literal::Integer(number)) if part == Part::Status => {
            return status::signed(number).map(drop);
        }
        (_, Literal::Integer(_)) => part != Part::Text,
        (_, Literal::Float) => !matches!(part, Part::Status | Part::Text),
        (_, Literal::Text) => !part.is_number(),
        (_, Literal::Null | Literal::Bool | Literal::Bytes | Literal::List | Literal::Map) => {
            !is_known
        }
    };
    if fits {
        return Ok(());
    }
    let (word, is_what, kind) = (part.as_str(), part.is_what(), literal.kind());
    Err(Problem::whole(format!(
        "`{word}` is {is_what}, found {kind}"
    )))
}

/// Checks the number of groups of a regular expression that captures.
///
/// # Errors
///
/// Returns a problem for any number but one; its range is empty.
pub fn one_group(groups: usize) -> Result<(), Problem> {
    let help = match groups {
        1 => return Ok(()),
        0 => "put parentheses around the part to capture: `id=(.*)`",
        _ => "write `(?:…)` for the groups that are not captured",
    };
    let what = format!("`matches` needs exactly one group, found {groups}");
    Err(Problem::whole(what).help(help))
}
