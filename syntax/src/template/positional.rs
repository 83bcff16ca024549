use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::token::{Amount, Flags, Token, Written, tokens, unsupported};
use crate::Problem;
use crate::piece::Piece;

/// A part of a template with positional arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PositionalPiece {
    /// Literal text; never empty, each `%%` decoded.
    Text(String),
    /// A conversion, which inserts an argument.
    Conversion(PositionalConversion),
}

/// A conversion of Python's printf, such as `%-5.2f`. Lengths count code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionalConversion {
    /// Its bytes in the text, from the `%` to the letter.
    pub range: Range<usize>,
    /// The key of the value in a mapping; a conversion with a key takes no positional argument.
    pub key: Option<String>,
    /// Its flags.
    pub flags: Flags,
    /// The minimum length.
    pub width: Option<Amount>,
    /// The maximum length of a string, or the number of digits of a number.
    pub precision: Option<Amount>,
    /// One of `s r a c`, `d i u x X o` and `e E f F g G`.
    pub kind: char,
}

impl PositionalConversion {
    /// Returns how many positional arguments it takes: one for each `*`, and the value after them.
    ///
    /// ```
    /// use http_step_syntax::template::{self, PositionalPiece};
    ///
    /// let pieces = template::positional("%*d").unwrap();
    /// let PositionalPiece::Conversion(number) = &pieces[0] else { unreachable!() };
    /// assert_eq!(number.arguments(), 2);
    /// ```
    pub fn arguments(&self) -> usize {
        if self.key.is_some() {
            return 0;
        }
        let amounts = [self.width, self.precision].into_iter();
        1 + amounts
            .filter(|amount| *amount == Some(Amount::Argument))
            .count()
    }
}

/// Parses a template with positional arguments, or the left side of Python's `%`.
///
/// # Errors
///
/// Returns the first mistake, in Python's words.
///
/// ```
/// use http_step_syntax::template::{self, PositionalPiece};
///
/// let pieces = template::positional("%d of %5.1f%%").unwrap();
/// assert_eq!(pieces[1], PositionalPiece::Text(" of ".into()));
/// let problem = template::positional("100%").unwrap_err();
/// assert_eq!(problem.what, "incomplete format");
/// ```
pub fn positional(text: &str) -> Result<Vec<PositionalPiece>, Problem> {
    let text = Piece::new(text);
    tokens(text)
        .map(|token| match token? {
            Token::Text(text) => Ok(PositionalPiece::Text(text)),
            Token::Conversion(written) => {
                conversion(text, written).map(PositionalPiece::Conversion)
            }
        })
        .collect()
}

fn conversion(text: Piece<'_>, written: Written<'_>) -> Result<PositionalConversion, Problem> {
    if !"sracdiuxXoeEfFgG".contains(written.kind) {
        return Err(unsupported(text, &written));
    }
    Ok(PositionalConversion {
        range: written.range,
        key: written.key.map(|key| key.text().to_owned()),
        flags: written.flags,
        width: written.width,
        precision: written.precision,
        kind: written.kind,
    })
}
