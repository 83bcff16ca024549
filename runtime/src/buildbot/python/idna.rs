//! International host names as Python's `idna` takes them (IDNA 2008, RFC 5891 to 5893): nothing is mapped,
//! and symbols and compatibility forms are refused, where the URL type follows UTS 46.

use std::sync::LazyLock;

use idna::AsciiDenyList;
use idna::uts46::{Hyphens, Uts46};
use regex::Regex;

/// The letters and digits of RFC 5892, section 2.1, that UTS 46 leaves as they are, and its exceptions.
static CHARACTERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const DISALLOWED: &str = "\\x{640}\\x{7FA}\\x{302E}\\x{302F}\\x{3031}-\\x{3035}\\x{303B}";
    const OLD_HANGUL: &str = "\\x{1100}-\\x{11FF}\\x{A960}-\\x{A97F}\\x{D7B0}-\\x{D7FF}";
    const MUSIC: &str = "\\x{20D0}-\\x{20FF}\\x{1D100}-\\x{1D24F}";
    const VALID: &str = "\\x{6FD}\\x{6FE}\\x{F0B}\\x{3007}";
    const IN_CONTEXT: &str = "\\x{B7}\\x{375}\\x{5F3}\\x{5F4}\\x{30FB}\\x{200C}\\x{200D}";
    let letters = "[\\p{Ll}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}\\p{Nd}]";
    let disallowed = format!("[{DISALLOWED}{OLD_HANGUL}{MUSIC}]");
    Regex::new(&format!(
        "^(?:[{letters}--{disallowed}]|[{VALID}{IN_CONTEXT}-])+$"
    ))
    .ok()
});

/// Whether a label that is not ASCII can stand in a host.
pub(super) fn is_label(label: &str) -> bool {
    let has_characters = CHARACTERS
        .as_ref()
        .is_some_and(|characters| characters.is_match(label));
    if !has_characters || !is_in_context(label) {
        return false;
    }
    let (mapped, valid) =
        Uts46::new().to_unicode(label.as_bytes(), AsciiDenyList::STD3, Hyphens::Check);
    valid.is_ok() && mapped == label
}

/// The rules of RFC 5892, appendix A.3 to A.9; UTS 46 has those for joiners.
fn is_in_context(label: &str) -> bool {
    let chars: Vec<char> = label.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| chars.get(index)).copied();
    chars.iter().enumerate().all(|(index, c)| {
        let (before, after) = (at(index.checked_sub(1)), at(index.checked_add(1)));
        match c {
            '\u{B7}' => before == Some('l') && after == Some('l'),
            '\u{375}' => after.is_some_and(is_greek),
            '\u{5F3}' | '\u{5F4}' => before.is_some_and(is_hebrew),
            '\u{30FB}' => chars.iter().any(|c| is_japanese(*c)),
            '\u{660}'..='\u{669}' => !label.contains(|c| ('\u{6F0}'..='\u{6F9}').contains(&c)),
            _ => true,
        }
    })
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{373}' | '\u{375}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5F4}')
}

/// Hiragana, Katakana or Han.
fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_make_a_label() {
        for label in [
            "bücher",
            "straße",
            "βόλος",
            "例え",
            "한국",
            "हिन्दी",
            "〇",
            "l·l",
            "ア・イ",
            "א׳",
            "͵α",
            "א٣",
        ] {
            assert!(is_label(label), "{label}");
        }
    }

    #[test]
    fn symbols_and_what_would_be_mapped_do_not() {
        for label in [
            "☃",
            "♥",
            "→",
            "a™",
            "ﬁ",
            "Ａ",
            "１",
            "Ü",
            "ℕ",
            "ſ",
            "½",
            "x²",
            "§",
            "€",
            "bu\u{308}cher",
            "a\u{ad}b",
            "a\u{200b}b",
            "a\u{200d}b",
            "-ü",
            "ü-",
            "üa--b",
            "ü_a",
            "\u{301}a",
            "a·b",
            "a・b",
            "1א",
            "٣۳",
            "\u{1100}\u{1161}",
            "\u{378}",
            "a。ü",
        ] {
            assert!(!is_label(label), "{label}");
        }
    }
}
