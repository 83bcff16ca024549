//! Captures.

use http_step_syntax::response::Part;
use http_step_syntax::tree::{Form, OpaqueKind};

use super::tree::*;
use super::{accepts, rejects, with};

const PARTS: &str = r#"write `json("$.id")`, `header("name")`, `cookie("name")`, `matches("id=(.*)")`, `text` or `status`"#;
const NO_PART: &str = "expected a part of the response";

#[test]
fn right() {
    accepts(with(
        "capture",
        map([
            ("id", json("$.id")),
            ("count", typed(json("$.count"), name_at(0, "u64"))),
            ("etag", form(Form::Part(Part::Header), [text("etag")])),
            ("sid", form(Form::Part(Part::Cookie), [text("sid")])),
            ("build", form(Form::Part(Part::Matches), [text("id=(.*)")])),
            ("all", part(Part::Text)),
            ("status", part(Part::Status)),
            ("bad", bad()),
        ]),
    ));
    accepts(with("capture", bad()));
}

#[test]
fn names() {
    let captures = entries_map([
        pair(at(1, text("")), json("$.a")),
        pair(text("b"), json("$.a")),
        pair(at(2, text("b")), json("$.a")),
        pair(at(3, word("name")), json("$.a")),
        pair(bad(), json("$.a")),
        spread(at(4, word("map"))),
    ]);
    rejects(
        with("capture", captures),
        &[
            (1, "", "the key of a map must not be empty", ""),
            (2, "", "duplicate key `b`", "remove one of the two"),
            (
                3,
                "",
                "the name of a captured property must be a string literal",
                r#"write `"name"`"#,
            ),
            (
                4,
                "",
                "captures can't be merged from a map",
                r#"write `"name": json("$.name")`"#,
            ),
        ],
    );
}

#[test]
fn sources() {
    let captures = map([
        ("a", at(1, text("$.id"))),
        ("b", at(2, property("id"))),
        ("c", at(3, part(Part::Size))),
        ("d", at(4, word("body"))),
        ("e", at(5, opaque(OpaqueKind::Call("regex".to_owned())))),
        ("f", at(6, word("size_"))),
    ]);
    rejects(
        with("capture", captures),
        &[
            (1, "", NO_PART, PARTS),
            (2, "", NO_PART, PARTS),
            (3, "", "`size` can't be captured", PARTS),
            (4, "", NO_PART, "did you mean `text`?"),
            (5, "", NO_PART, r#"did you mean `matches("id=(.*)")`?"#),
            (6, "", NO_PART, PARTS),
        ],
    );
    let path = map([("a", form(Form::Part(Part::Json), [at(1, text("id"))]))]);
    rejects(
        with("capture", path),
        &[(1, "i", "a JSON path must start with `$`", "write `$.id`")],
    );
}

#[test]
fn types() {
    let types = "a type is one of String, bool, u64, i64, f64, Secret";
    let captures = map([
        ("a", typed(json("$.a"), name_at(1, "u32"))),
        ("b", typed(json("$.b"), name_at(2, ""))),
        ("c", typed(json("$.c"), name_at(3, "Vec"))),
        // Both the source and the type are wrong.
        ("d", typed(at(5, part(Part::Duration)), name_at(4, "u32"))),
        ("e", typed(bad(), name_at(6, "str"))),
    ]);
    rejects(
        with("capture", captures),
        &[
            (1, "", "unknown type `u32`", "did you mean `u64`?"),
            (2, "", "a captured value can't have this type", types),
            (3, "", "unknown type `Vec`", types),
            (4, "", "unknown type `u32`", "did you mean `u64`?"),
            (5, "", "`duration` can't be captured", PARTS),
            (6, "", "unknown type `str`", "did you mean `String`?"),
        ],
    );
}

#[test]
fn shape() {
    let takes = r#"`capture`: expected a map `{ "property": json("$.id") }`, found "#;
    for (value, kind) in [(json("$.id"), "a part of a response"), (list([]), "a list")] {
        rejects(
            with("capture", at(1, value)),
            &[(1, "", &format!("{takes}{kind}"), "")],
        );
    }
}
