//! Lists, tuples and dicts as Python prints them.

use super::credentials::{HIDDEN, is_credential};

/// A container with `<HIDDEN>` for the values of its credentials: of members of dicts, and of pairs in lists,
/// at any depth. None where the text is no container, or where nothing is hidden.
pub(super) fn without_credentials(text: &str) -> Option<String> {
    let (value, rest) = Printed::read(text)?;
    if !rest.is_empty() || !matches!(value, Printed::Items(..) | Printed::Members(_)) {
        return None;
    }
    let shown = value.shown();
    (shown != text).then_some(shown)
}

enum Printed<'a> {
    /// With its quotes.
    Text(&'a str),
    /// A number, `None`, bytes.
    Other(&'a str),
    Items([char; 2], Vec<Self>),
    Members(Vec<(Self, Self)>),
}

impl<'a> Printed<'a> {
    /// A value, and the text after it.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        match text.chars().next()? {
            '[' => Self::items(text, ['[', ']']),
            '(' => Self::items(text, ['(', ')']),
            '{' => Self::members(text),
            '\'' | '"' => split(text, quoted(text)?).map(|(text, rest)| (Self::Text(text), rest)),
            'b' if text.starts_with("b'") || text.starts_with("b\"") => {
                let end = 1 + quoted(text.get(1..)?)?;
                split(text, end).map(|(text, rest)| (Self::Other(text), rest))
            }
            _ => {
                let end = text.find([',', ':', ']', ')', '}']).unwrap_or(text.len());
                split(text, end).map(|(text, rest)| (Self::Other(text), rest))
            }
        }
    }

    fn items(text: &'a str, brackets: [char; 2]) -> Option<(Self, &'a str)> {
        let mut items = Vec::new();
        let mut rest = text.get(1..)?;
        while !rest.starts_with(brackets[1]) {
            let (item, after) = Self::read(rest)?;
            items.push(item);
            rest = after
                .strip_prefix(", ")
                .or(after.strip_prefix(','))
                .unwrap_or(after);
        }
        Some((Self::Items(brackets, items), rest.get(1..)?))
    }

    fn members(text: &'a str) -> Option<(Self, &'a str)> {
        let mut members = Vec::new();
        let mut rest = text.get(1..)?;
        while !rest.starts_with('}') {
            let (key, after) = Self::read(rest)?;
            let (value, after) = Self::read(after.strip_prefix(": ")?)?;
            members.push((key, value));
            rest = after.strip_prefix(", ").unwrap_or(after);
        }
        Some((Self::Members(members), rest.get(1..)?))
    }

    fn names_a_credential(&self) -> bool {
        match self {
            Self::Text(text) => is_credential(text.trim_matches(['\'', '"'])),
            _ => false,
        }
    }

    fn shown(&self) -> String {
        let value = |name: &Self, value: &Self| match name.names_a_credential() {
            true => format!("'{HIDDEN}'"),
            false => value.shown(),
        };
        match self {
            Self::Text(text) | Self::Other(text) => (*text).to_owned(),
            Self::Items([open, close], items) => {
                let shown = match items.as_slice() {
                    [name @ Self::Text(_), second] => vec![name.shown(), value(name, second)],
                    items => items.iter().map(Self::shown).collect(),
                };
                let comma = if *open == '(' && shown.len() == 1 {
                    ","
                } else {
                    ""
                };
                format!("{open}{}{comma}{close}", shown.join(", "))
            }
            Self::Members(members) => {
                let shown = members
                    .iter()
                    .map(|(name, member)| format!("{}: {}", name.shown(), value(name, member)));
                format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn split(text: &str, end: usize) -> Option<(&str, &str)> {
    (end > 0).then(|| text.split_at_checked(end))?
}

/// Where the text in quotes ends with which this begins.
fn quoted(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    });
    end.map(|(end, _)| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_hidden_at_any_depth() {
        for (text, shown) in [
            (
                "[['key', [1, 2]], ['gone', None]]",
                "[['key', '<HIDDEN>'], ['gone', None]]",
            ),
            (
                "[('token', 'abcd'), ['a', 'b']]",
                "[('token', '<HIDDEN>'), ['a', 'b']]",
            ),
            (
                "[['password', \"it's\"], ['user', '\"x\"']]",
                "[['password', '<HIDDEN>'], ['user', '\"x\"']]",
            ),
            ("[['token', 'a\\'], b']]", "[['token', '<HIDDEN>']]"),
            (
                "{'token': b'v', 'b': {'key': (1,)}}",
                "{'token': '<HIDDEN>', 'b': {'key': '<HIDDEN>'}}",
            ),
            ("[['a', [['key', 'v']]]]", "[['a', [['key', '<HIDDEN>']]]]"),
            ("[['sig', 'ab'], 'xy']", "[['sig', '<HIDDEN>'], 'xy']"),
        ] {
            assert_eq!(without_credentials(text).as_deref(), Some(shown));
        }
    }

    #[test]
    fn what_is_no_container_or_has_no_credentials_stays() {
        for text in [
            "token",
            "'token'",
            "[]",
            "()",
            "('a',)",
            "{}",
            "[1.5, -2, 'a', b'token', None]",
            "['token', 'a', 'b']",
            "[['token'",
            "[b'token', 'v']",
            "{1: 'a', None: [True]} ",
        ] {
            assert_eq!(without_credentials(text), None, "{text}");
        }
    }
}
