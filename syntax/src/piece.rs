use alloc::string::String;
use core::ops::Range;

use crate::Problem;

/// A piece of a text, with its place there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Piece<'t> {
    /// Returns the whole text as one piece.
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, start: 0 }
    }

    pub(crate) const fn text(self) -> &'t str {
        self.text
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    pub(crate) const fn range(self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Returns the text at a range that counts from the start of the whole text.
    pub(crate) fn at(self, range: &Range<usize>) -> Option<&'t str> {
        let from = range.start.checked_sub(self.start)?;
        let to = range.end.checked_sub(self.start)?;
        self.text.get(from..to)
    }

    /// Returns the first `length` bytes and the rest; all and nothing where no character ends there.
    pub(crate) fn split_at(self, length: usize) -> (Self, Self) {
        let (head, tail) = self
            .text
            .split_at_checked(length)
            .unwrap_or((self.text, ""));
        let start = self.start + head.len();
        (Self { text: head, ..self }, Self { text: tail, start })
    }

    /// Splits before the first character that matches; the second piece is empty where none does.
    pub(crate) fn split_before(self, matches: impl Fn(char) -> bool) -> (Self, Self) {
        self.split_at(self.text.find(matches).unwrap_or(self.text.len()))
    }

    /// Returns the rest after the prefix, where the piece starts with it.
    pub(crate) fn after(self, prefix: &str) -> Option<Self> {
        let found = self.text.starts_with(prefix);
        found.then(|| self.split_at(prefix.len()).1)
    }

    /// Returns the pieces before and after the first separator.
    pub(crate) fn split_once(self, separator: char) -> Option<(Self, Self)> {
        let (head, tail) = self.split_at(self.text.find(separator)?);
        Some((head, tail.split_at(separator.len_utf8()).1))
    }

    /// Returns the pieces between the separators.
    pub(crate) fn split(self, separator: char) -> impl Iterator<Item = Self> {
        let mut start = self.start;
        self.text.split(separator).map(move |text| {
            let piece = Self { text, start };
            start += text.len() + separator.len_utf8();
            piece
        })
    }

    /// Returns each character, as a piece, with the rest after it.
    pub(crate) fn chars(self) -> impl Iterator<Item = (char, Self, Self)> {
        self.text.char_indices().map(move |(at, c)| {
            let (char, rest) = self.split_at(at).1.split_at(c.len_utf8());
            (c, char, rest)
        })
    }

    /// Returns the range from the start of this piece to the end of a later one.
    pub(crate) fn through(self, last: Self) -> Range<usize> {
        self.start..last.range().end
    }

    /// Creates a problem over the piece.
    pub(crate) fn problem(self, what: impl Into<String>) -> Problem {
        Problem::new(self.range(), what)
    }
}
