//! The start of a URL and the blanks around it.

use super::{SEPARATOR, SPACE, rejects};

const NO_SCHEME: &str = "the URL has no scheme";
const WHOLE: &str = "write a whole address like `https://example.com/path`";

#[test]
fn blanks_around() {
    let space = |what| (" ", what, "leave it out");
    rejects(&[
        ("", &[("", "the URL is empty", WHOLE)]),
        (" \t", &[(" \t", "the URL is empty", WHOLE)]),
        (" https://a/", &[space("the URL starts with a blank")]),
        ("https://a/ ", &[space("the URL ends with a blank")]),
        (
            "https://a\n",
            &[("\n", "the URL ends with a blank", "leave it out")],
        ),
        (
            " a.example ",
            &[
                space("the URL starts with a blank"),
                ("", NO_SCHEME, "write `https://a.example`"),
                space("the URL ends with a blank"),
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
