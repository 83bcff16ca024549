//! The start of a URL and the whitespace around it.

use super::{LINE_BREAK, ONE_LINE, SEPARATOR, SPACE, rejects};

const NO_SCHEME: &str = "missing scheme";
const WHOLE: &str = "write an absolute URL like `https://example.com/path`";

#[test]
fn whitespace_around() {
    let space = |what| (" ", what, "remove it");
    rejects(&[
        ("", &[("", "the URL must not be empty", WHOLE)]),
        (" \t", &[(" \t", "the URL must not be empty", WHOLE)]),
        (" https://a/", &[space("the URL starts with whitespace")]),
        ("https://a/ ", &[space("the URL ends with whitespace")]),
        ("https://a\n", &[("\n", LINE_BREAK, ONE_LINE)]),
        (
            " a.example ",
            &[
                space("the URL starts with whitespace"),
                ("", NO_SCHEME, "write `https://a.example`"),
                space("the URL ends with whitespace"),
            ],
        ),
    ]);
}

#[test]
fn schemes() {
    rejects(&[
        (
            "example.com/x",
            &[("", NO_SCHEME, "write `https://example.com/x`")],
        ),
        (
            "example.com:8080/x",
            &[("", NO_SCHEME, "write `https://example.com:8080/x`")],
        ),
        ("ci:8080/x", &[("", NO_SCHEME, "write `https://ci:8080/x`")]),
        (
            "localhost:8080",
            &[("", NO_SCHEME, "write `http://localhost:8080`")],
        ),
        (
            "[::1]:80/x",
            &[("", NO_SCHEME, "write `http://[::1]:80/x`")],
        ),
        (
            "//example.com/x",
            &[("", NO_SCHEME, "write `https://example.com/x`")],
        ),
        (
            "://example.com/x",
            &[("", NO_SCHEME, "write `https://example.com/x`")],
        ),
        (
            "example.com/?next=http://b",
            &[("", NO_SCHEME, "write `https://example.com/?…`")],
        ),
        ("/x", &[("", NO_SCHEME, WHOLE)]),
        ("?x", &[("", NO_SCHEME, WHOLE)]),
        ("//", &[("", NO_SCHEME, WHOLE)]),
        ("not a url", &[("", NO_SCHEME, WHOLE)]),
        (
            "example.com/a b",
            &[("", NO_SCHEME, WHOLE), (" ", SPACE, "write `%20`")],
        ),
        (
            "htp://a/",
            &[("htp", "unknown scheme `htp`", "did you mean `http`?")],
        ),
        (
            "hhtps://a/",
            &[("hhtps", "unknown scheme `hhtps`", "did you mean `https`?")],
        ),
        (
            "ht tp://a/",
            &[("ht tp", "unknown scheme `ht tp`", "did you mean `http`?")],
        ),
        (
            "ftp://a/",
            &[("ftp", "unknown scheme `ftp`", "write `https` or `http`")],
        ),
        (
            "ftp:a/",
            &[("ftp", "unknown scheme `ftp`", "write `https` or `http`")],
        ),
        (
            "mailto:a@b.example",
            &[(
                "mailto",
                "unknown scheme `mailto`",
                "write `https` or `http`",
            )],
        ),
        ("http:/x", &[(":/", SEPARATOR, "write `http://x`")]),
        ("http:x", &[(":", SEPARATOR, "write `http://x`")]),
        ("https//x/y", &[("//", SEPARATOR, "write `https://x/y`")]),
        (
            "https:\\\\x/y",
            &[(":\\\\", SEPARATOR, "write `https://x/y`")],
        ),
        (
            "https:/x/ y",
            &[
                (":/", SEPARATOR, "write `https://`"),
                (" ", SPACE, "write `%20`"),
            ],
        ),
    ]);
}
