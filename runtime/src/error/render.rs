use std::borrow::Cow;
use std::fmt;

use http_step_syntax::Problem;

use super::ConfigError;

/// A declaration that could not become a request: a property that is not set, a value that does not
/// fit its place.
///
/// Nothing has been sent when this error occurs; the step ends with EXCEPTION. The text names step and
/// field, says what is wrong and, where there is something to say, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    step: String,
    field: String,
    what: String,
    help: Option<String>,
}

impl RenderError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            step: String::new(),
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
    pub(crate) fn within(mut self, name: impl AsRef<str>) -> Self {
        let name = name.as_ref();
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

    /// The same error in a list of pairs: `0.1.a` is `NAME.a`, where `name` knows that of the pair.
    pub(crate) fn in_pair(mut self, name: impl FnOnce(usize) -> Option<String>) -> Self {
        let mut path = self.field.splitn(3, '.');
        let index = path.next().and_then(|index| index.parse().ok());
        if let (Some(index), Some("1")) = (index, path.next())
            && let Some(name) = name(index)
        {
            self.field = match path.next() {
                Some(rest) => format!("{name}.{rest}"),
                None => name,
            };
        }
        self
    }

    /// The same error, of the step of that name.
    pub(crate) fn of(mut self, step: &str) -> Self {
        step.clone_into(&mut self.step);
        self
    }

    /// The same error with its text as it may be shown.
    pub(crate) fn shown(mut self, show: impl Fn(&str) -> Cow<'_, str>) -> Self {
        self.field = show(&self.field).into_owned();
        self.what = show(&self.what).into_owned();
        self.help = self.help.map(|help| show(&help).into_owned());
        self
    }

    /// The name of the step; empty where it is about an expression that stands alone.
    #[must_use]
    pub fn step(&self) -> &str {
        &self.step
    }

    /// Where in the step the error is, as a path: `url`, `data.builder`, `json.tags.1`; empty where it is
    /// about an expression that stands alone.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What is wrong, without the place and without advice.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }
}

/// What the rules of the language say of a text that came out of an expression.
impl From<Problem> for RenderError {
    fn from(problem: Problem) -> Self {
        Self::new(problem.what).help(problem.help)
    }
}

/// What is wrong with an expression is so when it is rendered: with its place in the template.
impl From<ConfigError> for RenderError {
    fn from(error: ConfigError) -> Self {
        let help = error.help().map(str::to_owned);
        let wrong = Self::new(error.to_string()).help(help);
        if error.place.is_empty() {
            return wrong;
        }
        wrong.at(&error.place)
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.step.as_str(), self.field.as_str()) {
            ("", "") => {}
            ("", field) => write!(f, "`{field}`: ")?,
            (step, "") => write!(f, "step `{step}`: ")?,
            (step, field) => write!(f, "step `{step}`, `{field}`: ")?,
        }
        f.write_str(&self.what)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for RenderError {}
