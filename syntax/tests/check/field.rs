//! Values of the wrong shape.

use http_step_syntax::Surface;
use http_step_syntax::key::{Key, Shape};
use http_step_syntax::tree::{Form, Node};

use super::tree::*;
use super::{accepts, accepts_in, rejects, rejects_in, with};

/// Checks that a key refuses a value, which is called by this kind.
#[track_caller]
fn refuses(key: Key, value: Node, kind: &str) {
    let expected = Surface::Rust.takes(key.row().shape);
    let what = format!("`{}`: expected {expected}, found {kind}", key.name());
    rejects(with(key.name(), at(1, value)), &[(1, "", &what, "")]);
}

#[test]
fn right() {
    for (key, value) in [
        (
            "params",
            list([tuple([text("a"), integer(1)]), list([text("b"), null()])]),
        ),
        ("params", list([word("pair"), property("pair")])),
        ("data", map([("a", list([integer(1), integer(2)]))])),
        ("data", text("a")),
        ("data", bytes(b"a")),
        ("data", file("a")),
        ("json", null()),
        ("json", float(0.5)),
        (
            "json",
            list([map([("a", tuple([integer(1), integer(2)]))])]),
        ),
        ("allow_redirects", property("follow")),
        ("redirects", integer(0)),
        ("max_response", word("limit")),
        ("save_to", interpolate("%(prop:a)s.txt")),
        ("session", text("build")),
        ("name", text("a")),
        ("description", list([text("a"), property("b"), word("c")])),
        ("halt_on_failure", bool(true)),
        ("halt_on_failure", word("halt")),
        ("hide", list([text("X-Token"), word("name")])),
        ("hide_request_headers", word("names")),
        ("idempotency_key", interpolate("%(prop:a)s")),
        ("idempotency_key", word("auto")),
    ] {
        accepts(with(key, value));
    }
}

#[test]
fn every_key_accepts_what_has_been_reported() {
    for key in Key::ALL.iter().filter(|key| **key != Key::Url) {
        accepts_in(Surface::Rust, with(key.name(), bad()));
    }
}

#[test]
fn every_key_accepts_a_variable_or_refuses_it_once() {
    for key in Key::ALL.iter().filter(|key| **key != Key::Url) {
        let step = step(with(key.name(), at(1, word("variable"))));
        let findings = super::find(&step, Surface::Rust);
        let refuses = matches!(
            key.row().shape,
            Shape::Method
                | Shape::Results
                | Shape::Retry
                | Shape::Poll
                | Shape::Conditions
                | Shape::Capture
                | Shape::Hooks
        );
        // A retry is one more mistake: the method is POST.
        let own = findings.iter().filter(|finding| finding.at.0 == 1).count();
        assert_eq!(own, usize::from(refuses), "{key:?}: {findings:?}");
    }
}

#[test]
fn wrong_kinds() {
    for (key, value, kind) in [
        (Key::Params, text("a"), "a string"),
        (Key::Params, null(), "`null`"),
        (Key::Data, integer(1), "an integer"),
        (Key::Data, bool(true), "a boolean"),
        (Key::Headers, text("a"), "a string"),
        (Key::Headers, list([]), "a list"),
        (Key::Cookies, bytes(b"a"), "bytes"),
        (Key::Files, text("a"), "a string"),
        (Key::Proxies, text("http://proxy"), "a string"),
        (Key::AllowRedirects, text("true"), "a string"),
        (Key::Redirects, integer(-30), "a negative integer"),
        (Key::Redirects, float(1.5), "a float"),
        (Key::Redirects, float(-1.5), "a negative number"),
        (Key::MaxResponse, text("1"), "a string"),
        (Key::SaveTo, integer(1), "an integer"),
        (Key::Session, list([]), "a list"),
        (Key::Name, integer(5), "an integer"),
        (Key::Name, closure(0), "a closure"),
        (Key::Description, map([]), "a map"),
        (
            Key::HaltOnFailure,
            property("a"),
            "a value that is known only when the build runs",
        ),
        (Key::HaltOnFailure, integer(1), "an integer"),
        (Key::Hide, text("X-Token"), "a string"),
        (Key::IdempotencyKey, null(), "`null`"),
        (Key::Probe, text("a"), "a string"),
        (Key::DoStepIf, text("main"), "a string"),
        (Key::DoStepIf, null(), "`null`"),
        (Key::Method, integer(5), "an integer"),
    ] {
        refuses(key, value, kind);
    }
    let items = list([text("a"), at(1, integer(1)), bad()]);
    rejects(
        with("description", items),
        &[(
            1,
            "",
            "`description`: expected a string or a list of strings, found an integer",
            "",
        )],
    );
    rejects(
        with("save_to", at(1, text(""))),
        &[(1, "", "`save_to` must not be empty", "")],
    );
}

