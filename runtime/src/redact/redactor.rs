use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use aho_corasick::{AhoCorasick, Match};
use indexmap::{IndexMap, IndexSet};

use super::forms::forms;

/// Values shorter than this are not looked for: a log full of masks for the letter `a` says nothing, and
/// tells the secret besides.
const SHORTEST: usize = 4;

/// Replaces secrets, in whatever form they come back, by their names.
///
/// It has no `Debug`, which would show them all.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    learned: IndexSet<String>,
    /// The forms that are looked for, each with the secret it stands for.
    forms: IndexMap<String, String>,
    automaton: Option<AhoCorasick>,
}

impl Redactor {
    /// Looks for these secrets from now on.
    pub(crate) fn learn<'s>(&mut self, secrets: impl Iterator<Item = (&'s str, &'s str)>) {
        let known = self.forms.len();
        for (name, value) in secrets {
            if !self.learned.insert(value.to_owned()) {
                continue;
            }
            for form in forms(value) {
                if form.trim().len() >= SHORTEST {
                    self.forms.entry(form).or_insert_with(|| name.to_owned());
                }
            }
        }
        if self.forms.len() > known {
            // Fails only beyond billions of patterns.
            self.automaton = AhoCorasick::new(self.forms.keys()).ok();
        }
    }

    /// A text that is being put together, with `<name>` in place of each secret.
    pub(crate) fn shown<'a>(&'a self, text: fmt::Arguments<'a>) -> impl fmt::Display + use<'a> {
        Shown(self, text)
    }

    /// How many bytes at the end of a text may be the beginning of a secret that goes on after it.
    pub(crate) fn open_end(&self, text: &str) -> usize {
        let begins = |form: &str| {
            let ends = form.char_indices().map(|(end, _)| end).rev();
            let begins = |end: &usize| form.get(..*end).is_some_and(|start| text.ends_with(start));
            ends.filter(|end| *end > 0).find(begins)
        };
        let open = self.forms.iter().filter_map(|(form, _)| begins(form));
        open.max().unwrap_or_default()
    }

    /// The text with `<name>` in place of each secret. Where two overlap, all that either covers goes.
    pub(crate) fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(automaton) = &self.automaton else {
            return Cow::Borrowed(text);
        };
        let found = covered(automaton.find_overlapping_iter(text));
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        let mut done = 0;
        for hit in found {
            shown.push_str(text.get(done..hit.range.start).unwrap_or_default());
            let known = self.forms.get_index(hit.pattern);
            shown.extend(["<", known.map_or("secret", |(_, name)| name), ">"]);
            done = hit.range.end;
        }
        shown.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(shown)
    }
}

/// A part of a text that secrets cover, with the longest of those that begin where it begins.
struct Covered {
    range: Range<usize>,
    longest: usize,
    pattern: usize,
}

/// The parts that are covered, in order and apart; matches come in the order of their ends.
///
/// They are joined as they come, since a text may have more matches than memory holds.
fn covered(matches: impl Iterator<Item = Match>) -> Vec<Covered> {
    let mut found: Vec<Covered> = Vec::new();
    for hit in matches {
        let mut covered = Covered {
            range: hit.range(),
            longest: hit.len(),
            pattern: hit.pattern().as_usize(),
        };
        while let Some(last) = found.pop_if(|last| last.range.end > covered.range.start) {
            let (first, then) = (last.range.start, covered.range.start);
            if first < then || first == then && last.longest > covered.longest {
                (covered.longest, covered.pattern) = (last.longest, last.pattern);
            }
            covered.range.start = first.min(then);
        }
        found.push(covered);
    }
    found
}

struct Shown<'a>(&'a Redactor, fmt::Arguments<'a>);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.automaton {
            None => f.write_fmt(self.1),
            Some(_) => f.write_str(&self.0.apply(&self.1.to_string())),
        }
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

    #[test]
    fn a_secret_is_found_in_every_form() {
        let redactor = redactor(&[("pw", "p\"ss wörd&<1>")]);
        for shown in [
            "p\"ss wörd&<1>",
            "p%22ss%20w%C3%B6rd%26%3C1%3E",
            "p%22ss%20w%c3%b6rd%26%3c1%3e",
            "p%22ss+w%C3%B6rd%26%3C1%3E",
            "%70%22%73%73%20%77%C3%B6%72%64%26%3C%31%3E",
            "p\\\"ss wörd&<1>",
            "p\\\"ss w\\u00f6rd&<1>",
            "p&quot;ss wörd&amp;&lt;1&gt;",
            "7022737320 77c3b6726426 3c313e".replace(' ', "").as_str(),
            "702273732077C3B67264263C313E",
        ] {
            assert_eq!(redactor.apply(&format!("<{shown}>")), "<<pw>>", "{shown}");
        }
    }

    #[test]
    fn base64_is_found_wherever_the_secret_stands_in_what_is_encoded() {
        use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
        let secret = "s3cr3t??>>token";
        let redactor = redactor(&[("token", secret)]);
        for before in ["", "a", "ab", "user:", "longer than that:"] {
            for after in ["", ".", "..", "..."] {
                let text = format!("{before}{secret}{after}");
                for encoded in [
                    BASE64_STANDARD.encode(&text),
                    BASE64_URL_SAFE_NO_PAD.encode(&text),
                ] {
                    let shown = redactor.apply(&encoded);
                    assert!(shown.contains("<token>"), "{before:?} {after:?}: {shown}");
                }
            }
        }
    }

    #[test]
    fn the_beginning_of_a_secret_at_the_end_of_a_text_is_seen() {
        let redactor = redactor(&[("token", "abcabd")]);
        let table = [
            ("x", 0),
            ("xa", 1),
            ("xabcab", 5),
            ("abcabd", 0),
            ("abcabdab", 2),
        ];
        for (text, open) in table {
            assert_eq!(redactor.open_end(text), open, "{text}");
        }
    }

    #[test]
    fn secrets_that_overlap_are_covered_whole() {
        let redactor = redactor(&[("a", "abcdef"), ("b", "defghi"), ("c", "abcd")]);
        assert_eq!(redactor.apply("-abcdefghi-abcd-"), "-<a>-<c>-");
    }

    #[test]
    fn lines_are_found_alone_and_short_values_not_at_all() {
        let redactor = redactor(&[
            ("key", "-----BEGIN\nfirstline\n\nsecond line\n"),
            ("pin", "123"),
        ]);
        assert_eq!(
            redactor.apply("  firstline | second line 123"),
            "  <key> | <key> 123"
        );
    }
}
