use std::borrow::Cow;

use crate::redact;

/// A text as a terminal or a CI system may show it: control characters but newline and tab, and those that
/// turn the direction of writing, become escapes, and so does the first character of what a CI system would
/// take for a command (`::set-output`, `##vso[…]`, `##[…]`, `##teamcity[…]`).
///
/// Observers that print what a server has sent, or what a property holds, put it through this.
///
/// ```
/// use http_step::printable;
///
/// assert_eq!(printable("fine\n\t1: 2\n"), "fine\n\t1: 2\n");
/// assert_eq!(printable("\u{1b}[2J"), "\\u{1b}[2J");
/// assert_eq!(printable(" ::set-env name=PATH::/tmp\n"), " \\u{3a}:set-env name=PATH::/tmp\n");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| c != '\n' && redact::is_escaped(c);
    if !text.contains(is_escaped) && !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len();
        for (at, c) in line.char_indices() {
            let rest = line.get(at..).unwrap_or_default();
            // GitHub looks for `::` at the start of a line; Azure for its own anywhere in it.
            let is_command = at == start && rest.starts_with("::") || is_bracketed(rest);
            if is_command {
                shown.extend(c.escape_unicode());
            } else if is_escaped(c) {
                shown.extend(c.escape_default());
            } else {
                shown.push(c);
            }
        }
    }
    Cow::Owned(shown)
}

/// `##`, a word or none, and a bracket.
fn is_bracketed(text: &str) -> bool {
    let word = text.strip_prefix("##");
    let word =
        word.map(|word| word.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-'));
    word.is_some_and(|rest| rest.starts_with('['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_obeyed() {
        let table = [
            ("", ""),
            ("a::b ## c\n# [x]\n", "a::b ## c\n# [x]\n"),
            ("::set-output name=a::b", "\\u{3a}:set-output name=a::b"),
            (
                "x\n\t::stop-commands::x\n",
                "x\n\t\\u{3a}:stop-commands::x\n",
            ),
            (
                "a ##vso[task.setvariable]b",
                "a \\u{23}#vso[task.setvariable]b",
            ),
            ("##[group]", "\\u{23}#[group]"),
            ("###[x]", "#\\u{23}#[x]"),
            ("##teamcity[publish]", "\\u{23}#teamcity[publish]"),
            ("\r::a", "\\r\\u{3a}:a"),
            ("a\u{202e}b\u{2028}\u{7f}", "a\\u{202e}b\\u{2028}\\u{7f}"),
        ];
        for (text, shown) in table {
            assert_eq!(printable(text), shown);
        }
    }
}
