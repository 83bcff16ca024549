//! Texts without the escapes of JSON, of which a character may have many.

use std::ops::Range;

/// A text in which each escape is the character that it stands for, and where that stood.
#[derive(Debug)]
pub(super) struct Unescaped {
    pub(super) text: String,
    escapes: Vec<Escape>,
    /// The length of what was escaped, without the beginning of an escape at its end.
    end: usize,
    /// The length of that beginning.
    pub(super) begun: usize,
}

/// Where an escape stood, and where its character stands.
#[derive(Debug)]
struct Escape {
    was: Range<usize>,
    is: Range<usize>,
}

/// What a text begins with after a backslash.
enum NextChar {
    /// A character, and how many bytes it takes with the backslash.
    Char(char, usize),
    /// The text ends too early to tell.
    Begun,
    /// Something else.
    None,
}

impl Unescaped {
    /// None where there is nothing to unescape.
    pub(super) fn of(escaped: &str) -> Option<Self> {
        let mut rest = escaped.find('\\')?;
        let mut unescaped = Self {
            text: escaped.get(..rest)?.to_owned(),
            escapes: Vec::new(),
            end: escaped.len(),
            begun: 0,
        };
        while let Some(tail) = escaped.get(rest..).filter(|tail| !tail.is_empty()) {
            let length = match next(tail) {
                NextChar::Char(char, length) => {
                    let start = unescaped.text.len();
                    unescaped.text.push(char);
                    unescaped.escapes.push(Escape {
                        was: rest..rest + length,
                        is: start..unescaped.text.len(),
                    });
                    rest += length;
                    0
                }
                NextChar::Begun => {
                    (unescaped.end, unescaped.begun) = (rest, tail.len());
                    break;
                }
                NextChar::None => 1,
            };
            let plain = escaped.get(rest..)?;
            let plain = plain.get(length..).and_then(|after| after.find('\\'));
            let end = plain.map_or(escaped.len(), |plain| rest + length + plain);
            unescaped.text.push_str(escaped.get(rest..end)?);
            rest = end;
        }
        Some(unescaped)
    }

    /// Where a part of the text stood; of an escape all.
    pub(super) fn was(&self, part: &Range<usize>) -> Range<usize> {
        self.start(part.start)..self.stop(part.end)
    }

    /// Where so many bytes at the end of the text began.
    pub(super) fn start_of_last(&self, bytes: usize) -> usize {
        match bytes {
            0 => self.end,
            bytes => self.start(self.text.len() - bytes),
        }
    }

    fn start(&self, at: usize) -> usize {
        let before = self.escapes.partition_point(|escape| escape.is.start <= at);
        match before
            .checked_sub(1)
            .and_then(|last| self.escapes.get(last))
        {
            Some(escape) if at < escape.is.end => escape.was.start,
            Some(escape) => escape.was.end + (at - escape.is.end),
            None => at,
        }
    }

    fn stop(&self, at: usize) -> usize {
        let before = self.escapes.partition_point(|escape| escape.is.start < at);
        match before
            .checked_sub(1)
            .and_then(|last| self.escapes.get(last))
        {
            Some(escape) if at <= escape.is.end => escape.was.end,
            Some(escape) => escape.was.end + (at - escape.is.end),
            None => at,
        }
    }
}

/// RFC 8259, section 7.
fn next(tail: &str) -> NextChar {
    let simple = match tail.as_bytes().get(1) {
        None => return NextChar::Begun,
        Some(b'u') => return unicode(tail),
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(_) => return NextChar::None,
    };
    NextChar::Char(simple, 2)
}

/// `\uXXXX`, or two of them that are one character.
fn unicode(tail: &str) -> NextChar {
    let high = match unit(tail) {
        Ok(high) => high,
        Err(next) => return next,
    };
    if let Some(char) = char::from_u32(high.into()) {
        return NextChar::Char(char, 6);
    }
    let second = tail.get(6..).unwrap_or_default();
    let low = match unit(second) {
        Ok(low) => low,
        Err(next) => return next,
    };
    match char::decode_utf16([high, low]).next() {
        Some(Ok(char)) => NextChar::Char(char, 12),
        _ => NextChar::None,
    }
}

fn unit(tail: &str) -> Result<u16, NextChar> {
    let bytes = tail.as_bytes();
    let is_right = |(index, byte): (usize, &u8)| match index {
        0 => *byte == b'\\',
        1 => *byte == b'u',
        _ => byte.is_ascii_hexdigit(),
    };
    let first = bytes.get(..bytes.len().min(6)).unwrap_or_default();
    if !first.iter().enumerate().all(is_right) {
        return Err(NextChar::None);
    }
    let digits = tail.get(2..6).ok_or(NextChar::Begun)?;
    u16::from_str_radix(digits, 16).map_err(|_| NextChar::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_escape_is_its_character() {
        let table = [
            (r"a\u003db", "a=b"),
            (r"\u00E4\u00e4\/\\\n", "ää/\\\n"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\x\u00g0\ud83d.\ud83d\u0041", r"\x\u00g0\ud83d.\ud83dA"),
            (r"\\u003d", r"\u003d"),
        ];
        for (escaped, expected) in table {
            assert_eq!(Unescaped::of(escaped).unwrap().text, expected, "{escaped}");
        }
        assert!(Unescaped::of("plain").is_none());
    }

    #[test]
    fn what_goes_on_after_the_end_is_begun() {
        for (escaped, begun) in [
            (r"a\", 1),
            (r"a\u00", 4),
            (r"a\ud83d", 6),
            (r"a\ud83d\ude0", 11),
            (r"a\u003d", 0),
            (r"a\\", 0),
        ] {
            assert_eq!(Unescaped::of(escaped).unwrap().begun, begun, "{escaped}");
        }
    }

    #[test]
    fn parts_are_found_where_they_stood() {
        let escaped = r"x\u003dab\u003dy";
        let unescaped = Unescaped::of(escaped).unwrap();
        assert_eq!(unescaped.text, "x=ab=y");
        let was = |part: Range<usize>| &escaped[unescaped.was(&part)];
        assert_eq!(was(0..1), "x");
        assert_eq!(was(1..2), r"\u003d");
        assert_eq!(was(1..3), r"\u003da");
        assert_eq!(was(2..4), "ab");
        assert_eq!(was(3..5), r"b\u003d");
        assert_eq!(was(5..6), "y");
        assert_eq!(unescaped.start_of_last(2), escaped.len() - 7);
    }
}
