use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use crate::Problem;
use crate::piece::Piece;

/// Where the characters stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Path,
    Query,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
        }
    }

    /// Whether a parser escapes the character (WHATWG, path and special-query percent-encode sets). Letters
    /// beyond ASCII are escaped too, but in one way only, and so they may stand as they are.
    const fn escapes(self, c: char) -> bool {
        match self {
            Self::Path => matches!(c, '"' | '<' | '>' | '`' | '{' | '}'),
            Self::Query => matches!(c, '"' | '<' | '>' | '\''),
        }
    }
}

/// Finds what can't stand in a path or query as it is.
pub(super) fn check(part: Piece<'_>, place: Place, problems: &mut Vec<Problem>) {
    let mut rest = part;
    while let Some((c, char, after)) = rest.chars().next() {
        let placeholder = match place {
            Place::Path => placeholder(rest),
            Place::Query => None,
        };
        rest = placeholder.as_ref().map_or(after, |(_, after)| *after);
        problems.extend(match placeholder {
            Some((problem, _)) => Some(problem),
            None => check_char(c, char, after, place),
        });
    }
}

/// What a Rust format string has braces for, where the text begins with that; and what follows it.
fn placeholder(text: Piece<'_>) -> Option<(Problem, Piece<'_>)> {
    let (name, rest) = text
        .after("{")?
        .split_before(|c| c != '_' && !c.is_alphanumeric());
    let after = rest.after("}")?;
    let (placeholder, _) = text.split_at(name.text().len() + "{}".len());
    let written = placeholder.text();
    let problem = placeholder.problem(format!("`{written}` can't stand in the path of a URL"));
    let help =
        "write `format!(…)` around the URL to fill it in, or `%7B` and `%7D` for true braces";
    Some((problem.help(help), after))
}

fn check_char(c: char, char: Piece<'_>, rest: Piece<'_>, place: Place) -> Option<Problem> {
    Some(match (c, place) {
        ('%', _) => return check_escape(char, rest),
        (' ', _) => char
            .problem("a space can't stand in a URL")
            .help("write `%20`"),
        ('\\', Place::Path) => backslash(char).help("write `/`, or `%5C` for a true backslash"),
        ('\\', Place::Query) => backslash(char).help("write `%5C`"),
        (c, _) if c.is_control() => {
            let what = format!(
                "the control character `{}` can't stand in a URL",
                c.escape_debug()
            );
            char.problem(what)
                .help(format!("leave it out, or write `{}`", escaped(c)))
        }
        (c, place) if place.escapes(c) => {
            let what = format!("`{c}` can't stand in the {} of a URL", place.name());
            char.problem(what).help(format!("write `{}`", escaped(c)))
        }
        _ => return None,
    })
}

fn check_escape(percent: Piece<'_>, rest: Piece<'_>) -> Option<Problem> {
    let hex = |c: char| c.is_ascii_hexdigit();
    let digits = rest
        .text()
        .chars()
        .take(2)
        .take_while(|c| c.is_ascii_alphanumeric());
    let (digits, _) = rest.split_at(digits.count());
    if digits.text().len() == 2 && digits.text().chars().all(hex) {
        return None;
    }
    let problem = Problem::new(
        percent.through(digits),
        "a `%` must be followed by two hex digits",
    );
    Some(problem.help("write `%25` for a percent sign"))
}

fn backslash(char: Piece<'_>) -> Problem {
    char.problem("a backslash can't stand in a URL")
}

fn escaped(c: char) -> String {
    let mut escaped = String::new();
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a String can't fail.
        let _ = write!(escaped, "%{byte:02X}");
    }
    escaped
}
