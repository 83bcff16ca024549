//! Characters, escapes and dots of paths and queries, and fragments.

use super::{ESCAPE, FRAGMENT, LINE_BREAK, ONE_LINE, PERCENT, PORT, SPACE, UNSENT, rejects};

#[test]
fn characters() {
    let path = |c: &str| format!("`{c}` is not allowed in the path of a URL");
    let query = |c: &str| format!("`{c}` is not allowed in the query of a URL");
    let insert = |name: &str| {
        format!(
            "write `%(kw:{name})s` or `%(prop:{name})s` in a template to insert a value, `%7B` and `%7D` for literal braces"
        )
    };
    let backslash = "a backslash is not allowed in a URL";
    rejects(&[
        ("https://a/b c", &[(" ", SPACE, "write `%20`")]),
        ("https://a/?b c", &[(" ", SPACE, "write `%20`")]),
        ("https://a/b\nc", &[("\n", LINE_BREAK, ONE_LINE)]),
        (
            "https://a/?\u{0}",
            &[(
                "\u{0}",
                "the control character `\\0` is not allowed in a URL",
                "remove it, or write `%00`",
            )],
        ),
        (
            "https://a/\u{85}b",
            &[(
                "\u{85}",
                "the control character `\\u{85}` is not allowed in a URL",
                "remove it, or write `%C2%85`",
            )],
        ),
        (
            "https://a/b\\c",
            &[(
                "\\",
                backslash,
                "write `/`, or `%5C` for a literal backslash",
            )],
        ),
        (
            "https://a\\b",
            &[(
                "\\",
                backslash,
                "write `/`, or `%5C` for a literal backslash",
            )],
        ),
        ("https://a/?\\", &[("\\", backslash, "write `%5C`")]),
        (
            "https://a/{id→}",
            &[
                ("{", &path("{"), "write `%7B`"),
                ("}", &path("}"), "write `%7D`"),
            ],
        ),
        (
            "https://a/{id}/{}",
            &[
                ("{id}", &path("{id}"), &insert("id")),
                ("{}", &path("{}"), &insert("name")),
            ],
        ),
        (
            "https://a/<\">`",
            &[
                ("<", &path("<"), "write `%3C`"),
                ("\"", &path("\""), "write `%22`"),
                (">", &path(">"), "write `%3E`"),
                ("`", &path("`"), "write `%60`"),
            ],
        ),
        (
            "https://a/?'\"<>",
            &[
                ("'", &query("'"), "write `%27`"),
                ("\"", &query("\""), "write `%22`"),
                ("<", &query("<"), "write `%3C`"),
                (">", &query(">"), "write `%3E`"),
            ],
        ),
        ("https://a/b#c d", &[("#c d", FRAGMENT, UNSENT)]),
        ("https://a?b#", &[("#", FRAGMENT, UNSENT)]),
        ("https://a#b", &[("#b", FRAGMENT, UNSENT)]),
    ]);
}

/// A line break is one problem together with the whitespace around it, wherever it is.
#[test]
fn line_breaks() {
    rejects(&[
        (
            "https://a/b \r\n    c",
            &[(" \r\n    ", LINE_BREAK, ONE_LINE)],
        ),
        ("https://a/?b=\n\tc", &[("\n\t", LINE_BREAK, ONE_LINE)]),
        ("https://a\n.b/", &[("\n", LINE_BREAK, ONE_LINE)]),
        ("https://a:8\n0/", &[("\n", LINE_BREAK, ONE_LINE)]),
        ("\nhttps://a/", &[("\n", LINE_BREAK, ONE_LINE)]),
        (
            "https://a/b\n c d\ne",
            &[
                ("\n ", LINE_BREAK, ONE_LINE),
                (" ", SPACE, "write `%20`"),
                ("\n", LINE_BREAK, ONE_LINE),
            ],
        ),
        (
            "https://a:x/b\nc#d\n",
            &[
                ("x", "invalid port: not a number", PORT),
                ("\n", LINE_BREAK, ONE_LINE),
                ("#d", FRAGMENT, UNSENT),
                ("\n", LINE_BREAK, ONE_LINE),
            ],
        ),
        (
            "https://\n",
            &[
                (
                    "",
                    "missing host",
                    "write the host after `//`, as in `https://example.com/path`",
                ),
                ("\n", LINE_BREAK, ONE_LINE),
            ],
        ),
    ]);
}

#[test]
fn escapes() {
    rejects(&[
        ("https://a/50%", &[("%", ESCAPE, PERCENT)]),
        ("https://a/%4", &[("%4", ESCAPE, PERCENT)]),
        ("https://a/%zz", &[("%zz", ESCAPE, PERCENT)]),
        ("https://a/%/41", &[("%", ESCAPE, PERCENT)]),
        ("https://a/%%41", &[("%", ESCAPE, PERCENT)]),
        ("https://a/%é", &[("%", ESCAPE, PERCENT)]),
        (
            "https://a/?b=%4g&c=%",
            &[("%4g", ESCAPE, PERCENT), ("%", ESCAPE, PERCENT)],
        ),
    ]);
}

#[test]
fn dots() {
    let resolved =
        |segment: &str| format!("`{segment}` in a path is resolved before the request is sent");
    rejects(&[
        ("https://a/b/../c", &[("..", &resolved(".."), "write `/c`")]),
        (
            "https://a/b/./c?d",
            &[(".", &resolved("."), "write `/b/c`")],
        ),
        ("https://a/b/..", &[("..", &resolved(".."), "write `/`")]),
        (
            "https://a/b/c/..",
            &[("..", &resolved(".."), "write `/b/`")],
        ),
        ("https://a/b/.", &[(".", &resolved("."), "write `/b/`")]),
        (
            "https://a/../../b",
            &[("../..", &resolved(".."), "write `/b`")],
        ),
        (
            "https://a/b/%2e%2E/c",
            &[("%2e%2E", &resolved("%2e%2E"), "write `/c`")],
        ),
    ]);
}
