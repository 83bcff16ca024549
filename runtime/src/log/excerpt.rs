//! What a log keeps of a long text: its beginning and its end.

use std::borrow::Cow;

/// How much of the beginning is kept, in bytes.
const FIRST: usize = 256 << 10;

/// How much of the end is kept, in bytes.
const LAST: usize = 64 << 10;

/// A text of which no more is held than is kept.
#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    first: String,
    /// What came after the beginning; its own beginning is dropped from time to time.
    last: String,
    length: u64,
}

impl Excerpt {
    pub(crate) fn push(&mut self, mut text: &str) {
        self.length += text.len() as u64;
        if self.last.is_empty() {
            let room = FIRST - self.first.len();
            let (first, rest) = text.split_at(boundary(text, room));
            self.first.push_str(first);
            text = rest;
        }
        self.last.push_str(text);
        if self.last.len() > 2 * LAST {
            self.shorten();
        }
    }

    /// The whole text, or its beginning and its end around a line that says how much was left out, and
    /// `of_whole` about the whole.
    pub(crate) fn finish(mut self, of_whole: impl FnOnce() -> String) -> String {
        let kept = (FIRST + LAST) as u64;
        if self.length > kept {
            self.shorten();
            let left_out = self.length - (self.first.len() + self.last.len()) as u64;
            let line = format!("\n[{left_out} bytes left out; {}]\n", of_whole());
            self.first.push_str(&line);
        }
        self.first.push_str(&self.last);
        self.first
    }

    fn shorten(&mut self) {
        let start = self.last.len().saturating_sub(LAST);
        self.last.drain(..boundary(&self.last, start));
    }
}

/// How much of the beginning stays where another log has more of the same text, and of the end.
const BRIEF: (usize, usize) = (96 << 10, 32 << 10);

/// A text of which the log of that name has more, shortened where it is long.
pub(crate) fn brief<'t>(text: &'t str, log: &str) -> Cow<'t, str> {
    let (first, last) = BRIEF;
    if text.len() <= first + last {
        return Cow::Borrowed(text);
    }
    let (start, rest) = text.split_at(boundary(text, first));
    let (middle, end) = rest.split_at(boundary(rest, rest.len() - last));
    let left_out = middle.len();
    Cow::Owned(format!(
        "{start}\n[{left_out} bytes left out; see the log `{log}`]\n{end}"
    ))
}

/// A text as a log keeps it.
pub(crate) fn excerpt(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= FIRST + LAST {
        return text;
    }
    let mut excerpt = Excerpt::default();
    excerpt.push(&text);
    let of_whole = || format!("the whole text has {} bytes", text.len());
    Cow::Owned(excerpt.finish(of_whole))
}

/// Where a character begins, at a byte or right before it.
fn boundary(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let mut places = (0..=at).rev();
    places
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_pieces(text: &str, piece: usize) -> String {
        let mut excerpt = Excerpt::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(boundary(rest, piece));
            excerpt.push(piece);
            assert!(excerpt.last.len() <= 2 * LAST + piece.len());
            rest = after;
        }
        excerpt.finish(|| "of more".to_owned())
    }

    #[test]
    fn what_fits_is_kept_whole() {
        for text in [
            String::new(),
            "a".repeat(FIRST),
            "a".repeat(FIRST + LAST),
            "é".repeat((FIRST + LAST) / 2),
            format!("a{}", "é".repeat((FIRST + LAST) / 2 - 1)),
        ] {
            for piece in [1 << 10, 100_000, text.len().max(2)] {
                assert_eq!(in_pieces(&text, piece), text);
                assert_eq!(excerpt(text.as_str().into()), text);
            }
        }
    }

    #[test]
    fn of_what_does_not_fit_both_ends_are_kept() {
        let text = format!("a{}z", "é".repeat(1 << 20));
        for piece in [1 << 10, 100_000, text.len()] {
            let excerpt = in_pieces(&text, piece);
            let (first, rest) = excerpt.split_once("\n[").unwrap();
            let (line, last) = rest.split_once("]\n").unwrap();
            assert_eq!(first, &text[..first.len()]);
            assert_eq!(last, &text[text.len() - last.len()..]);
            assert!(FIRST - first.len() < 2 && last.len() - LAST < 2);
            let left_out = text.len() - first.len() - last.len();
            assert_eq!(line, format!("{left_out} bytes left out; of more"));
        }
    }

    #[test]
    fn what_another_log_has_is_shortened() {
        let short = "é".repeat(64 << 10);
        assert_eq!(brief(&short, "content"), short);
        let long = format!("a{}z", "é".repeat(100 << 10));
        let shown = brief(&long, "content");
        assert!(shown.contains(" bytes left out; see the log `content`]\n"));
        assert!(shown.starts_with('a') && shown.ends_with('z') && shown.len() < 132 << 10);
    }

    #[test]
    fn one_byte_too_many_is_cut() {
        let long = "a".repeat(FIRST + LAST + 1);
        let excerpt = excerpt(long.into());
        assert!(excerpt.contains("\n[1 bytes left out; the whole text has 327681 bytes]\n"));
    }
}
