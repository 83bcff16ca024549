//! Places inside a string literal: from the bytes of its value to the bytes of its source.

use std::ops::Range;

use proc_macro2::Span;
use syn::LitStr;

/// The characters of the source that stand for `range` of the value; only nightly compilers tell.
pub(crate) fn subspan(literal: &LitStr, range: &Range<usize>) -> Option<Span> {
    let token = literal.token();
    let written = written(&token.to_string(), range)?;
    token.subspan(written)
}

/// Where `range` of the value stands in the written literal, quotes and prefix included.
fn written(source: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let open = source.find('"')? + 1;
    let is_raw = source.starts_with('r');
    if is_raw {
        return Some(open + range.start..open + range.end);
    }
    let mut places = Vec::new();
    let mut value = 0;
    let mut rest = source.get(open..)?;
    let mut at = open;
    while !rest.is_empty() {
        places.push((value, at));
        let (source_len, value_len) = unit(rest)?;
        rest = rest.get(source_len..)?;
        at += source_len;
        value += value_len;
    }
    let place = |wanted: usize| {
        let found = places.iter().rev().find(|(value, _)| *value <= wanted);
        found.map(|(_, at)| *at)
    };
    Some(place(range.start)?..place(range.end)?)
}

/// How long the first character or escape is in the source and in the value.
fn unit(rest: &str) -> Option<(usize, usize)> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    match chars.next()? {
        'x' => Some((4, 1)),
        'u' => {
            let end = rest.find('}')?;
            let digits = rest.get(3..end)?.replace('_', "");
            let c = char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?;
            Some((end + 1, c.len_utf8()))
        }
        '\n' | '\r' => {
            let blank = rest.get(1..)?;
            Some((1 + blank.len() - blank.trim_start().len(), 0))
        }
        _ => Some((2, 1)),
    }
}

/// The value with carets under `range`, for compilers that only point at the whole literal.
///
/// None for a value that a line does not hold, or where the whole of it is at fault.
pub(crate) fn drawn(literal: &LitStr, range: &Range<usize>) -> Option<String> {
    let value = literal.value();
    if value.is_empty() || *range == (0..value.len()) {
        return None;
    }
    let (before, rest) = value.split_at_checked(range.start)?;
    let (fault, after) = rest.split_at_checked(range.len())?;
    let [before, fault, after] = [before, fault, after].map(shown);
    let carets = "^".repeat(fault.chars().count().max(1));
    let indent = " ".repeat(before.chars().count());
    Some(format!("{before}{fault}{after}\n{indent}{carets}"))
}

/// Shows characters that would end or reorder the line as their escapes, so that the carets stand where they should.
fn shown(text: &str) -> String {
    let escaped = |c: char| {
        if c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}') {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    text.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source_of(source: &str, range: Range<usize>) -> &str {
        &source[written(source, &range).unwrap()]
    }

    #[test]
    fn a_range_of_the_value_is_found_in_the_source() {
        assert_eq!(source_of(r#""http://h""#, 0..4), "http");
        assert_eq!(source_of(r###"r#"a"b"#"###, 1..3), "\"b");
        assert_eq!(source_of(r#""a\n\x41\u{e9}z""#, 1..2), r"\n");
        assert_eq!(source_of(r#""a\n\x41\u{e9}z""#, 2..5), r"\x41\u{e9}");
        assert_eq!(source_of(r#""a\n\x41\u{e9}z""#, 5..6), "z");
        assert_eq!(source_of("\"a\\\n   b\"", 1..2), "b");
        assert_eq!(source_of(r#""ab""#, 2..2), "");
    }

    #[test]
    fn carets_stand_under_the_fault() {
        let literal: LitStr = syn::parse_str(r#""a\tbc""#).unwrap();
        assert_eq!(drawn(&literal, &(1..2)).unwrap(), "a\\tbc\n ^^");
        assert_eq!(drawn(&literal, &(0..4)), None);
        assert_eq!(drawn(&literal, &(4..4)).unwrap(), "a\\tbc\n     ^");
        let literal: LitStr = syn::parse_str("\"a\u{2028}\n b\"").unwrap();
        assert_eq!(
            drawn(&literal, &(6..7)).unwrap(),
            "a\\u{2028}\\n b\n            ^"
        );
    }
}
