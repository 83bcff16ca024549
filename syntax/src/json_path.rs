//! JSON paths: `$`, `.name`, `['name']`, `[n]`. That is what of RFC 9535 leads to one value.

mod parse;
mod print;

use alloc::string::String;
use alloc::vec::Vec;

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

/// A step of a [`Path`] from a value into it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// To the member of that name.
    Name(String),
    /// To the item of that index, counted from 0.
    Index(usize),
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// The first problem.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        parse::segments(text).map(|segments| Self { segments })
    }

    /// The way from the document to the value; empty for the document as a whole.
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

/// Whether a name may stand behind a point; all others stand in brackets (RFC 9535, section 2.5.1).
fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(begins_name) && chars.all(|c| begins_name(c) || c.is_ascii_digit())
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}
