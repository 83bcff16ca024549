use std::fmt;
use std::ops::Range;

use http_step_syntax::Problem;

/// A mistake in an expression that can be seen before anything is rendered: Buildbot's `ConfigErrors`.
///
/// The macros find it when the code compiles; for expressions put together by hand it is found when they
/// are checked or rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    what: String,
    help: Option<String>,
    range: Range<usize>,
    /// The substitution that the range is a part of, where it is.
    pub(super) place: String,
}

/// The `%(…)s` around a place in a template, as far as it goes.
fn substitution<'t>(template: &'t str, place: &Range<usize>) -> &'t str {
    let at = template.get(place.clone()).unwrap_or_default();
    let before = template.get(..place.start).unwrap_or_default();
    let start = match before.rfind("%(") {
        Some(start) if !at.starts_with('%') => start,
        _ => return whole(template.get(place.start..).unwrap_or_default(), at),
    };
    whole(template.get(start..).unwrap_or_default(), at)
}

/// A substitution up to the letter behind its parenthesis; what is none is `other`.
fn whole<'t>(text: &'t str, other: &'t str) -> &'t str {
    if !text.starts_with("%(") {
        return other;
    }
    let mut open = 0_usize;
    for (index, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => continue,
        }
        if open == 0 {
            let rest = text.get(index + 1..).unwrap_or_default();
            let letter = rest.chars().next().map_or(0, char::len_utf8);
            return text.get(..index + 1 + letter).unwrap_or(text);
        }
    }
    text
}

impl ConfigError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self::in_template(Problem::new(0..0, what), "")
    }

    /// A mistake in a template.
    pub(crate) fn in_template(problem: Problem, template: &str) -> Self {
        Self {
            place: substitution(template, &problem.range).to_owned(),
            what: problem.what,
            help: problem.help,
            range: problem.range,
        }
    }

    /// The bytes of the template at fault; empty where it is not about a template.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What to write instead, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// What is wrong, in Buildbot's words where it has some.
impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for ConfigError {}
