//! The collector of everything that is wrong with a text: what, and the way to it.

use std::borrow::Cow;
use std::fmt;

use http_step_syntax::Problem;
use http_step_syntax::text::quoted;

/// Who has made more mistakes will want to read the manual first.
const MOST: usize = 100;

/// The longest name in a path that is shown whole, in characters.
const LONGEST_NAME: usize = 64;

/// A step from a value into it.
#[derive(Clone, Debug)]
pub(super) enum Segment<'v> {
    Name(Cow<'v, str>),
    Index(usize),
}

impl<'v> Segment<'v> {
    pub(super) fn name(name: impl Into<Cow<'v, str>>) -> Self {
        Self::Name(name.into())
    }
}

/// The way from the whole text to a value in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Path<'v>(pub(super) Vec<Segment<'v>>);

/// Which end of the way is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// The value, and of a text the bytes of the problem.
    Value,
    /// The name of the member that the value is.
    Name,
}

pub(super) struct Mistake<'v> {
    pub(super) path: Path<'v>,
    pub(super) at: At,
    pub(super) problem: Problem,
    /// Where in the text the value begins, if whoever found the mistake has seen it there.
    pub(super) start: Option<usize>,
}

#[derive(Default)]
pub(super) struct Mistakes<'v> {
    /// Where we are.
    path: Path<'v>,
    found: Vec<Mistake<'v>>,
}

impl<'v> Mistakes<'v> {
    pub(super) fn path(&self) -> &Path<'v> {
        &self.path
    }

    pub(super) fn enter(&mut self, segments: impl IntoIterator<Item = Segment<'v>>) {
        self.path.0.extend(segments);
    }

    /// Goes back to where the path had so many segments.
    pub(super) fn back(&mut self, length: usize) {
        self.path.0.truncate(length);
    }

    /// A problem where we are.
    pub(super) fn here(&mut self, at: At, problem: Problem) {
        self.push(self.path.clone(), at, problem);
    }

    pub(super) fn push(&mut self, path: Path<'v>, at: At, problem: Problem) {
        self.add(Mistake {
            path,
            at,
            problem,
            start: None,
        });
    }

    /// A problem where we are, whose value begins at that byte of the text.
    pub(super) fn seen(&mut self, at: At, problem: Problem, start: usize) {
        self.add(Mistake {
            path: self.path.clone(),
            at,
            problem,
            start: Some(start),
        });
    }

    fn add(&mut self, mistake: Mistake<'v>) {
        if self.found.len() < MOST {
            self.found.push(mistake);
        }
    }

    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    pub(super) fn into_found(self) -> Vec<Mistake<'v>> {
        self.found
    }
}

/// `steps[2].headers.X-Build`; a name that would not read well there stands in brackets.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Name(name) if is_plain(name) => {
                    f.write_str(if index == 0 { "" } else { "." })?;
                    f.write_str(name)?;
                }
                Segment::Name(name) => write!(f, "[{:?}]", odd(name))?,
            }
        }
        Ok(())
    }
}

/// A name that is no plain one: cut where it is long, and where a value may begin that is secret.
fn odd(name: &str) -> String {
    let quoted = quoted(name);
    match quoted.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", quoted.get(..end).unwrap_or_default()),
        None => quoted.into_owned(),
    }
}

fn is_plain(name: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || ".:=@[]\"'`".contains(c);
    !name.is_empty() && !name.contains(odd) && name.chars().count() <= LONGEST_NAME
}
