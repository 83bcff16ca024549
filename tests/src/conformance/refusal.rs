//! Why an expression or a step can't be constructed.

use std::fmt;

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RefusalKind {
    /// A method that Buildbot does not know.
    Method,
    /// An argument that is missing, unknown, or given twice.
    Argument,
    /// A name of the step that is no text.
    Name,
    /// Names of hidden header fields that are no texts.
    HiddenFields,
    /// A key of a dict that Python can't hash.
    Key,
    /// An integer of more than 128 bits.
    Integer,
    /// An expression that can't be built.
    Expression,
}

impl RefusalKind {
    /// What a recorded error is about.
    fn of(recorded: &str) -> Self {
        const KINDS: [(&str, RefusalKind); 9] = [
            ("Wrong method given: ", RefusalKind::Method),
            ("unexpected keyword argument", RefusalKind::Argument),
            ("required positional argument", RefusalKind::Argument),
            (
                "multiple values for keyword argument",
                RefusalKind::Argument,
            ),
            ("must be an instance of", RefusalKind::Name),
            ("has no attribute 'casefold'", RefusalKind::HiddenFields),
            ("object is not iterable", RefusalKind::HiddenFields),
            ("unhashable type", RefusalKind::Key),
            ("integer out of range", RefusalKind::Integer),
        ];
        let mut kinds = KINDS.iter();
        let known = kinds.find(|(text, _)| recorded.contains(text));
        known.map_or(Self::Expression, |(_, kind)| *kind)
    }
}

/// A refusal, with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) kind: RefusalKind,
    pub(super) text: String,
}

impl Refusal {
    /// Compares with a recorded error: it is about the same, names the same argument, and has the same text where
    /// the text is Buildbot's own.
    pub(super) fn compare(&self, recorded: &str) -> Result<(), String> {
        let kind = RefusalKind::of(recorded);
        let is_same = kind == self.kind
            && match kind {
                RefusalKind::Argument => {
                    last_quoted(recorded).is_some_and(|name| last_quoted(&self.text) == Some(name))
                }
                RefusalKind::Expression => is_of_python(recorded) || self.text.contains(recorded),
                _ => true,
            };
        if is_same {
            return Ok(());
        }
        Err(format!(
            "config_error: expected {recorded:?} ({kind:?}), got {self}"
        ))
    }
}

impl From<String> for Refusal {
    fn from(text: String) -> Self {
        Self {
            kind: RefusalKind::Expression,
            text,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ({:?})", self.text, self.kind)
    }
}

/// Whether an error begins with the class of an exception that is not Buildbot's own.
fn is_of_python(recorded: &str) -> bool {
    let class = recorded.split_once(": ").map_or("", |(class, _)| class);
    class.ends_with("Error") && class.chars().all(char::is_alphanumeric)
}

fn last_quoted(text: &str) -> Option<&str> {
    let (rest, _) = text.rsplit_once('\'')?;
    rest.rsplit_once('\'').map(|(_, name)| name)
}
