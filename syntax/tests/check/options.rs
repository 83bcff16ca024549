//! The options of `retry` and `poll`.

use http_step_syntax::Operator::Equal;
use http_step_syntax::response::Part;
use http_step_syntax::tree::{Field, Node};

use super::tree::*;
use super::{accepts, rejects};

fn condition() -> Node {
    operation(Equal, part(Part::Status), integer(200))
}

/// Returns the fields of a GET step with these options, whose key is marked with 100.
fn get_with(key: &str, value: Node) -> Vec<Field> {
    vec![
        field("method", word("GET")),
        field("url", text("https://example.com/")),
        field_at(100, key, value),
    ]
}

#[test]
fn right() {
    let retry = options([
        field("deadline", integer(120)),
        field("attempts", integer(5)),
        field(
            "on",
            list([
                integer(429),
                range(integer(502), integer(504)),
                word("timeout"),
            ]),
        ),
        field("delay", float(0.5)),
        field("max_delay", word("delay")),
        field("idempotent", bool(true)),
    ]);
    accepts(get_with("retry", retry));
    let poll = options([
        field("every", integer(5)),
        field("until", condition()),
        field("fail_if", condition()),
        field("deadline", property("deadline")),
        field(
            "cancel",
            nested(vec![field("url", text("https://example.com/"))]),
        ),
    ]);
    accepts(get_with("poll", poll));
    accepts(get_with("retry", broken_options([])));
    accepts(get_with("retry", options([field("attempts", bad())])));
}

#[test]
fn missing() {
    let attempts = "`retry` takes options `{ attempts: 3 }`";
    rejects(
        get_with("retry", options([])),
        &[(100, "", "missing option `attempts` of `retry`", attempts)],
    );
    let every = "`poll` takes options `{ every: 5, until: json(\"$.state\") == \"done\" }`";
    rejects(
        get_with("poll", options([field("deadline", integer(5))])),
        &[
            (100, "", "missing option `every` of `poll`", every),
            (100, "", "missing option `until` of `poll`", every),
        ],
    );
}

#[test]
fn names() {
    let retry = options([
        field_at(1, "atempts", integer(5)),
        field_at(2, "colour", integer(5)),
        field("on", list([])),
        field_at(3, "on", list([])),
    ]);
    rejects(
        get_with("retry", retry),
        &[
            (
                1,
                "",
                "unknown option `atempts` of `retry`",
                "did you mean `attempts`?",
            ),
            (
                2,
                "",
                "unknown option `colour` of `retry`",
                "the options are attempts, on, deadline, delay, max_delay, idempotent",
            ),
            (3, "", "duplicate option `on`", "remove one of the two"),
        ],
    );
    // A synonym is not missing as well, and is no duplicate of the right name.
    let poll = options([
        field_at(1, "interval", integer(5)),
        field("every", integer(5)),
        field_at(2, "while", condition()),
    ]);
    rejects(
        get_with("poll", poll),
        &[
            (
                1,
                "",
                "unknown option `interval` of `poll`",
                "did you mean `every`?",
            ),
            (
                2,
                "",
                "unknown option `while` of `poll`",
                "did you mean `until`?",
            ),
        ],
    );
}

#[test]
fn values() {
    let retry = options([
        field("attempts", at(1, integer(0))),
        field("delay", at(2, integer(-1))),
        field("on", at(3, text("429"))),
        field("idempotent", at(4, text("true"))),
    ]);
    rejects(
        get_with("retry", retry),
        &[
            (
                1,
                "",
                "`attempts`: expected an integer of at least 1, found zero",
                "",
            ),
            (
                2,
                "",
                "`delay`: expected a positive number of seconds, found a negative number",
                "",
            ),
            (
                3,
                "",
                "`on`: expected a list of statuses and failures `[429, 502..=504, timeout]`, found a string",
                "",
            ),
            (
                4,
                "",
                "`idempotent`: expected `true` or `false`, found a string",
                "",
            ),
        ],
    );
    for (attempts, found) in [
        (integer(-3), "a negative integer"),
        (float(1.5), "a float"),
        (text("3"), "a string"),
    ] {
        let what = format!("`attempts`: expected an integer of at least 1, found {found}");
        let retry = options([field("attempts", at(1, attempts))]);
        rejects(get_with("retry", retry), &[(1, "", &what, "")]);
    }
    let poll = options([
        field("every", at(1, text("5s"))),
        field("until", at(2, part(Part::Status))),
        field("cancel", at(3, text("https://example.com/"))),
    ]);
    let alone = "compare it, as in `status == 200`, `json(\"$.state\") == \"done\"` or `text.contains(\"ok\")`";
    rejects(
        get_with("poll", poll),
        &[
            (
                1,
                "",
                "`every`: expected a number of seconds or a `Duration`, found a string",
                "durations are in seconds: write `5`",
            ),
            (2, "", "`status` alone is not a condition", alone),
            (
                3,
                "",
                "`cancel`: expected a step like `get!(\"https://…\")`, found a string",
                "",
            ),
        ],
    );
    let takes = "`retry`: expected options `{ attempts: 3 }`, found an integer";
    rejects(get_with("retry", at(1, integer(3))), &[(1, "", takes, "")]);
}

/// What could not be read may have said that the request is idempotent.
#[test]
fn idempotence_that_is_not_known() {
    let post = |retry| {
        vec![
            field("url", text("https://example.com/")),
            field("retry", retry),
        ]
    };
    accepts(post(bad()));
    accepts(post(broken_options([field("attempts", integer(3))])));
    let misspelled = [
        field("attempts", integer(3)),
        field_at(1, "idempotnet", bool(true)),
    ];
    rejects(
        post(options(misspelled)),
        &[(
            1,
            "",
            "unknown option `idempotnet` of `retry`",
            "did you mean `idempotent`?",
        )],
    );
    let takes = "`retry`: expected options `{ attempts: 3 }`, found an integer";
    rejects(post(at(1, integer(3))), &[(1, "", takes, "")]);
    // The options of `poll` say nothing about that.
    let mut fields = post(options([field("attempts", integer(3))]));
    fields.push(field("poll", bad()));
    let findings = super::find(&step(fields), http_step_syntax::Surface::Rust);
    assert_eq!(findings.len(), 1);
}
