use super::Redactor;

/// A text that is redacted as it comes, in whatever pieces: the same comes out as of the whole text.
///
/// It holds no more than the longest form of a secret, and the piece that it is given.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    /// The end of what came: a secret may have begun in it.
    held: String,
    /// How many bytes at its beginning have been replaced already.
    replaced: usize,
}

impl Stream {
    /// Takes a piece, and appends to `shown` what can be shown by now.
    pub(crate) fn push(&mut self, redactor: &Redactor, text: &str, shown: &mut String) {
        if redactor.is_idle() {
            shown.push_str(text);
            return;
        }
        self.held.push_str(text);
        let end = self.held.len() - redactor.open_end(&self.held);
        self.release(redactor, end, shown);
    }

    /// Appends what is left: nothing comes any more.
    pub(crate) fn finish(&mut self, redactor: &Redactor, shown: &mut String) {
        self.release(redactor, self.held.len(), shown);
    }

    /// Lets go of what stands before `end`, where nothing can begin that isn't seen yet.
    fn release(&mut self, redactor: &Redactor, end: usize, shown: &mut String) {
        let mut done = self.replaced;
        for hit in redactor.find(&self.held) {
            if hit.range.start >= end {
                break;
            }
            if hit.range.start >= done {
                shown.push_str(self.held.get(done..hit.range.start).unwrap_or_default());
                redactor.mask(&hit, shown);
            }
            done = done.max(hit.range.end);
        }
        shown.push_str(self.held.get(done..end).unwrap_or_default());
        self.replaced = done.saturating_sub(end);
        self.held.drain(..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor(secrets: &[(&str, &str)]) -> Redactor {
        let mut redactor = Redactor::default();
        redactor.learn(secrets.iter().copied());
        redactor
    }

    fn in_pieces<'t>(redactor: &Redactor, pieces: impl Iterator<Item = &'t str>) -> String {
        let mut stream = Stream::default();
        let mut shown = String::new();
        for piece in pieces {
            stream.push(redactor, piece, &mut shown);
        }
        stream.finish(redactor, &mut shown);
        shown
    }

    #[test]
    fn pieces_show_what_the_whole_shows() {
        let redactor = redactor(&[
            ("a", "abcdef"),
            ("b", "defghi"),
            ("c", "abcd"),
            ("d", "äöüä"),
            ("e", "aaaa"),
            ("f", "f=\"=g"),
        ]);
        for text in [
            r#"\"f\u003d\"=g\""#,
            r#"f=\u0022\u003dgf\u003d\\\"=g"#,
            r#"f=\ud83d\ude00\u00"#,
            "",
            "-abcdefghi-abcd-",
            "abcdabcdefg",
            "xäöüäöüäx",
            "aaaaaaaaabcdefaaaa",
            "abcabcdeabcdefgh",
            "nothing in here",
        ] {
            let whole = redactor.apply(text);
            let borders: Vec<_> = (0..=text.len())
                .filter(|at| text.is_char_boundary(*at))
                .collect();
            for first in &borders {
                for second in borders.iter().filter(|second| *second >= first) {
                    let pieces = [&text[..*first], &text[*first..*second], &text[*second..]];
                    assert_eq!(
                        in_pieces(&redactor, pieces.into_iter()),
                        whole,
                        "{pieces:?}"
                    );
                }
            }
            let letters = text.split_inclusive(|_| true);
            assert_eq!(in_pieces(&redactor, letters), whole);
        }
    }

    #[test]
    fn what_is_held_stays_small() {
        let redactor = redactor(&[("e", "aaaa")]);
        let mut stream = Stream::default();
        let mut shown = String::new();
        for _ in 0..1000 {
            stream.push(&redactor, "aaaaaaaaaa", &mut shown);
            assert!(stream.held.len() < 4);
        }
        stream.finish(&redactor, &mut shown);
        assert_eq!(shown, "<e>");
    }
}
