//! Characters, escapes and dots of paths and queries, and fragments.

use super::{ESCAPE, FRAGMENT, PERCENT, SPACE, UNSENT, rejects};

#[test]
fn characters() {
    let path = |c: &str| format!("`{c}` can't stand in the path of a URL");
    let query = |c: &str| format!("`{c}` can't stand in the query of a URL");
    const FORMAT: &str =
        "write `format!(…)` around the URL to fill it in, or `%7B` and `%7D` for true braces";
    let backslash = "a backslash can't stand in a URL";
    rejects(&[
        ("https://a/b c", &[(" ", SPACE, "write `%20`")]),
        ("https://a/?b c", &[(" ", SPACE, "write `%20`")]),
        (
            "https://a/b\n  c/ d",
            &[
                (
                    "\n  ",
                    "a line break can't stand in a URL",
                    "write the URL on one line",
                ),
                (" ", SPACE, "write `%20`"),
            ],
        ),
        (
            "https://a.example.com\n  /b",
            &[(
                "\n  ",
                "a line break can't stand in a URL",
                "write the URL on one line",
            )],
        ),
        (
            "https://a/?\u{0}",
            &[(
                "\u{0}",
                "the control character `\\0` can't stand in a URL",
                "leave it out, or write `%00`",
            )],
        ),
        (
            "https://a/\u{85}b",
            &[(
                "\u{85}",
                "the control character `\\u{85}` can't stand in a URL",
                "leave it out, or write `%C2%85`",
            )],
        ),
        (
            "https://a/b\\c",
            &[("\\", backslash, "write `/`, or `%5C` for a true backslash")],
        ),
        (
            "https://a\\b",
            &[("\\", backslash, "write `/`, or `%5C` for a true backslash")],
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
            &[("{id}", &path("{id}"), FORMAT), ("{}", &path("{}"), FORMAT)],
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
    let unseen = |segment: &str| format!("the server never sees `{segment}` in a path");
    rejects(&[
        ("https://a/b/../c", &[("..", &unseen(".."), "write `/c`")]),
        ("https://a/b/./c?d", &[(".", &unseen("."), "write `/b/c`")]),
        ("https://a/b/..", &[("..", &unseen(".."), "write `/`")]),
        ("https://a/b/c/..", &[("..", &unseen(".."), "write `/b/`")]),
        ("https://a/b/.", &[(".", &unseen("."), "write `/b/`")]),
        (
            "https://a/../../b",
            &[("../..", &unseen(".."), "write `/b`")],
        ),
        (
            "https://a/b/%2e%2E/c",
            &[("%2e%2E", &unseen("%2e%2E"), "write `/c`")],
        ),
    ]);
}
