use std::borrow::Cow;
use std::fmt;

use super::by_name::is_sensitive;
use super::known::Known;
use super::patterns::{Covered, Patterns, merge_overlapping};
#[cfg(feature = "testing")]
use super::shared::SharedRedactor;
use super::unescaped::Unescaped;
use super::{CREDENTIAL, one_line};

/// How many credentials of exchanges are looked for; a server can send others for ever.
const MOST_OF_EXCHANGES: usize = 64;

/// How often a text may have been made the inside of a JSON text: a body that quotes a body, in a message.
const MOST_ESCAPED: usize = 3;

/// Replaces secrets, in whatever form they come back, by their names.
///
/// It has no `Debug`, which would show them all.
#[derive(Default)]
pub(crate) struct Redactor {
    /// Secrets, and the credentials of requests.
    pub(super) permanent: Known,
    /// The credentials of answers.
    temporary: Known,
    #[cfg(feature = "testing")]
    pub(super) shared: Option<SharedRedactor>,
}

impl Redactor {
    /// Looks for what an exchange has brought up, from now on: secrets by their names, and credentials that
    /// go by [`CREDENTIAL`]. Of those the first are forgotten in the long run.
    pub(crate) fn learn<'s>(&mut self, values: impl Iterator<Item = (&'s str, &'s str)>) {
        let (credentials, secrets): (Vec<_>, Vec<_>) =
            values.partition(|(name, _)| *name == CREDENTIAL);
        self.learn_secrets(secrets.into_iter());
        let new = credentials.into_iter().map(|(_, value)| value);
        self.remember_temporary(
            new.filter(|value| is_sensitive(value))
                .map(|value| (None, value)),
        );
    }

    /// Looks for these secrets, which others will follow: the first are forgotten in the long run.
    pub(crate) fn learn_temporary<'s>(
        &mut self,
        secrets: impl Iterator<Item = (&'s str, &'s str)>,
    ) {
        self.remember_temporary(secrets.map(|(name, value)| (Some(name), value)));
    }

    fn remember_temporary<'s>(&mut self, values: impl Iterator<Item = (Option<&'s str>, &'s str)>) {
        let new: Vec<_> = values
            .filter(|(_, value)| !self.permanent.has(value))
            .collect();
        // Before, not after: of one answer all are known, however many it has.
        self.temporary.forget_all_but(MOST_OF_EXCHANGES);
        self.temporary.add(new.iter().copied());
        #[cfg(feature = "testing")]
        self.share(&new);
    }

    /// Looks for these secrets from now on, whatever their names.
    pub(crate) fn learn_secrets<'s>(&mut self, secrets: impl Iterator<Item = (&'s str, &'s str)>) {
        self.remember(secrets.map(|(name, value)| (Some(name), value)));
    }

    /// Looks for credentials that are sent, to the end: a server decides how late it shows them.
    pub(crate) fn learn_credentials<'s>(&mut self, values: impl Iterator<Item = &'s str>) {
        let values = values.filter(|value| is_sensitive(value));
        self.remember(values.map(|value| (None, value)));
    }

    pub(super) fn remember<'s>(
        &mut self,
        values: impl Iterator<Item = (Option<&'s str>, &'s str)>,
    ) {
        let values: Vec<_> = values.collect();
        self.permanent.add(values.iter().copied());
        #[cfg(feature = "testing")]
        self.share(&values);
    }

    /// A text that is being put together, with `<name>` in place of each secret.
    pub(crate) fn redacting<'a>(&'a self, text: fmt::Arguments<'a>) -> impl fmt::Display + use<'a> {
        RedactedArguments(self, text)
    }

    /// A text in one line. Secrets are looked for on both sides of the escapes: what has been written
    /// before may have escapes of its own.
    pub(crate) fn line<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let shown = self.apply(text);
        let line = match one_line(&shown) {
            Cow::Borrowed(_) => return shown,
            Cow::Owned(line) => self.apply(&line).into_owned(),
        };
        Cow::Owned(line)
    }

    /// Whether a text holds something that is looked for.
    pub(crate) fn contains_secret(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// Whether a text holds a secret that has a name, which no credential has that is hidden without
    /// being asked.
    pub(crate) fn contains_named_secret(&self, text: &str) -> bool {
        self.patterns().any(|patterns| patterns.has_named(text))
            || self.find(text).iter().any(|found| found.name.is_some())
    }

    /// How many bytes at the end of a text may be the beginning of a secret that goes on after it.
    pub(crate) fn open_end(&self, text: &str) -> usize {
        self.open_end_within(text, MOST_ESCAPED)
    }

    fn open_end_within(&self, text: &str, levels: usize) -> usize {
        let open = self
            .patterns()
            .map(|patterns| patterns.partial_match(text.as_bytes()));
        let open = open.max().unwrap_or_default();
        let unescaped = Unescaped::of(text).filter(|_| levels > 0);
        let Some(unescaped) = unescaped else {
            return open;
        };
        let within = self.open_end_within(&unescaped.text, levels - 1);
        open.max(text.len() - unescaped.start_of_last(within))
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_idle(&self) -> bool {
        self.patterns().next().is_none()
    }

    /// The parts of a text that secrets cover, in order and apart.
    pub(super) fn find(&self, text: &str) -> Vec<Covered<'_>> {
        match self.is_idle() {
            true => Vec::new(),
            false => self.find_within(text, MOST_ESCAPED),
        }
    }

    /// The same, also where the text is the inside of a JSON text, on so many levels.
    fn find_within(&self, text: &str, levels: usize) -> Vec<Covered<'_>> {
        let mut all = Vec::new();
        for patterns in self.patterns() {
            all = merge(all, patterns.covered(text));
        }
        if levels > 0
            && let Some(unescaped) = Unescaped::of(text)
        {
            let found = self.find_within(&unescaped.text, levels - 1).into_iter();
            let found = found.map(|covered| {
                let range = unescaped.was(&covered.range);
                covered.at(range)
            });
            all = merge(all, found.collect());
        }
        all
    }

    /// Appends what is shown in place of a part that secrets cover.
    pub(super) fn mask(&self, covered: &Covered<'_>, shown: &mut String) {
        shown.extend(["<", covered.name.unwrap_or(CREDENTIAL), ">"]);
    }

    /// The text with `<name>` in place of each secret. Where two overlap, all that either covers goes.
    pub(crate) fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let found = self.find(text);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        let mut done = 0;
        for hit in found {
            shown.push_str(text.get(done..hit.range.start).unwrap_or_default());
            self.mask(&hit, &mut shown);
            done = hit.range.end;
        }
        shown.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(shown)
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = &Patterns> {
        self.permanent.patterns().chain(self.temporary.patterns())
    }
}

