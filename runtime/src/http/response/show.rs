//! Shortened values for messages.

use crate::redact::{Redactor, Stream};
use crate::step::ResponsePart;
use crate::transport::Response;

/// The longest value in a message, in characters.
const MOST: usize = 200;

/// How much of a value is redacted at a time, in characters: only the beginning of a long one is needed.
const PIECE: usize = 16 << 10;

/// Redacts a text, and shortens it if it is long.
pub(in crate::http) fn shorten(text: &str, redactor: &Redactor) -> String {
    let (mut stream, mut begun, mut rest) = (Stream::default(), String::new(), text);
    while !rest.is_empty() && end_of(&begun, MOST).is_none() {
        let (piece, after) = rest.split_at(end_of(rest, PIECE).unwrap_or(rest.len()));
        stream.push(redactor, piece, &mut begun);
        rest = after;
    }
    if rest.is_empty() {
        stream.finish(redactor, &mut begun);
    }
    let line = redactor.line(&begun);
    match end_of(&line, MOST) {
        None => line.into_owned(),
        Some(end) => format!("{}…", line.get(..end).unwrap_or_default()),
    }
}

/// The end of that many characters, in a text that has more.
fn end_of(text: &str, characters: usize) -> Option<usize> {
    let mut characters = text.char_indices().skip(characters);
    characters.next().map(|(end, _)| end)
}

/// Redacts and shortens a part of a response, unless its body may not be shown.
pub(super) fn shorten_part(
    text: &str,
    part: &ResponsePart,
    response: &Response,
    redactor: &Redactor,
) -> String {
    if response.is_omitted && part.is_of_body() {
        return "a value that is not shown".to_owned();
    }
    shorten(text, redactor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_the_beginning_is_shown_without_secrets() {
        let secret: String = (0..150).map(|n| format!("{n:03}-")).collect();
        let mut redactor = Redactor::default();
        redactor.learn([("t", secret.as_str())].into_iter());
        let table = [
            (secret.repeat(60), "<t>".repeat(60)),
            (secret.repeat(90), format!("{}<t…", "<t>".repeat(66))),
            ("ä".repeat(200), "ä".repeat(200)),
            ("ä".repeat(50_000), format!("{}…", "ä".repeat(200))),
        ];
        for (text, expected) in table {
            assert_eq!(shorten(&text, &redactor), expected);
        }
    }
}
