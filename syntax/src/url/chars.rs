use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use crate::Problem;
use crate::piece::Piece;

/// The part of a URL that characters belong to.
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
    /// beyond ASCII are escaped too, but in one way only, and so they are allowed.
    const fn escapes(self, c: char) -> bool {
        match self {
            Self::Path => matches!(c, '"' | '<' | '>' | '`' | '{' | '}'),
            Self::Query => matches!(c, '"' | '<' | '>' | '\''),
        }
    }
}

/// Reports the characters that are not allowed in a path or query.
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

/// Reports a placeholder of a Rust format string, where the text starts with one. Returns the text after it, too.
fn placeholder(text: Piece<'_>) -> Option<(Problem, Piece<'_>)> {
    let (name, rest) = text
        .after("{")?
        .split_before(|c| c != '_' && !c.is_alphanumeric());
    let after = rest.after("}")?;
    let (placeholder, _) = text.split_at(name.text().len() + "{}".len());
    let written = placeholder.text();
    let problem = placeholder.problem(format!("`{written}` is not allowed in the path of a URL"));
    let name = match name.text() {
        "" => "name",
        name => name,
    };
    let help = format!(
        "write `%(kw:{name})s` or `%(prop:{name})s` in a template to insert a value, `%7B` and `%7D` for literal braces"
    );
    Some((problem.help(help), after))
}

fn check_char(c: char, char: Piece<'_>, rest: Piece<'_>, place: Place) -> Option<Problem> {
    Some(match (c, place) {
        ('%', _) => return check_escape(char, rest),
        (' ', _) => char
            .problem("a space is not allowed in a URL")
            .help("write `%20`"),
        ('\\', Place::Path) => backslash(char).help("write `/`, or `%5C` for a literal backslash"),
        ('\\', Place::Query) => backslash(char).help("write `%5C`"),
        (c, _) if c.is_control() => {
            let what = format!(
                "the control character `{}` is not allowed in a URL",
                c.escape_debug()
            );
            char.problem(what)
                .help(format!("remove it, or write `{}`", escaped(c)))
        }
        (c, place) if place.escapes(c) => {
            let what = format!("`{c}` is not allowed in the {} of a URL", place.name());
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
    char.problem("a backslash is not allowed in a URL")
}

fn escaped(c: char) -> String {
    let mut escaped = String::new();
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a String can't fail.
        let _ = write!(escaped, "%{byte:02X}");
    }
    escaped
}