#[test]
fn methods() {
    for method in [word("PUT"), text("PUT"), json_word("PUT")] {
        accepts(with("method", method));
    }
    for method in [at(1, word("post")), at(1, text("post"))] {
        rejects(
            with("method", method),
            &[(1, "", "unknown method `post`", "did you mean `POST`?")],
        );
    }
    let known = "a method is one of GET, POST, PUT, DELETE, HEAD, OPTIONS, PATCH";
    rejects(
        with("method", at(1, word("TRACE"))),
        &[(1, "", "unknown method `TRACE`", known)],
    );
}

/// An unknown method is not taken for POST, and brings no other mistake.
#[test]
fn a_method_that_is_not_known() {
    for method in [property("method"), expression(), bad(), at(1, word("post"))] {
        let retry = options([field("attempts", integer(3))]);
        let mut fields = with("method", method.clone());
        fields.push(field("retry", retry));
        fields.push(field("json", null()));
        let step = step(fields);
        let findings = super::find(&step, Surface::Rust);
        assert!(
            findings.iter().all(|it| it.what.contains("method")),
            "{findings:?}"
        );
        assert_eq!(findings.len(), usize::from(method.at.0 == 1));
    }
}

#[test]
fn pairs() {
    let what = "a list at `params` must contain pairs";
    let help = r#"write `("name", value)`"#;
    let items = list([
        at(1, text("a")),
        at(2, tuple([text("a")])),
        at(3, list([text("a"), text("b"), text("c")])),
        at(4, map([])),
        bad(),
    ]);
    let all: Vec<_> = (1..5).map(|mark| (mark, "", what, help)).collect();
    rejects(with("params", items.clone()), &all);
    let help = r#"write `["name", value]`"#;
    let all: Vec<_> = (1..5).map(|mark| (mark, "", what, help)).collect();
    rejects_in(Surface::Json, with("params", items), &all);
}

#[test]
fn names_of_header_fields() {
    let names = list([
        at(1, text("X Token")),
        at(2, integer(5)),
        at(3, property("name")),
        bad(),
    ]);
    let what = "a list at `hide` must contain names of header fields";
    let help = r#"write `"X-Name"`"#;
    rejects(
        with("hide", names),
        &[
            (
                1,
                " ",
                "a space is not allowed in a header name",
                "write `X-Token`",
            ),
            (2, "", what, help),
            (3, "", what, help),
        ],
    );
}

#[test]
fn closures() {
    for fields in [
        with("do_step_if", closure(1)),
        with("hide_step_if", closure(1)),
        with("hide_step_if", closure(2)),
    ] {
        accepts_in(Surface::Rust, fields);
    }
    let one = "a closure at `do_step_if` takes one parameter, the properties";
    let properties = "write `|properties| …`";
    rejects(
        with("do_step_if", at(1, closure(2))),
        &[(1, "", one, properties)],
    );
    let two = "a closure at `hide_step_if` takes one parameter, the properties, or two, the result and the properties";
    let both = "write `|properties| …` or `|result, properties| …`";
    for parameters in [0, 3] {
        let hide = at(1, closure(parameters));
        rejects(with("hide_step_if", hide), &[(1, "", two, both)]);
    }
}

/// The values of header fields have no line break, also in templates.
#[test]
fn idempotency_keys() {
    let line = "a line break is not allowed in a header value";
    let one = "write the value on one line";
    for key in [
        at(1, text("a\nb")),
        form(Form::Interpolate, [at(1, text("a\n%(prop:b)s"))]),
    ] {
        rejects(with("idempotency_key", key), &[(1, "\n", line, one)]);
    }
    rejects(
        with("idempotency_key", at(1, text(""))),
        &[(1, "", "`idempotency_key` must not be empty", "")],
    );
}
