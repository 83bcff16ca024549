use std::fmt;

/// A step that cannot be written as JSON: it holds a closure or a credential, or is a step of your own.
///
/// ```
/// use http_step::{BuildFactory, get};
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(get!("https://ci.example.com/", do_step_if: |properties| properties.get("branch").is_some()));
/// let error = factory.to_json().unwrap_err();
/// assert_eq!(error.path(), "steps[0].do_step_if");
/// assert_eq!(error.to_string(), "`steps[0].do_step_if`: a closure cannot be written as JSON");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSerializable {
    path: String,
    what: String,
}

impl NotSerializable {
    /// What is said of a closure.
    pub(crate) const CLOSURE: &str = "a closure cannot be written as JSON";

    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            what: what.into(),
        }
    }

    /// The same error one level further out: in the member `name` of what is being written, or at `[index]`.
    pub(crate) fn within(mut self, name: impl AsRef<str>) -> Self {
        let name = name.as_ref();
        let separator = match self.path.as_str() {
            "" => "",
            path if path.starts_with('[') => "",
            _ => ".",
        };
        self.path = format!("{name}{separator}{}", self.path);
        self
    }

    /// Where it is, as a path: `steps[2].do_step_if`, `poll.cancel.hooks`; the place of the step where it is
    /// about the step as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What has no JSON form, without the place.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }
}

impl fmt::Display for NotSerializable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.what),
            path => write!(f, "`{path}`: {}", self.what),
        }
    }
}

impl std::error::Error for NotSerializable {}
