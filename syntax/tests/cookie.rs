//! The names and values of cookies.
#![cfg(test)]

use http_step_syntax::{Problem, cookie};

/// Returns the text at fault, what is wrong, and what to write.
fn found<'t>(text: &'t str, problem: &'t Problem) -> (&'t str, &'t str, &'t str) {
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
    let letters = "the name of a cookie consists of letters, digits, `-` and `_`";
    for (text, expected) in [
        (
            "",
            (
                "",
                "the name of a cookie must not be empty",
                "write a name like `theme`",
            ),
        ),
        (
            "a b",
            (
                " ",
                "a space is not allowed in the name of a cookie",
                letters,
            ),
        ),
        (
            "sid=7",
            (
                "=",
                "`=` is not allowed in the name of a cookie",
                "write the name alone, and the value after the `:`",
            ),
        ),
        (
            "a;",
            (";", "`;` is not allowed in the name of a cookie", letters),
        ),
        (
            "Größe",
            ("ö", "`ö` is not allowed in the name of a cookie", letters),
        ),
        (
            "a\n",
            (
                "\n",
                "a line break is not allowed in the name of a cookie",
                letters,
            ),
        ),
    ] {
        let problem = cookie::name(text).unwrap_err();
        assert_eq!(found(text, &problem), expected, "{text:?}");
    }
}

#[test]
fn values() {
    for text in ["", "a b", "a=b", "größe", "\"a b\"", "\"\"", "%3B", "{}"] {
        assert_eq!(cookie::value(text), Ok(()), "{text:?}");
    }
    let remove = "remove it";
    for (text, fault, what, help) in [
        (
            "a;b",
            ";",
            "`;` is not allowed in the value of a cookie",
            "write `%3B` if the service decodes it",
        ),
        (
            "a,b",
            ",",
            "`,` is not allowed in the value of a cookie",
            "write `%2C` if the service decodes it",
        ),
        (
            "a\\",
            "\\",
            "`\\` is not allowed in the value of a cookie",
            "write `%5C` if the service decodes it",
        ),
        (
            "\"",
            "\"",
            "`\"` is not allowed in the value of a cookie",
            "write `%22` if the service decodes it",
        ),
        (
            "\"a;\"",
            ";",
            "`;` is not allowed in the value of a cookie",
            "write `%3B` if the service decodes it",
        ),
        (
            "é\r\n",
            "\r",
            "a line break is not allowed in the value of a cookie",
            remove,
        ),
        (
            "\u{85}",
            "\u{85}",
            "`\\u{85}` is not allowed in the value of a cookie",
            remove,
        ),
        (
            "a\tb",
            "\t",
            "`\\t` is not allowed in the value of a cookie",
            remove,
        ),
        (
            "  a",
            "  ",
            "the value of a cookie starts with whitespace",
            remove,
        ),
        (
            "a ",
            " ",
            "the value of a cookie ends with whitespace",
            remove,
        ),
        (
            " ",
            " ",
            "the value of a cookie starts with whitespace",
            remove,
        ),
    ] {
        let problem = cookie::value(text).unwrap_err();
        assert_eq!(found(text, &problem), (fault, what, help), "{text:?}");
    }
}
