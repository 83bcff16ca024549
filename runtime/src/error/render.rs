use std::borrow::Cow;
use std::fmt;

use http_step_syntax::Problem;

/// A declaration that could not become a request: a property that is not set, a value that does not
/// fit its place.
///
/// Nothing has been sent when this error occurs; the step ends with EXCEPTION. The text names the
/// field, says what is wrong and, where there is something to say, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    field: String,
    what: String,
    help: Option<String>,
}

impl RenderError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            field: String::new(),
            what: what.into(),
            help: None,
        }
    }

    pub(crate) fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// The same error one level further out: in the member `name` of what is being rendered.
    pub(crate) fn within(mut self, name: &str) -> Self {
        self.field = if self.field.is_empty() {
            name.to_owned()
        } else {
            format!("{name}.{}", self.field)
        };
        self
    }

    /// The same error with its place in a template; the innermost says it all.
    pub(crate) fn at(self, place: &str) -> Self {
        if self.field.starts_with("%(") {
            self
        } else {
            self.within(place)
        }
    }

    /// The same error with its text as it may be shown.
    pub(crate) fn shown(mut self, show: impl Fn(&str) -> Cow<'_, str>) -> Self {
        self.field = show(&self.field).into_owned();
        self.what = show(&self.what).into_owned();
        self.help = self.help.map(|help| show(&help).into_owned());
        self
    }

    /// Where in the step the error is, as a path: `url`, `data.builder`, `json.tags.1`; empty where it is
    /// about an expression that stands alone.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }
}

/// What the rules of the language say of a text that came out of an expression.
impl From<Problem> for RenderError {
    fn from(problem: Problem) -> Self {
        Self::new(problem.what).help(problem.help)
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "`{}`: ", self.field)?;
        }
        f.write_str(&self.what)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for RenderError {}
