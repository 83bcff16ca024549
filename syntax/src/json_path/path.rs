use alloc::vec::Vec;
use core::fmt;

use super::parse;
use super::segment::Segment;
use crate::Problem;

/// A path to one value in a JSON document.
///
/// ```
/// use http_step_syntax::json_path::{Path, Segment};
///
/// let path = Path::parse("$.tags[0]['deploy-id']").unwrap();
/// let name = |name: &str| Segment::Name(name.to_owned());
/// assert_eq!(path.segments(), [name("tags"), Segment::Index(0), name("deploy-id")]);
/// assert_eq!(path.to_string(), "$.tags[0]['deploy-id']");
/// let problem = Path::parse("$.tags.0").unwrap_err();
/// assert_eq!(problem.help.as_deref(), Some("write `[0]`"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path {
    segments: Vec<Segment>,
}

impl Path {
    /// Parses a path.
    ///
    /// # Errors
    ///
    /// Returns the first problem.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        parse::segments(text).map(|segments| Self { segments })
    }

    /// Returns the steps from the document to the value; none for the document as a whole.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }
}

impl FromIterator<Segment> for Path {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self {
            segments: segments.into_iter().collect(),
        }
    }
}

/// Writes the path as [`Path::parse`] reads it.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        self.segments.iter().try_for_each(|segment| segment.fmt(f))
    }
}
