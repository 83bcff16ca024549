use alloc::format;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::{ipv4, punycode, query};
use crate::Problem;
use crate::piece::Piece;

/// Checks a host without brackets (WHATWG, section 3.5): a name or an IPv4 address.
///
/// Of IDNA only the rules that need no tables are checked; the client checks the rest.
pub(super) fn check(host: Piece<'_>, problems: &mut Vec<Problem>) {
    problems.extend(check_escapes(host));
    problems.extend(host.chars().filter_map(|(c, char, _)| check_char(c, char)));
    problems.extend(
        host.split('.')
            .filter(|label| is_sound(*label))
            .filter_map(check_label),
    );
    if is_sound(host) {
        ipv4::check(host, problems);
    }
}

/// Whether the character is a forbidden domain code point (WHATWG, section 3.1) or a control character.
fn is_forbidden(c: char) -> bool {
    const FORBIDDEN: &str = " #%/:<>?@[\\]^|";
    c.is_control() || FORBIDDEN.contains(c)
}

fn is_sound(part: Piece<'_>) -> bool {
    !part.text().contains(is_forbidden)
}

fn check_char(c: char, char: Piece<'_>) -> Option<Problem> {
    let what = match c {
        '%' => return None,
        ' ' => "a space is not allowed in a host".into(),
        c if is_forbidden(c) => format!("`{}` is not allowed in a host", c.escape_debug()),
        _ => return None,
    };
    Some(char.problem(what).help("remove it"))
}

/// Reports the escapes of a host. A parser decodes them, so `ex%61mple.com` would be sent as `example.com`.
fn check_escapes(host: Piece<'_>) -> Option<Problem> {
    let mut percents = host.chars().filter(|(c, _, _)| *c == '%');
    let (_, first, rest) = percents.next()?;
    let (_, last, after) = percents.last().unwrap_or(('%', first, rest));
    let (digits, _) = after.split_before(|c| !c.is_ascii_hexdigit());
    let (digits, _) = digits.split_at(digits.text().len().min(2));
    let range = first.through(if digits.is_empty() { last } else { digits });
    let problem = Problem::new(range, "a percent escape is not allowed in a host");
    let decoded = query::decoded(host.text(), false);
    let unclear = decoded.contains(is_forbidden) || decoded.contains(char::REPLACEMENT_CHARACTER);
    Some(problem.help(if unclear {
        "remove it".into()
    } else {
        format!("write `{decoded}`")
    }))
}

fn check_label(label: Piece<'_>) -> Option<Problem> {
    let text = label.text();
    let (prefix, encoded) = text.split_at_checked(4).unwrap_or_default();
    if prefix.eq_ignore_ascii_case("xn--") {
        if punycode::decodes(encoded) {
            return None;
        }
        let problem = label.problem(format!("`{text}` is not valid Punycode"));
        return Some(problem.help("write the name in its own letters, as in `bücher.example`"));
    }
    if !text.contains(is_right_to_left) || !text.contains(is_latin_or_digit) {
        return None;
    }
    let what = "a label of a host must not mix right-to-left letters with Latin letters or digits";
    Some(
        label
            .problem(what)
            .help("write the label in one script, or put a `.` between the two"),
    )
}

/// The blocks of Unicode that are right-to-left: from Hebrew to Arabic Extended-A, the presentation forms, and
/// two areas of the supplementary plane.
const RIGHT_TO_LEFT: [RangeInclusive<char>; 5] = [
    '\u{0590}'..='\u{08FF}',
    '\u{FB1D}'..='\u{FDFF}',
    '\u{FE70}'..='\u{FEFF}',
    '\u{10800}'..='\u{10FFF}',
    '\u{1E800}'..='\u{1EFFF}',
];

fn is_right_to_left(c: char) -> bool {
    RIGHT_TO_LEFT.iter().any(|block| block.contains(&c))
}

const fn is_latin_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}
