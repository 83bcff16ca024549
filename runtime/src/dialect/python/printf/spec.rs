//! The parts of a printf template.

use super::Flags;
use crate::error::RenderError;

#[derive(Debug, PartialEq)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    Spec(Spec<'t>),
}

/// What stands between a `%` and the letter after it.
#[derive(Debug, PartialEq)]
pub(super) struct Spec<'t> {
    pub(super) key: Option<&'t str>,
    pub(super) flags: Flags,
    pub(super) width: Option<Size>,
    pub(super) precision: Option<Size>,
    /// The letter and how many characters stand before it, or why there is none.
    pub(super) end: Result<(char, usize), Fault>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Size {
    Fixed(u64),
    /// `*`: the next argument says it.
    Argument,
}

/// What a template does not parse for; it ends there. The parts before count still: Python reports what
/// is wrong with their arguments first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    Incomplete,
    IncompleteKey,
    WidthTooBig,
    PrecisionTooBig,
}

impl Fault {
    pub(super) fn into_error(self) -> RenderError {
        RenderError::new(match self {
            Self::Incomplete => "incomplete format",
            Self::IncompleteKey => "incomplete format key",
            Self::WidthTooBig => "width too big",
            Self::PrecisionTooBig => "precision too big",
        })
    }
}

/// Reads a template piece by piece.
pub(super) struct Reader<'t> {
    rest: &'t str,
    /// How many characters have been read.
    index: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(template: &'t str) -> Self {
        Self {
            rest: template,
            index: 0,
        }
    }

    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.index += taken.chars().count();
        taken
    }

    fn take_if(&mut self, accepted: impl FnOnce(char) -> bool) -> Option<char> {
        let c = self.rest.chars().next().filter(|&c| accepted(c))?;
        self.take(c.len_utf8());
        Some(c)
    }

    fn spec(&mut self) -> Spec<'t> {
        let mut spec = Spec {
            key: None,
            flags: Flags::default(),
            width: None,
            precision: None,
            end: Err(Fault::Incomplete),
        };
        spec.end = self.fill(&mut spec);
        spec
    }

    fn fill(&mut self, spec: &mut Spec<'t>) -> Result<(char, usize), Fault> {
        if self.take_if(|c| c == '(').is_some() {
            // A key that does not end is one, too: the argument must be a mapping in any case.
            spec.key = Some("");
            spec.key = Some(self.key()?);
        }
        while let Some(flag) = self.take_if(|c| "-+ #0".contains(c)) {
            match flag {
                '-' => spec.flags.left = true,
                '+' => spec.flags.plus = true,
                ' ' => spec.flags.blank = true,
                '#' => spec.flags.alternate = true,
                _ => spec.flags.zero = true,
            }
        }
        spec.width = self.size(i64::MAX.unsigned_abs(), Fault::WidthTooBig)?;
        if self.take_if(|c| c == '.').is_some() {
            let precision = self.size(i32::MAX.unsigned_abs().into(), Fault::PrecisionTooBig)?;
            spec.precision = precision.or(Some(Size::Fixed(0)));
        }
        self.take_if(|c| "hlL".contains(c));
        let index = self.index;
        let letter = self.take_if(|_| true).ok_or(Fault::Incomplete)?;
        Ok((letter, index))
    }

    /// A key ends where its parentheses balance.
    fn key(&mut self) -> Result<&'t str, Fault> {
        let mut depth = 0_usize;
        for (at, c) in self.rest.char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ')' => {
                    let key = self.take(at);
                    self.take(1);
                    return Ok(key);
                }
                _ => {}
            }
        }
        Err(Fault::IncompleteKey)
    }

    fn size(&mut self, largest: u64, fault: Fault) -> Result<Option<Size>, Fault> {
        if self.take_if(|c| c == '*').is_some() {
            return Ok(Some(Size::Argument));
        }
        let mut size: Option<u64> = None;
        while let Some(digit) = self.take_if(|c| c.is_ascii_digit()) {
            let digit = digit.to_digit(10).unwrap_or(0).into();
            let larger = size.unwrap_or(0).checked_mul(10);
            let larger = larger.and_then(|tens| tens.checked_add(digit));
            size = Some(larger.filter(|&size| size <= largest).ok_or(fault)?);
        }
        Ok(size.map(Size::Fixed))
    }
}

impl<'t> Iterator for Reader<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.find('%').unwrap_or(self.rest.len());
        if end > 0 {
            return Some(Piece::Text(self.take(end)));
        }
        self.take(1);
        if self.rest.starts_with('%') {
            return Some(Piece::Text(self.take(1)));
        }
        Some(Piece::Spec(self.spec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_cut_into_pieces() {
        let pieces: Vec<_> = Reader::new("é%%%(a(b))-+05.*ls").collect();
        let flags = Flags {
            left: true,
            plus: true,
            zero: true,
            ..Flags::default()
        };
        let spec = Spec {
            key: Some("a(b)"),
            flags,
            width: Some(Size::Fixed(5)),
            precision: Some(Size::Argument),
            end: Ok(('s', 17)),
        };
        assert_eq!(
            pieces,
            [Piece::Text("é"), Piece::Text("%"), Piece::Spec(spec)]
        );
    }

    #[test]
    fn faults_end_a_specification() {
        let table = [
            ("%", Fault::Incomplete),
            ("%5.h", Fault::Incomplete),
            ("%(a(b)s", Fault::IncompleteKey),
            ("%99999999999999999999d", Fault::WidthTooBig),
            ("%.2147483648d", Fault::PrecisionTooBig),
        ];
        for (template, fault) in table {
            let Some(Piece::Spec(spec)) = Reader::new(template).next() else {
                panic!("{template}");
            };
            assert_eq!(spec.end, Err(fault), "{template}");
        }
    }
}
