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
                    let name = last_quoted(&self.text);
                    name.is_some_and(|name| recorded.contains(&format!("'{name}'")))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(kind: RefusalKind, text: &str) -> Refusal {
        let text = text.to_owned();
        Refusal { kind, text }
    }

    #[test]
    fn a_refusal_is_about_what_was_recorded() {
        use RefusalKind as Kind;
        let table = [
            (
                "Wrong method given: 'PATCH' is not known",
                refusal(Kind::Method, "unknown method"),
            ),
            (
                "<class 'x.GET'>.__init__ got unexpected keyword argument(s) ['a', 'retries']",
                refusal(Kind::Argument, "unknown argument 'retries'"),
            ),
            (
                "TypeError: GET.__init__() missing 1 required positional argument: 'url'",
                refusal(Kind::Argument, "missing argument 'url'"),
            ),
            (
                "GET argument name must be an instance of str",
                refusal(Kind::Name, "no text"),
            ),
            (
                "AttributeError: 'Property' object has no attribute 'casefold'",
                refusal(Kind::HiddenFields, "no text"),
            ),
            (
                "TypeError: unhashable type: 'Property'",
                refusal(Kind::Key, "unhashable"),
            ),
            (
                "integer out of range",
                refusal(Kind::Integer, "integer out of range"),
            ),
            (
                "invalid Interpolate selector 'nope'",
                refusal(Kind::Expression, "invalid Interpolate selector 'nope'"),
            ),
            (
                "TypeError: %d format: a real number is required, not str",
                refusal(Kind::Expression, "`%d` takes a number"),
            ),
        ];
        for (index, (recorded, own)) in table.iter().enumerate() {
            assert_eq!(own.compare(recorded), Ok(()));
            for (other, (_, refusal)) in table.iter().enumerate() {
                let is_expression = own.kind == Kind::Expression && refusal.kind == own.kind;
                if other != index && !is_expression {
                    assert!(refusal.compare(recorded).is_err(), "{refusal}: {recorded}");
                }
            }
        }
        let other = refusal(Kind::Expression, "invalid Interpolate selector 'other'");
        assert!(
            other
                .compare("invalid Interpolate selector 'nope'")
                .is_err()
        );
        let other = refusal(Kind::Argument, "unknown argument 'tries'");
        assert!(
            other
                .compare("unexpected keyword argument(s) ['retries']")
                .is_err()
        );
    }
}
