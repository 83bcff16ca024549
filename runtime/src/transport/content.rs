//! The decoded bytes of a body → the text in the log.

use reqwest::header::HeaderMap;
use sha2::{Digest as _, Sha256};

use super::charset::Charset;
use super::hex::hex;
use crate::buildbot::Dialect;
use crate::log::Excerpt;
use crate::redact::{Redactor, Stream};

/// The text of a body that is received in pieces, redacted and shortened on the way.
pub(super) struct Content {
    charset: Charset,
    text: String,
    redacted: Stream,
    shown: String,
    excerpt: Excerpt,
    length: u64,
    digest: Sha256,
}

impl Content {
    pub(super) fn new(headers: &HeaderMap, dialect: Dialect) -> Self {
        Self {
            charset: Charset::of(headers, dialect),
            text: String::new(),
            redacted: Stream::default(),
            shown: String::new(),
            excerpt: Excerpt::default(),
            length: 0,
            digest: Sha256::new(),
        }
    }

    pub(super) fn push(&mut self, piece: &[u8], redactor: &Redactor) {
        self.length += piece.len() as u64;
        self.digest.update(piece);
        self.charset.decode(piece, false, &mut self.text);
        self.redacted.push(redactor, &self.text, &mut self.shown);
        self.text.clear();
        self.excerpt.push(&self.shown);
        self.shown.clear();
    }

    /// The length so far, in bytes.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// The text of a body that was not read to its end, without a possible beginning of a secret there.
    pub(super) fn cut(mut self) -> String {
        self.redacted = Stream::default();
        self.finish(&Redactor::default())
    }

    /// The text of the whole body; if it is shortened, with a line about the rest.
    pub(super) fn finish(mut self, redactor: &Redactor) -> String {
        self.charset.decode(b"", true, &mut self.text);
        self.redacted.push(redactor, &self.text, &mut self.shown);
        self.redacted.finish(redactor, &mut self.shown);
        self.excerpt.push(&self.shown);
        self.excerpt.finish(|| {
            let (length, digest) = (self.length, hex(&self.digest.finalize()));
            format!("the whole body has {length} bytes, SHA-256 {digest}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(pieces: &[&[u8]], secret: &str) -> String {
        let mut redactor = Redactor::default();
        redactor.learn([("token", secret)].into_iter());
        let mut content = Content::new(&HeaderMap::new(), Dialect::Native);
        for piece in pieces {
            content.push(piece, &redactor);
        }
        content.finish(&redactor)
    }

    #[test]
    fn a_secret_is_hidden_across_pieces_and_where_the_text_is_cut() {
        let secret = "canäry-4f1e9b7a";
        let pieces: Vec<_> = secret.as_bytes().chunks(1).collect();
        assert_eq!(content(&pieces, secret), "<token>");
        let long = format!(
            "{}{secret}{}",
            "a".repeat((256 << 10) - 5),
            "b".repeat(1 << 20)
        );
        let shown = content(&[long.as_bytes()], secret);
        assert!(!shown.contains("can") && !shown.contains("9b7a"));
    }

    #[test]
    fn what_is_left_out_has_a_length_and_a_digest() {
        let shown = content(&[&vec![b'a'; 1 << 20]], "other");
        let line = shown.lines().nth(1).unwrap();
        assert_eq!(
            line,
            "[720896 bytes left out; the whole body has 1048576 bytes, SHA-256 \
             9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360]"
        );
    }

    #[test]
    fn a_character_that_is_cut_off_is_replaced() {
        assert_eq!(content(&[b"a\xe2\x82"], "other"), "a\u{fffd}");
    }
}
