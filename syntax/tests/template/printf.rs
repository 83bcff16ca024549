//! The part of keyed templates that Python's printf checks.

use super::{NOT_ENOUGH, PERCENT, needs_letter, rejects};

const BALANCE: &str = "close it with `)s`; parentheses in a key must be balanced";
const TAKES_S: &str = "write `s`: the value is inserted as text";
const SMALLER: &str = "write a smaller number";

#[test]
fn incomplete() {
    let format = "incomplete format";
    let key = "incomplete format key";
    rejects(&[
        ("100%", "%", format, PERCENT),
        ("a %5", "%5", format, PERCENT),
        ("%-.l", "%-.l", format, PERCENT),
        ("%(prop:x)", "%(prop:x)", format, &needs_letter("prop:x")),
        (
            "%(prop:x)s%(prop:y)-5.",
            "%(prop:y)-5.",
            format,
            &needs_letter("prop:y"),
        ),
        (
            "%(prop:x:-%(prop:y))s",
            "%(prop:y)",
            format,
            &needs_letter("prop:y"),
        ),
        (
            "é%(prop:x:-é%(prop:y))s",
            "%(prop:y)",
            format,
            &needs_letter("prop:y"),
        ),
        ("%(", "%(", key, BALANCE),
        ("a%(prop:x", "%(", key, BALANCE),
        ("%(())s%(()s", "%(", key, BALANCE),
        ("%(prop:x:-'(')s", "%(", key, BALANCE),
        ("%(prop:x:?|%(|b)|c)s", "%(|b)", format, &needs_letter("|b")),
        ("%(worker:(:?)a%()b)s", "%(", key, BALANCE),
    ]);
}

#[test]
fn no_conversion() {
    let character = |shown, code, index| {
        format!("unsupported format character '{shown}' ({code}) at index {index}")
    };
    for (text, fault, shown, code, index, help) in [
        ("%q", "%q", "q", "0x71", 1, PERCENT),
        ("50% off %(prop:x)s", "% o", "", "", 0, PERCENT),
        ("%5%", "%5%", "%", "0x25", 2, PERCENT),
        ("é%z", "%z", "z", "0x7a", 2, PERCENT),
        ("%é", "%é", "?", "0xe9", 1, PERCENT),
        ("%\0", "%\0", "?", "0x0", 1, PERCENT),
        ("%\u{1f}", "%\u{1f}", "\u{1f}", "0x1f", 1, PERCENT),
        ("%~", "%~", "~", "0x7e", 1, PERCENT),
        ("%\u{7f}", "%\u{7f}", "?", "0x7f", 1, PERCENT),
        ("%😀", "%😀", "?", "0x1f600", 1, PERCENT),
        ("%lls", "%ll", "l", "0x6c", 2, PERCENT),
        ("%(prop:x)/b", "/", "/", "0x2f", 9, &needs_letter("prop:x")),
        (
            "%(prop:x).txt",
            "t",
            "t",
            "0x74",
            10,
            &needs_letter("prop:x"),
        ),
        ("%(prop:x)é", "é", "?", "0xe9", 9, &needs_letter("prop:x")),
        (
            "%(prop:x) %(prop:y)s",
            "%",
            "%",
            "0x25",
            10,
            &needs_letter("prop:x"),
        ),
        (
            "%(prop:x)5-s",
            "-",
            "-",
            "0x2d",
            10,
            &needs_letter("prop:x"),
        ),
        (
            "%(prop:x:-a)b)s",
            "b",
            "b",
            "0x62",
            12,
            &needs_letter("prop:x:-a"),
        ),
        (
            "12345%(prop:x:-é%(prop:y)/)s",
            "/",
            "/",
            "0x2f",
            10,
            &needs_letter("prop:y"),
        ),
    ] {
        let what = match shown {
            "" => NOT_ENOUGH.to_owned(),
            shown => character(shown, code, index),
        };
        rejects(&[(text, fault, &what, help)]);
    }
}

#[test]
fn too_big() {
    rejects(&[
        (
            "%(prop:x)9223372036854775808s",
            "9223372036854775808",
            "width too big",
            SMALLER,
        ),
        (
            "%(prop:x)-99999999999999999999s",
            "99999999999999999999",
            "width too big",
            SMALLER,
        ),
        (
            "%(prop:x).2147483648s",
            "2147483648",
            "precision too big",
            SMALLER,
        ),
        (
            "%(prop:x)5.99999999999999999999",
            "99999999999999999999",
            "precision too big",
            SMALLER,
        ),
    ]);
}

#[test]
fn numbers_and_stars() {
    let real = |letter| format!("%{letter} format: a real number is required, not str");
    let integer = |letter| format!("%{letter} format: an integer is required, not str");
    for letter in ["d", "i", "u"] {
        rejects(&[(
            &format!("%(prop:x){letter}"),
            letter,
            &real(letter),
            TAKES_S,
        )]);
    }
    for letter in ["x", "X", "o"] {
        rejects(&[(
            &format!("%(prop:x)5{letter}"),
            letter,
            &integer(letter),
            TAKES_S,
        )]);
    }
    for letter in ["e", "E", "f", "F", "g", "G"] {
        let text = format!("%(prop:x).2{letter}");
        rejects(&[(&text, letter, "must be real number, not str", TAKES_S)]);
    }
    let star = "write the number for `*`";
    rejects(&[
        ("%(prop:x)c", "c", "%c requires int or char", TAKES_S),
        ("%(prop:x) done", "d", &real("d"), &needs_letter("prop:x")),
        (
            "%(prop:x) for",
            "f",
            "must be real number, not str",
            &needs_letter("prop:x"),
        ),
        ("a%(prop:x)*s", "%(prop:x)*s", "* wants int", star),
        ("%(prop:x)-5.*s", "%(prop:x)-5.*s", "* wants int", star),
    ]);
}

/// A letter that a word goes on after is not meant as that of the conversion.
#[test]
fn letters_of_the_next_word() {
    let integer = "%o format: an integer is required, not str";
    let real = "%d format: a real number is required, not str";
    for (text, letter, what) in [
        ("%(prop:branch) of %(prop:x)s", "o", integer),
        ("%(prop:branch)of", "o", integer),
        ("%(prop:branch)done", "d", real),
    ] {
        rejects(&[(text, letter, what, "`%(prop:branch)` needs a final `s`")]);
    }
    let long = format!("%(prop:x:-{})/", "a".repeat(40));
    rejects(&[(
        &long,
        "/",
        "unsupported format character '/' (0x2f) at index 51",
        "`%(…)` needs a final `s`",
    )]);
}

/// Without arguments there is nothing for a conversion without a key.
#[test]
fn no_arguments() {
    for (text, fault) in [
        ("%s", "%s"),
        ("<%.1r>", "%.1r"),
        ("%a%%", "%a"),
        ("%d", "%d"),
        ("%2Fa", "%2F"),
        ("%*d", "%*d"),
        ("%s %s", "%s"),
        ("%(prop:x)s %s", "%s"),
        ("%(prop:x)s%20%(prop:y)s", "%20%"),
        ("%(prop:x)s %q", "%q"),
        ("%s %(prop:x)s", "%s"),
        ("%(prop:x:-%s)s", "%s"),
        ("%(prop:x:?|a|%s)s", "%s"),
    ] {
        rejects(&[(text, fault, NOT_ENOUGH, PERCENT)]);
    }
}
