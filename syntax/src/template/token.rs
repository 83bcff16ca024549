use alloc::format;
use alloc::string::String;
use core::ops::Range;

use crate::Problem;
use crate::piece::Piece;

/// A token of Python's printf: literal text, or a conversion that has not been checked.
pub(super) enum Token<'t> {
    Text(String),
    Conversion(Written<'t>),
}

/// A conversion as written.
pub(super) struct Written<'t> {
    /// The bytes from the `%` to the letter.
    pub(super) range: Range<usize>,
    /// The text between the parentheses.
    pub(super) key: Option<Piece<'t>>,
    pub(super) flags: Flags,
    pub(super) width: Option<Amount>,
    pub(super) precision: Option<Amount>,
    pub(super) kind: char,
    /// The letter of the kind, with its place.
    pub(super) letter: Piece<'t>,
}

/// The flags of a printf conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`, spaces on the right.
    pub left: bool,
    /// `+`, a sign before every number.
    pub sign: bool,
    /// A space, which is written before a number without a sign.
    pub blank: bool,
    /// `#`, the prefix of a hexadecimal or octal number.
    pub alternate: bool,
    /// `0`, zeros before a number up to the width.
    pub zero: bool,
}

/// A width or precision of a printf conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// It is written in the template.
    Fixed(usize),
    /// `*`, it is the next argument.
    Argument,
}

// The limits of Python: the maximum of its sizes, and of a C int.
const MAX_WIDTH: usize = usize::MAX / 2;
const MAX_PRECISION: usize = 0x7fff_ffff;

/// Splits a text into tokens, up to the first mistake.
pub(super) fn tokens(text: Piece<'_>) -> impl Iterator<Item = Result<Token<'_>, Problem>> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let plain;
        (plain, rest) = plain_text(rest);
        if !plain.is_empty() {
            return Some(Ok(Token::Text(plain)));
        }
        if rest.is_empty() {
            return None;
        }
        let read = conversion(rest);
        (_, rest) = rest.split_at(
            read.as_ref()
                .map_or(usize::MAX, |written| written.range.len()),
        );
        Some(read.map(Token::Conversion))
    })
}

/// Returns the text before the next conversion, each `%%` decoded, and the rest.
fn plain_text(text: Piece<'_>) -> (String, Piece<'_>) {
    let mut decoded = String::new();
    let mut rest = text;
    loop {
        let plain;
        (plain, rest) = rest.split_before(|c| c == '%');
        decoded.push_str(plain.text());
        let Some(after) = rest.after("%%") else {
            return (decoded, rest);
        };
        decoded.push('%');
        rest = after;
    }
}

/// Reads the conversion that the text starts with.
fn conversion(text: Piece<'_>) -> Result<Written<'_>, Problem> {
    let (percent, rest) = text.split_at(1);
    let (key, rest) = key(percent, rest)?;
    let (flags, rest) = rest.split_before(|c| !matches!(c, '-' | '+' | ' ' | '#' | '0'));
    let (width, rest) = amount(rest, MAX_WIDTH, "width too big")?;
    let (precision, rest) = match rest.after(".") {
        Some(rest) => {
            let (precision, rest) = amount(rest, MAX_PRECISION, "precision too big")?;
            (Some(precision.unwrap_or(Amount::Fixed(0))), rest)
        }
        None => (None, rest),
    };
    // The size of a C type, which has no meaning here.
    let rest = ["h", "l", "L"]
        .into_iter()
        .find_map(|size| rest.after(size))
        .unwrap_or(rest);
    let Some((kind, letter, _)) = rest.chars().next() else {
        return Err(text.problem("incomplete format").help(missing_letter(key)));
    };
    let has = |flag| flags.text().contains(flag);
    Ok(Written {
        range: text.through(letter),
        key,
        flags: Flags {
            left: has('-'),
            sign: has('+'),
            blank: has(' '),
            alternate: has('#'),
            zero: has('0'),
        },
        width,
        precision,
        kind,
        letter,
    })
}

/// Reads the key in parentheses, up to the one that balances the first.
fn key<'t>(percent: Piece<'t>, text: Piece<'t>) -> Result<(Option<Piece<'t>>, Piece<'t>), Problem> {
    let Some(inside) = text.after("(") else {
        return Ok((None, text));
    };
    let mut open = 1_usize;
    for (at, parenthesis) in inside.text().match_indices(['(', ')']) {
        if parenthesis == "(" {
            open += 1;
            continue;
        }
        open -= 1;
        if open == 0 {
            let (key, rest) = inside.split_at(at);
            return Ok((Some(key), rest.split_at(1).1));
        }
    }
    let (parenthesis, _) = text.split_at(1);
    let problem = Problem::new(percent.through(parenthesis), "incomplete format key");
    Err(problem.help("close it with `)s`; parentheses in a key must be balanced"))
}

fn amount<'t>(
    text: Piece<'t>,
    most: usize,
    above: &str,
) -> Result<(Option<Amount>, Piece<'t>), Problem> {
    if let Some(rest) = text.after("*") {
        return Ok((Some(Amount::Argument), rest));
    }
    let (digits, rest) = text.split_before(|c| !c.is_ascii_digit());
    if digits.is_empty() {
        return Ok((None, rest));
    }
    match digits.text().parse() {
        Ok(number) if number <= most => Ok((Some(Amount::Fixed(number)), rest)),
        _ => Err(digits.problem(above).help("write a smaller number")),
    }
}

/// Returns the problem with a letter that is not a conversion; `text` is the template around it.
pub(super) fn unsupported(text: Piece<'_>, written: &Written<'_>) -> Problem {
    let letter = written.letter.range();
    let before = text.at(&(text.range().start..letter.start));
    let index = before.map_or(0, |before| before.chars().count());
    let shown = match written.kind {
        shown @ '\x1f'..='~' => shown,
        _ => '?',
    };
    let code = u32::from(written.kind);
    let what = format!("unsupported format character '{shown}' ({code:#x}) at index {index}");
    let at = match written.key {
        Some(_) => letter,
        None => written.range.clone(),
    };
    Problem::new(at, what).help(missing_letter(written.key))
}

/// Returns the help for a conversion without a letter of its own.
pub(super) fn missing_letter(key: Option<Piece<'_>>) -> String {
    match key {
        Some(key) if is_short(key.text()) => format!("`%({})` needs a final `s`", key.text()),
        Some(_) => "`%(…)` needs a final `s`".into(),
        None => "write `%%` for a percent sign".into(),
    }
}

fn is_short(key: &str) -> bool {
    key.len() <= 40 && !key.contains(char::is_control)
}
