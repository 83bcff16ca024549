//! Maps.

use http_step_syntax::tree::Form;

use super::tree::*;
use super::{accepts, rejects, with};

#[test]
fn right() {
    accepts(with(
        "json",
        entries_map([
            pair(text("a"), null()),
            pair(text("A"), null()),
            pair(text(" "), null()),
            pair(property("a"), null()),
            pair(bad(), null()),
            spread(word("more")),
            spread(expression()),
            spread(bad()),
        ]),
    ));
    // Each level has its own keys, and a merged map replaces keys or is replaced.
    let inner = map([("a", null())]);
    accepts(with("json", map([("a", inner.clone())])));
    let entries = [
        pair(text("a"), null()),
        spread(inner.clone()),
        spread(inner),
    ];
    accepts(with("json", entries_map(entries)));
}

#[test]
fn keys() {
    let json = entries_map([
        pair(at(1, text("")), null()),
        pair(text("a"), null()),
        pair(at(2, text("a")), null()),
        pair(at(3, text("a")), null()),
        pair(form_at(4, Form::Property, [], []), null()),
    ]);
    rejects(
        with("json", json),
        &[
            (1, "", "the key of a map must not be empty", ""),
            (2, "", "duplicate key `a`", "remove one of the two"),
            (3, "", "duplicate key `a`", "remove one of the two"),
            (
                4,
                "",
                "`Property` needs a name",
                r#"write `Property("name")` or `Property("name", default: value)`"#,
            ),
        ],
    );
    // A value may have been written into the key, and may be secret.
    let json = map([("token: hunter2", null())]);
    accepts(with("json", json));
    let json = entries_map([
        pair(text("token: hunter2"), null()),
        pair(at(1, text("token: hunter2")), null()),
    ]);
    rejects(
        with("json", json),
        &[(1, "", "duplicate key `token…`", "remove one of the two")],
    );
}

#[test]
fn merged_maps() {
    // The members of a merged map are checked.
    let json = entries_map([spread(map([(
        "a",
        form_at(1, Form::File, [text("a")], []),
    )]))]);
    let place = "use it as a value in `files`, or as all of `data`";
    rejects(
        with("json", json),
        &[(1, "", "`File` is not allowed here", place)],
    );
    // In a header field, the case of a merged name makes it a second field.
    let headers = entries_map([
        pair(text("X-A"), text("a")),
        spread(entries_map([pair(at(1, text("x-a")), text("b"))])),
    ]);
    rejects(
        with("headers", headers),
        &[(1, "", "duplicate key `x-a`", "remove one of the two")],
    );
}
