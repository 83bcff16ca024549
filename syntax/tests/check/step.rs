//! Steps: their keys, and steps in them.

use http_step_syntax::Surface;
use http_step_syntax::tree::{Field, Form};

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

const URL: &str = "write `url: \"https://…\"`, or the URL alone as the first value";

fn url() -> Field {
    field("url", text("https://example.com/"))
}

#[test]
fn keys() {
    rejects(
        vec![
            url(),
            field_at(1, "haeders", bad()),
            field_at(2, "colour", bad()),
            field("name", text("a")),
            field_at(3, "name", text("b")),
            field_at(4, "url", text("not checked")),
        ],
        &[
            (1, "", "unknown key `haeders`", "did you mean `headers`?"),
            (2, "", "unknown key `colour`", ""),
            (3, "", "duplicate key `name`", "remove one of the two"),
            (4, "", "duplicate key `url`", "remove one of the two"),
        ],
    );
}

#[test]
fn missing_url() {
    rejects(vec![], &[(STEP, "", "missing `url`", URL)]);
    rejects_in(
        Surface::Json,
        vec![field("method", text("GET"))],
        &[(STEP, "", "missing `url`", r#"write `"url": "https://…"`"#)],
    );
    // A misspelled `url` is not missing as well, and is no duplicate of the right one.
    let ulr = || field_at(1, "ulr", bad());
    let unknown = (1, "", "unknown key `ulr`", "did you mean `url`?");
    rejects(vec![ulr()], &[unknown]);
    rejects(vec![ulr(), url()], &[unknown]);
    accepts(vec![field("url", bad())]);
}

/// A step in a step has facts of its own.
#[test]
fn nested_steps() {
    let retry = || options([field("attempts", integer(3))]);
    let inner = || {
        vec![
            field("method", word("POST")),
            field("url", text("http://example.com/")),
            field_at(1, "retry", retry()),
            field("headers", map([("X-A", at(2, secret("a")))])),
            field_at(3, "colour", bad()),
        ]
    };
    let mut outer = with("probe", nested(inner()));
    outer.push(field("method", word("GET")));
    outer.push(field("headers", map([("X-A", secret("a"))])));
    rejects(
        outer,
        &[
            (3, "", "unknown key `colour`", ""),
            (
                2,
                "",
                "this sends a secret over http, where everybody on the way can read it",
                "write `https://` in the URL",
            ),
            (
                1,
                "",
                "a POST request is not idempotent: a retry may apply it twice",
                "add an `idempotency_key` that the server knows, or `idempotent: true` in `retry`",
            ),
        ],
    );
    // What follows the step belongs to the outer one again.
    let fields = vec![
        field("url", text("http://example.com/")),
        field("probe", nested(vec![url()])),
        field(
            "headers",
            map([("X-A", at(1, form(Form::Secret, [text("a")])))]),
        ),
    ];
    rejects(
        fields,
        &[(
            1,
            "",
            "this sends a secret over http, where everybody on the way can read it",
            "write `https://` in the URL",
        )],
    );
}
