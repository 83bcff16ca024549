//! The parts of an response that `expect`, `capture` and `poll` speak of, and what they are compared with.

mod problem;

use alloc::format;

use crate::{Operator, Problem, status};

pub use problem::{no_condition, no_part, one_group, two_parts};

/// A part of an response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The status code.
    Status,
    /// The body as text.
    Text,
    /// How many bytes the body has, decoded.
    Size,
    /// How many seconds it took.
    Duration,
    /// A value in a JSON body, by its path.
    Json,
    /// A header field, by its name.
    Header,
    /// A cookie that was set, by its name.
    Cookie,
    /// What the group of a regular expression matches in the body.
    Matches,
}

impl Part {
    /// All of them.
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

    /// The part that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == word)
    }

    /// Its word.
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

    /// How it is written in the macros.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Json => "json(\"$.name\")",
            Self::Header => "header(\"name\")",
            Self::Cookie => "cookie(\"name\")",
            Self::Matches => "matches(\"id=(.*)\")",
            bare => bare.as_str(),
        }
    }

    /// Whether there is one of it in every response, so that its word stands alone.
    pub const fn is_bare(self) -> bool {
        self.is_number() || matches!(self, Self::Text)
    }

    /// Whether `capture` takes it.
    pub const fn can_be_captured(self) -> bool {
        !matches!(self, Self::Size | Self::Duration)
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Status | Self::Size | Self::Duration)
    }

    const fn is_what(self) -> &'static str {
        match self {
            Self::Status => "is a number from 100 to 599",
            Self::Size => "is a number of bytes",
            Self::Duration => "is a number of seconds",
            _ => "is a text",
        }
    }
}

/// What stands on the other side of a comparison, where it is a literal.
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
            Self::Integer(_) => "an integer",
            Self::Float => "a float",
            Self::Text => "a text",
            Self::Bytes => "bytes",
            Self::List => "a list",
            Self::Map => "a map",
        }
    }
}

/// Whether the operator makes a condition.
///
/// # Errors
///
/// For those that join conditions or reckon; the range of the problem is empty.
pub fn condition(operator: Operator) -> Result<(), Problem> {
    let what = match operator {
        Operator::And | Operator::Or => format!("conditions can't be joined with `{operator}`"),
        Operator::Not => "a condition can't be turned around with `!`".into(),
        Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::FloorDivide
        | Operator::Remainder => format!("`{operator}` makes no condition"),
        _ => return Ok(()),
    };
    let help = match operator {
        Operator::And => "write each as an item of `expect`, where all of them have to hold",
        Operator::Or => "write `.in_([…])` for one of several values",
        Operator::Not => "write the opposite operator, like `!=`",
        _ => "compare with one of `== != < <= > >= .in_([…]) .contains(…) .matches(\"…\")`",
    };
    Err(Problem::new(0..0, what).help(help))
}

/// Whether the operator fits the part.
///
/// # Errors
///
/// For a number in which something is looked for; the range of the problem is empty.
pub fn operator(part: Part, operator: Operator) -> Result<(), Problem> {
    if part.is_number() && matches!(operator, Operator::Contains | Operator::Matches) {
        let what = format!(
            "`{}` {}, and `{operator}` looks into texts",
            part.as_str(),
            part.is_what()
        );
        let help = "compare with one of `== != < <= > >= .in_([…])`";
        return Err(Problem::new(0..0, what).help(help));
    }
    Ok(())
}

/// Whether the part can be compared like this with the literal. Of a list at [`Operator::In`], each item is
/// to be asked for, as if with [`Operator::Equal`].
///
/// # Errors
///
/// For what never holds; the range of the problem is empty.
///
/// ```
/// use http_step_syntax::Operator;
/// use http_step_syntax::response::{Literal, Part, operand};
///
/// assert_eq!(operand(Part::Status, Operator::Equal, Literal::Integer(200)), Ok(()));
/// let problem = operand(Part::Status, Operator::Equal, Literal::Text).unwrap_err();
/// assert_eq!(problem.what, "`status` is a number from 100 to 599, not a text");
/// ```
pub fn operand(part: Part, operator: Operator, literal: Literal) -> Result<(), Problem> {
    let is_known = part.is_number() || part == Part::Text;
    let fits = match (operator, literal) {
        (Operator::In, Literal::List) => true,
        (Operator::In, Literal::Text) if !part.is_number() => true,
        (Operator::In, _) => {
            let what = format!("`in` looks into a list, not {}", literal.kind());
            return Err(Problem::new(0..0, what).help("write `.in_([value, …])`"));
        }
        (Operator::Matches, Literal::Text) => true,
        (Operator::Matches, _) => {
            let what = format!("a regular expression is a text, not {}", literal.kind());
            return Err(Problem::new(0..0, what).help("write `.matches(\"…\")`"));
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
    Err(Problem::new(
        0..0,
        format!("`{word}` {is_what}, not {kind}"),
    ))
}
