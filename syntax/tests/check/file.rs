//! Files to send.

use http_step_syntax::Surface;
use http_step_syntax::tree::{Field, Form, Node};

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

const FILE: &str = r#"write `File("path")`, or `File(bytes: value, filename: "name")`"#;
const JSON_FILE: &str =
    r#"write `{"$file": {"path": "…"}}`, or `{"$file": {"content_b64": "…", "filename": "name"}}`"#;

fn files(file: Node) -> Vec<Field> {
    with("files", map([("a", file)]))
}

fn file_with(args: impl Into<Vec<Node>>, named: impl Into<Vec<Field>>) -> Node {
    form_at(1, Form::File, args, named)
}

#[test]
fn right() {
    for file in [
        file("a.txt"),
        file_with([interpolate("%(prop:a)s.txt")], []),
        file_with(
            [],
            [
                field("bytes", bytes(b"a")),
                field("filename", text("a.txt")),
                field("content_type", property("type")),
                field("headers", map([("X-A", integer(1))])),
            ],
        ),
        file_with([], [field("bytes", text("a"))]),
        file_with(
            [],
            [
                field("bytes", expression()),
                field("headers", word("headers")),
            ],
        ),
        word("file"),
        property("file"),
        bad(),
    ] {
        accepts(files(file));
    }
    accepts(with("data", file("a.txt")));
}

#[test]
fn not_a_file() {
    for other in [text("a.txt"), bytes(b"a"), null(), map([])] {
        let what = "a value of `files` must be a file";
        rejects(files(at(1, other.clone())), &[(1, "", what, FILE)]);
        rejects_in(
            Surface::Json,
            files(at(1, other)),
            &[(1, "", what, JSON_FILE)],
        );
    }
}

#[test]
fn paths() {
    rejects(
        files(file_with([], [])),
        &[(1, "", "`File` has no path", FILE)],
    );
    rejects_in(
        Surface::Json,
        files(file_with([], [])),
        &[(1, "", "`$file` has no path", JSON_FILE)],
    );
    let file = file_with([at(2, text("")), at(3, text("b"))], []);
    rejects(
        files(file),
        &[
            (2, "", "the path of a file must not be empty", ""),
            (
                3,
                "",
                "`File` takes one path",
                "write one file for each path",
            ),
        ],
    );
    let file = file_with([at(2, integer(5))], []);
    rejects(
        files(file),
        &[(
            2,
            "",
            "the path of a file must be a string, found an integer",
            "",
        )],
    );
    let file = file_with([text("a")], [field_at(2, "bytes", bytes(b"a"))]);
    rejects(
        files(file),
        &[(
            2,
            "",
            "`File` has both a path and bytes",
            "remove the path or the bytes",
        )],
    );
}

#[test]
fn options() {
    let file = file_with(
        [text("a")],
        [
            field_at(2, "filname", text("b")),
            field_at(3, "mode", text("b")),
            field("filename", text("b")),
            field_at(4, "filename", text("b")),
        ],
    );
    let options = "the options are bytes, filename, content_type, headers";
    rejects(
        files(file.clone()),
        &[
            (
                2,
                "",
                "unknown option `filname` of `File`",
                "did you mean `filename`?",
            ),
            (3, "", "unknown option `mode` of `File`", options),
            (
                4,
                "",
                "duplicate option `filename`",
                "remove one of the two",
            ),
        ],
    );
    let members = "the options are path, content_b64, filename, content_type, headers";
    rejects_in(
        Surface::Json,
        files(file),
        &[
            (
                2,
                "",
                "unknown option `filname` of `$file`",
                "did you mean `filename`?",
            ),
            (3, "", "unknown option `mode` of `$file`", members),
            (
                4,
                "",
                "duplicate option `filename`",
                "remove one of the two",
            ),
        ],
    );
    // A misspelled path is not missing as well.
    let path = || files(file_with([], [field_at(2, "path", text("a"))]));
    let what = "unknown option `path` of `File`";
    rejects_in(
        Surface::Rust,
        path(),
        &[(2, "", what, r#"write the path alone: `File("path")`"#)],
    );
    rejects_in(
        Surface::Json,
        files(file_with([], [field_at(2, "content_64", text("a"))])),
        &[(
            2,
            "",
            "unknown option `content_64` of `$file`",
            "did you mean `content_b64`?",
        )],
    );
}

#[test]
fn values_of_options() {
    let line = "a line break is not allowed in a header value";
    let one = "write the value on one line";
    let file = file_with(
        [],
        [
            field("bytes", at(2, integer(5))),
            field("filename", at(3, text("a\nb"))),
            field("content_type", at(4, text(""))),
            field("headers", at(5, text("X-A: b"))),
        ],
    );
    rejects(
        files(file),
        &[
            (2, "", "the bytes of a file must be bytes or a string", ""),
            (3, "\n", line, one),
            (4, "", "`content_type` must not be empty", ""),
            (
                5,
                "",
                r#"the headers of a file must be a map `{ "Name": value }`"#,
                "",
            ),
        ],
    );
    let template = form(Form::Interpolate, [at(2, text("%(prop:a)s\n"))]);
    let headers = map([("X A", integer(1))]);
    let file = file_with(
        [text("a")],
        [field("filename", template), field("headers", headers)],
    );
    let step = step(files(file));
    let findings = super::find(&step, Surface::Rust);
    let what: Vec<_> = findings.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(what, [line, "a space is not allowed in a header name"]);
    let file = file_with([text("a")], [field("filename", at(2, integer(5)))]);
    rejects(
        files(file),
        &[(2, "", "`filename` must be a string, found an integer", "")],
    );
}
