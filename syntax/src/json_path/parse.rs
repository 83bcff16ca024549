use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::ops::Range;

use super::segment::{Segment, is_plain};
use crate::Problem;

/// Parses a path into its segments.
pub(super) fn segments(text: &str) -> Result<Vec<Segment>, Problem> {
    let Some(rest) = text.strip_prefix('$') else {
        return Err(no_root(text));
    };
    let mut reader = Reader { text, rest };
    let mut segments = Vec::new();
    while let Some(next) = reader.peek() {
        segments.push(match next {
            '.' => reader.after_point()?,
            '[' => reader.in_brackets()?,
            _ => {
                let word = reader.word();
                let problem = Problem::new(reader.range(word), "expected `.` or `[`");
                return Err(problem.help(format!("write `{}`", suggest(word))));
            }
        });
    }
    Ok(segments)
}

fn no_root(text: &str) -> Problem {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let rooted = match text.chars().next() {
        Some('.' | '[') => format!("${text}"),
        _ => format!("$.{text}"),
    };
    let help = match segments(&rooted) {
        Ok(_) => format!("write `{rooted}`"),
        Err(_) => "write `$.name`".to_owned(),
    };
    Problem::new(0..first, "a JSON path must start with `$`").help(help)
}

/// Returns how the name or index is written.
fn suggest(word: &str) -> String {
    match word.parse() {
        _ if word.contains(char::is_control) => "['name']".to_owned(),
        Ok(index) if word.bytes().all(|b| b.is_ascii_digit()) => Segment::Index(index).to_string(),
        _ => Segment::Name(word.to_owned()).to_string(),
    }
}

struct Reader<'t> {
    text: &'t str,
    /// The text that has not been read.
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Returns the place of a text that comes next.
    fn range(&self, next: &str) -> Range<usize> {
        self.at()..self.at() + next.len()
    }

    /// Returns the text before the next point or bracket.
    fn word(&self) -> &'t str {
        let end = self.rest.find(['.', '[']).unwrap_or(self.rest.len());
        self.rest.get(..end).unwrap_or_default()
    }

    fn after_point(&mut self) -> Result<Segment, Problem> {
        let point = self.at()..self.at() + 1;
        self.skip(1);
        let word = self.word();
        let range = self.range(word);
        if is_plain(word) {
            self.skip(word.len());
            return Ok(Segment::Name(word.to_owned()));
        }
        Err(match word {
            "" if self.peek() == Some('.') => {
                let both = point.start..point.end + 1;
                many(both, "..").help("name each level")
            }
            "" => Problem::new(point, "missing name after `.`").help("write `.name` or `['name']`"),
            "*" => many(range, ".*").help("write a name, or an index like `[0]`"),
            word if word.bytes().all(|b| b.is_ascii_digit()) => {
                let help = format!("write `{}`", suggest(word));
                Problem::new(point.start..range.end, "an index must be in brackets").help(help)
            }
            word => {
                let what = "this name has to be quoted";
                let help = format!("write `{}`", suggest(word));
                Problem::new(point.start..range.end, what).help(help)
            }
        })
    }

    fn in_brackets(&mut self) -> Result<Segment, Problem> {
        let open = self.at();
        self.skip(1);
        let segment = match self.peek() {
            Some('\'') => self.quoted(open)?,
            _ => self.index(open)?,
        };
        match self.peek() {
            Some(']') => self.skip(1),
            Some(c) => {
                let at = self.at()..self.at() + c.len_utf8();
                return Err(Problem::new(at, "expected `]`").help("write `]`"));
            }
            None => return Err(unclosed(open)),
        }
        Ok(segment)
    }

    /// Reads `'name'`, in which `\'` and `\\` stand for `'` and `\`.
    fn quoted(&mut self, open: usize) -> Result<Segment, Problem> {
        self.skip(1);
        let mut name = String::new();
        while let Some(c) = self.peek() {
            let at = self.at();
            self.skip(c.len_utf8());
            match (c, self.peek()) {
                ('\'', _) => return Ok(Segment::Name(name)),
                ('\\', Some(escaped @ ('\'' | '\\'))) => {
                    name.push(escaped);
                    self.skip(1);
                }
                ('\\', next) => {
                    let end = self.at() + next.map_or(0, char::len_utf8);
                    let help = "write `\\\\` for a backslash, `\\'` for a quote";
                    return Err(Problem::new(at..end, "invalid escape").help(help));
                }
                (c, _) => name.push(c),
            }
        }
        let what = "unclosed quote";
        Err(Problem::new(open..self.text.len(), what).help("write `['name']`"))
    }

    fn index(&mut self, open: usize) -> Result<Segment, Problem> {
        let Some(end) = self.rest.find(']') else {
            return Err(unclosed(open));
        };
        let word = self.rest.get(..end).unwrap_or_default();
        let range = self.range(word);
        let is_index = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        if is_index && (word == "0" || !word.starts_with('0')) {
            let index = word.parse().map_err(|_| {
                Problem::new(range, "index too large").help("write a smaller index")
            })?;
            self.skip(end);
            return Ok(Segment::Index(index));
        }
        let inner = word.trim_matches(['"', '\'', ' ']);
        Err(match word {
            "" => Problem::new(open..range.end + 1, "empty brackets")
                .help("write `[0]` or `['name']`"),
            _ if is_index => {
                let digits = word.trim_start_matches('0');
                let digits = if digits.is_empty() { "0" } else { digits };
                Problem::new(range, "leading zeros are not allowed in an index")
                    .help(format!("write `[{digits}]`"))
            }
            _ if word.starts_with('-') => Problem::new(range, "a negative index is not supported")
                .help("write `[0]` for the first item"),
            _ if word.starts_with(['*', '?']) || word.contains([':', ',']) => {
                many(range, &format!("[{word}]")).help("write an index like `[0]`")
            }
            _ => {
                let segment = match inner.parse() {
                    _ if inner.contains(char::is_control) => "['name']".to_owned(),
                    Ok(index) => Segment::Index(index).to_string(),
                    Err(_) => bracketed(inner),
                };
                Problem::new(range, "expected an index or a name in single quotes")
                    .help(format!("write `{segment}`"))
            }
        })
    }
}

fn bracketed(name: &str) -> String {
    let escaped = name.replace('\\', "\\\\").replace('\'', "\\'");
    format!("['{escaped}']")
}

fn unclosed(open: usize) -> Problem {
    Problem::new(open..open + 1, "unclosed `[`").help("write `]`")
}

fn many(at: Range<usize>, selector: &str) -> Problem {
    let selector = selector.escape_debug();
    let what = format!("a JSON path must select exactly one value; `{selector}` selects many");
    Problem::new(at, what)
}