fn merge<'a>(mut all: Vec<Covered<'a>>, found: Vec<Covered<'a>>) -> Vec<Covered<'a>> {
    if all.is_empty() || found.is_empty() {
        all.extend(found);
        return all;
    }
    all.extend(found);
    all.sort_by_key(|covered| covered.range.end);
    merge_overlapping(all.into_iter())
}

struct RedactedArguments<'a>(&'a Redactor, fmt::Arguments<'a>);

impl fmt::Display for RedactedArguments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.is_idle() {
            true => f.write_fmt(self.1),
            false => f.write_str(&self.0.apply(&self.1.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::HIDDEN;
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
    fn a_secret_is_found_however_it_is_escaped_in_json() {
        let redactor = redactor(&[("pw", "a+b/c=='\"<ä>&\\")]);
        for shown in [
            r#"a\u002Bb/c\u003d\u003d'\"<ä>&\\"#,
            r#"a\u002bb\/c==\u0027\u0022\u003C\u00E4\u003E\u0026\u005c"#,
            r#"\u0061\u002b\u0062\u002f\u0063\u003d\u003d\u0027\u0022\u003c\u00e4\u003e\u0026\u005c"#,
            r#"a+b/c==\u0027\\\"\u003cä>&\\\\"#,
            r#"a+b/c\\u003d\\u003d'\\\"<ä>&\\\\"#,
        ] {
            let shown = format!("{{\"x\": \"{shown}\", \"y\": \"\\u00e4\"}}");
            let expected = "{\"x\": \"<pw>\", \"y\": \"\\u00e4\"}";
            assert_eq!(redactor.apply(&shown), expected, "{shown}");
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
            ("äabc", 3),
        ];
        for (text, open) in table {
            assert_eq!(redactor.open_end(text), open, "{text}");
        }
    }

    #[test]
    fn only_secrets_are_known_by_name() {
        let mut redactor = redactor(&[("token", "canary-4f1e")]);
        redactor.learn_secrets([("HIDDEN", "s3cr3t")].into_iter());
        redactor.learn([(CREDENTIAL, "lang-en")].into_iter());
        let known = |text| {
            (
                redactor.contains_secret(text),
                redactor.contains_named_secret(text),
            )
        };
        assert_eq!(known("a lang-en"), (true, false));
        assert_eq!(known("a%20s3cr3t"), (true, true));
        assert_eq!(known("canary-4f1e lang-en"), (true, true));
        assert_eq!(known("else"), (false, false));
    }

    #[test]
    fn of_the_credentials_of_exchanges_the_first_are_forgotten_and_no_others() {
        let mut redactor = redactor(&[("pw", "hunter2")]);
        redactor.learn_credentials(["Bearer abcdef"].into_iter());
        let cookie = |number: usize| format!("c00kie-{number:05}");
        for number in 0..1_000 {
            redactor.learn([(CREDENTIAL, cookie(number).as_str())].into_iter());
            assert_eq!(redactor.apply(&cookie(number)), HIDDEN);
        }
        assert_eq!(redactor.apply(&cookie(1_000 - MOST_OF_EXCHANGES)), HIDDEN);
        assert_eq!(redactor.apply(&cookie(0)), cookie(0));
        assert_eq!(redactor.apply("hunter2 Bearer abcdef"), "<pw> <HIDDEN>");
        let known: usize = redactor
            .temporary
            .patterns()
            .map(|set| set.values.len())
            .sum();
        assert!(known <= 2 * MOST_OF_EXCHANGES);
    }

    #[test]
    fn a_credential_that_comes_again_is_young_again() {
        let mut redactor = Redactor::default();
        let mut learn = |value: &str| redactor.learn([(CREDENTIAL, value)].into_iter());
        for number in 0..1_000 {
            learn("c00kie-again");
            learn(&format!("c00kie-{number:05}"));
        }
        assert_eq!(redactor.apply("c00kie-again"), HIDDEN);
    }

    #[test]
    fn all_credentials_of_one_answer_are_known() {
        let mut redactor = Redactor::default();
        for answer in 0..9 {
            let values: Vec<_> = (0..200).map(|n| format!("t0ken-{answer}-{n:03}")).collect();
            redactor.learn(values.iter().map(|value| (CREDENTIAL, value.as_str())));
            for value in &values {
                assert_eq!(redactor.apply(value), HIDDEN);
            }
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
