//! Parts of a response.

use http_step_syntax::Operator::Equal;
use http_step_syntax::Surface;
use http_step_syntax::response::Part;
use http_step_syntax::tree::{Field, Form, Node};

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

/// Returns a condition on a part with these arguments; its word is marked with 100.
fn condition(part: Part, args: impl Into<Vec<Node>>) -> Vec<Field> {
    let part = form_at(100, Form::Part(part), args, []);
    with("expect", list([operation(Equal, part, property("a"))]))
}

#[test]
fn arguments() {
    for (part, word, thing, example) in [
        (Part::Json, "json", "path", r#"write `json("$.name")`"#),
        (Part::Header, "header", "name", r#"write `header("name")`"#),
        (Part::Cookie, "cookie", "name", r#"write `cookie("name")`"#),
        (
            Part::Matches,
            "matches",
            "regular expression",
            r#"write `matches("id=(.*)")`"#,
        ),
    ] {
        let what = format!("`{word}` needs a {thing}");
        rejects(condition(part, []), &[(100, "", &what, example)]);
        let what = format!("the {thing} of `{word}` must be a string literal");
        rejects(
            condition(part, [at(1, property("a"))]),
            &[(1, "", &what, example)],
        );
        let what = format!("`{word}` takes one {thing}");
        rejects(
            condition(part, [text("$"), at(1, text("$"))]),
            &[(1, "", &what, example)],
        );
        accepts(condition(part, [bad()]));
    }
    let argument = [at(1, text("a"))];
    rejects(
        condition(Part::Status, argument),
        &[(1, "", "`status` takes no argument", "remove it")],
    );
    let named = form_at(
        0,
        Form::Part(Part::Json),
        [text("$")],
        [field_at(1, "default", null())],
    );
    rejects(
        with("expect", list([operation(Equal, named, null())])),
        &[(1, "", "`json` has no option `default`", "remove it")],
    );
    rejects_in(
        Surface::Json,
        condition(Part::Json, []),
        &[(
            100,
            "",
            "`$json` needs a path",
            r#"write `{"$json": "$.name"}`"#,
        )],
    );
}

#[test]
fn literal_arguments() {
    for (part, argument, fault, what, help) in [
        (
            Part::Json,
            "$..a",
            "..",
            "a JSON path must select exactly one value; `..` selects many",
            "name each level",
        ),
        (
            Part::Header,
            "Content Type",
            " ",
            "a space is not allowed in a header name",
            "write `Content-Type`",
        ),
        (
            Part::Cookie,
            "a;b",
            ";",
            "`;` is not allowed in the name of a cookie",
            "the name of a cookie consists of letters, digits, `-` and `_`",
        ),
        (Part::Matches, "a(b", "(", "unclosed group", ""),
        (
            Part::Json,
            "$.%(prop:a)s",
            "%(prop:a)s",
            "a substitution is not allowed in the path of a part",
            "",
        ),
        (
            Part::Header,
            "X-%(prop:a)s",
            "%(prop:a)s",
            "a substitution is not allowed in the name of a part",
            "",
        ),
    ] {
        rejects(
            condition(part, [at(1, text(argument))]),
            &[(1, fault, what, help)],
        );
    }
    for (pattern, groups, help) in [
        (
            "id=.*",
            0,
            "put parentheses around the part to capture: `id=(.*)`",
        ),
        (
            "(a)(b)",
            2,
            "write `(?:…)` for the groups that are not captured",
        ),
    ] {
        let what = format!("`matches` needs exactly one group, found {groups}");
        rejects(
            condition(Part::Matches, [at(1, text(pattern))]),
            &[(1, "", &what, help)],
        );
    }
    accepts(condition(Part::Matches, [text("(?:a)(b)")]));
}
