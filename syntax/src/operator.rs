use core::fmt;

/// The operators between expressions, as JSON steps spell them.
///
/// ```
/// use http_step_syntax::Operator;
///
/// assert_eq!(Operator::parse("<="), Some(Operator::LessOrEqual));
/// assert_eq!(Operator::In.as_str(), "in");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    /// Division that rounds down; in JSON only, since Rust has no such operator.
    FloorDivide,
    Remainder,
    In,
    Contains,
    Matches,
    And,
    Or,
    /// It has a left operand only.
    Not,
}

impl Operator {
    /// All operators.
    pub const ALL: [Self; 18] = [
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Add,
        Self::Subtract,
        Self::Multiply,
        Self::Divide,
        Self::FloorDivide,
        Self::Remainder,
        Self::In,
        Self::Contains,
        Self::Matches,
        Self::And,
        Self::Or,
        Self::Not,
    ];

    /// Returns the operator of that spelling.
    pub fn parse(spelling: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operator| operator.as_str() == spelling)
    }

    /// Returns its spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::FloorDivide => "//",
            Self::Remainder => "%",
            Self::In => "in",
            Self::Contains => "contains",
            Self::Matches => "matches",
            Self::And => "&&",
            Self::Or => "||",
            Self::Not => "!",
        }
    }

    /// Returns the operator with its operands exchanged; none where that is no comparison.
    ///
    /// ```
    /// use http_step_syntax::Operator;
    ///
    /// assert_eq!(Operator::Less.mirrored(), Some(Operator::Greater));
    /// assert_eq!(Operator::In.mirrored(), None);
    /// ```
    #[must_use]
    pub const fn mirrored(self) -> Option<Self> {
        Some(match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Equal | Self::NotEqual => self,
            _ => return None,
        })
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
