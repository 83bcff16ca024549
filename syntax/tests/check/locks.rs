//! Locks.

use http_step_syntax::Surface;

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

#[test]
fn right() {
    let lock = |fields: [_; 2]| options(fields);
    for locks in [
        list([text("a"), text("b"), word("lock"), expression(), bad()]),
        list([
            options([field("name", text("a"))]),
            lock([field("name", text("b")), field("counting", integer(3))]),
            lock([field("exclusive", bool(true)), field("name", text("c"))]),
        ]),
        word("locks"),
        bad(),
        list([options([field("name", bad())])]),
        list([lock([field("name", text("a")), field("counting", bad())])]),
    ] {
        accepts(with("locks", locks));
    }
}

#[test]
fn names() {
    let locks = list([
        text("a"),
        at(1, text("a")),
        at(2, text("")),
        options([field("name", at(3, text("a")))]),
        at(4, integer(5)),
        at(5, property("lock")),
    ]);
    let lock = r#"write `"name"`, or a `Lock` that was made before"#;
    rejects(
        with("locks", locks),
        &[
            (1, "", "duplicate lock `a`", "remove one of the two"),
            (2, "", "the name of a lock must not be empty", ""),
            (3, "", "duplicate lock `a`", "remove one of the two"),
            (4, "", "expected the name of a lock, or a lock", lock),
            (5, "", "expected the name of a lock, or a lock", lock),
        ],
    );
    let takes = r#"`locks`: expected a list of names or locks `["name"]`, found a string"#;
    rejects(with("locks", at(1, text("a"))), &[(1, "", takes, "")]);
}

#[test]
fn objects() {
    let locks = list([
        at(1, options([])),
        options([field("name", at(2, integer(5)))]),
        options([field_at(3, "nmae", text("a"))]),
        options([field_at(4, "mode", text("a")), field("name", text("b"))]),
        options([
            field("name", text("c")),
            field("counting", integer(3)),
            field_at(5, "exclusive", bool(true)),
        ]),
        options([
            field("name", text("d")),
            field("counting", at(6, integer(0))),
        ]),
        options([
            field("name", text("e")),
            field("exclusive", at(7, bool(false))),
        ]),
        broken_options([]),
    ]);
    let lock = r#"write `"name"`, `{"name": "name", "counting": 3}` or `{"name": "name", "exclusive": true}`"#;
    rejects_in(
        Surface::Json,
        with("locks", locks),
        &[
            (1, "", "the lock has no `name`", lock),
            (2, "", "the name of a lock must be a string", ""),
            (
                3,
                "",
                "unknown option `nmae` of a lock",
                "did you mean `name`?",
            ),
            (
                4,
                "",
                "unknown option `mode` of a lock",
                "the options are name, counting, exclusive",
            ),
            (
                5,
                "",
                "a lock is either counting or exclusive",
                "remove one of the two",
            ),
            (6, "", "`counting` takes an integer of at least 1", ""),
            (7, "", "`exclusive` is `true` or absent", ""),
        ],
    );
}
