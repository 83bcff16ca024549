//! Places in a JSON text: where each value and each name of a member stands, and the path to it.

use std::borrow::Cow;
use std::fmt;

use http_step_syntax::text::quoted;
use http_step_syntax::tree::Pos;

/// The longest name in a path that is shown whole, in characters.
const LONGEST_NAME: usize = 64;

/// The table of places that a walk over a document fills: a [`Pos`] is an index of it.
#[derive(Debug, Default)]
pub(super) struct Places<'t> {
    places: Vec<Place<'t>>,
}

#[derive(Debug)]
struct Place<'t> {
    /// The byte of the text at which the value or the name begins.
    offset: usize,
    /// The list or object that it is in; of the value of a member, its name.
    parent: Option<Pos>,
    /// The step from the parent; none for the value of a member, which has the path of its name.
    segment: Option<Segment<'t>>,
}

/// A step from a value into it.
#[derive(Clone, Debug)]
pub(super) enum Segment<'t> {
    Name(Cow<'t, str>),
    Index(usize),
}

impl<'t> Places<'t> {
    pub(super) fn add(
        &mut self,
        offset: usize,
        parent: Option<Pos>,
        segment: Option<Segment<'t>>,
    ) -> Pos {
        // A place beyond the index counts as the last one, in a text of gigabytes.
        let pos = Pos(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        self.places.push(Place {
            offset,
            parent,
            segment,
        });
        pos
    }

    /// Returns the byte at which a value or a name begins.
    pub(super) fn offset(&self, pos: Pos) -> usize {
        self.place(pos).map_or(0, |place| place.offset)
    }

    /// Returns the path to a value or a name.
    pub(super) fn path(&self, pos: Pos) -> Path<'_> {
        let mut segments = Vec::new();
        let mut next = Some(pos);
        while let Some(place) = next.and_then(|pos| self.place(pos)) {
            segments.extend(place.segment.as_ref());
            next = place.parent;
        }
        segments.reverse();
        Path(segments)
    }

    fn place(&self, pos: Pos) -> Option<&Place<'t>> {
        self.places.get(usize::try_from(pos.0).ok()?)
    }
}

/// The way from the whole text to a value: `steps[2].headers.X-Build`.
pub(super) struct Path<'p>(Vec<&'p Segment<'p>>);

/// A name that would not read well in a path stands in brackets.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Name(name) if is_plain(name) => {
                    f.write_str(if index == 0 { "" } else { "." })?;
                    f.write_str(name)?;
                }
                Segment::Name(name) => write!(f, "[{:?}]", shorten(name))?,
            }
        }
        Ok(())
    }
}

/// Cuts a name where it is long, and where a value may begin that is secret.
fn shorten(name: &str) -> String {
    let quoted = quoted(name);
    match quoted.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", quoted.get(..end).unwrap_or_default()),
        None => quoted.into_owned(),
    }
}

fn is_plain(name: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || ".:=@[]\"'`".contains(c);
    !name.is_empty() && !name.contains(is_odd) && name.chars().count() <= LONGEST_NAME
}
