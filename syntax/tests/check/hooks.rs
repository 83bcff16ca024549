//! Hooks, which only Rust can write.

use http_step_syntax::Surface;
use http_step_syntax::tree::OpaqueKind;

use super::tree::*;
use super::{accepts_in, rejects_in, with};

const NAME: &str = r#"write `"response"`"#;

#[test]
fn right() {
    for hook in [closure(1), word("hook"), expression(), bad()] {
        accepts_in(Surface::Rust, with("hooks", map([("response", hook)])));
    }
}

#[test]
fn wrong() {
    let hooks = entries_map([
        pair(at(1, text("respnose")), closure(1)),
        pair(at(2, text("request")), closure(1)),
        pair(at(3, text("")), closure(1)),
        pair(at(4, word("name")), closure(1)),
        pair(bad(), closure(1)),
        spread(at(5, word("hooks"))),
        pair(text("response"), at(6, text("a"))),
        pair(at(7, text("response")), at(8, opaque(OpaqueKind::Literal))),
    ]);
    rejects_in(
        Surface::Rust,
        with("hooks", hooks),
        &[
            (
                5,
                "",
                "hooks can't be merged from a map",
                r#"write `"response": closure`"#,
            ),
            (3, "", "the key of a map must not be empty", ""),
            (7, "", "duplicate key `response`", "remove one of the two"),
            (1, "", "unknown hook `respnose`", "did you mean `response`?"),
            (
                2,
                "",
                "unknown hook `request`",
                "the only hook is `response`",
            ),
            (4, "", "the name of a hook must be a string literal", NAME),
            (
                6,
                "",
                "a hook must be a closure",
                "write `|response| { … }`",
            ),
            (
                8,
                "",
                "a hook must be a closure",
                "write `|response| { … }`",
            ),
        ],
    );
    let takes = r#"`hooks`: expected a map `{ "response": closure }`, found a closure"#;
    rejects_in(
        Surface::Rust,
        with("hooks", at(1, closure(1))),
        &[(1, "", takes, "")],
    );
}
