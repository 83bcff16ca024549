//! What a cookie may be called, and what it may hold.
#![cfg(test)]

use http_step_syntax::{Problem, cookie};

/// The text at fault, what is wrong, what to write.
fn said<'t>(text: &'t str, problem: &'t Problem) -> (&'t str, &'t str, &'t str) {
    let fault = text
        .get(problem.range.clone())
        .unwrap_or("(out of the text)");
    (
        fault,
        &problem.what,
        problem.help.as_deref().unwrap_or_default(),
    )
}

#[test]
fn names() {
    for text in ["sid", "JSESSIONID", "__Host-id", "a.b", "!#$%&'*+-.^_`|~"] {
        assert_eq!(cookie::name(text), Ok(()), "{text}");
    }
    let letters = "the name of a cookie has letters, digits, `-` and `_`";
    for (text, expected) in [
        (
            "",
            ("", "the cookie has no name", "write a name like `theme`"),
        ),
        (
            "a b",
            (" ", "a space can't stand in the name of a cookie", letters),
        ),
        (
            "sid=7",
            (
                "=",
                "`=` can't stand in the name of a cookie",
                "write the name alone, and the value behind the `:`",
            ),
        ),
        (
            "a;",
            (";", "`;` can't stand in the name of a cookie", letters),
        ),
        (
            "Größe",
            ("ö", "`ö` can't stand in the name of a cookie", letters),
        ),
        (
            "a\n",
            ("\n", "`\\n` can't stand in the name of a cookie", letters),
        ),
    ] {
        let problem = cookie::name(text).unwrap_err();
        assert_eq!(said(text, &problem), expected, "{text:?}");
    }
}

#[test]
fn values() {
    for text in ["", "a b", "a=b", "größe", "\"a b\"", "\"\"", "%3B", "{}"] {
        assert_eq!(cookie::value(text), Ok(()), "{text:?}");
    }
    let out = "leave it out";
    for (text, fault, what, help) in [
        (
            "a;b",
            ";",
            "`;` can't stand in the value of a cookie",
            "write `%3B`, if the service reads that",
        ),
        (
            "a,b",
            ",",
            "`,` can't stand in the value of a cookie",
            "write `%2C`, if the service reads that",
        ),
        (
            "a\\",
            "\\",
            "`\\` can't stand in the value of a cookie",
            "write `%5C`, if the service reads that",
        ),
        (
            "\"",
            "\"",
            "`\"` can't stand in the value of a cookie",
            "write `%22`, if the service reads that",
        ),
        (
            "\"a;\"",
            ";",
            "`;` can't stand in the value of a cookie",
            "write `%3B`, if the service reads that",
        ),
        (
            "é\r\n",
            "\r",
            "`\\r` can't stand in the value of a cookie",
            out,
        ),
        (
            "\u{85}",
            "\u{85}",
            "`\\u{85}` can't stand in the value of a cookie",
            out,
        ),
        (
            "a\tb",
            "\t",
            "`\\t` can't stand in the value of a cookie",
            out,
        ),
        (
            "  a",
            "  ",
            "the value of a cookie starts with a blank",
            out,
        ),
        ("a ", " ", "the value of a cookie ends with a blank", out),
        (" ", " ", "the value of a cookie starts with a blank", out),
    ] {
        let problem = cookie::value(text).unwrap_err();
        assert_eq!(said(text, &problem), (fault, what, help), "{text:?}");
    }
}
