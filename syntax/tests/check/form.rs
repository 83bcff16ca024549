//! Forms and operators as values.

use http_step_syntax::Operator::{Add, Equal, Matches, Not};
use http_step_syntax::Surface;
use http_step_syntax::response::Part;
use http_step_syntax::tree::{Field, Form, Node};

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

const PROPERTY: &str = r#"write `Property("name")` or `Property("name", default: value)`"#;

fn json_value(value: Node) -> Vec<Field> {
    with("json", map([("a", value)]))
}

#[test]
fn right() {
    for value in [
        form_at(
            0,
            Form::Property,
            [text("a")],
            [
                field("default", list([null()])),
                field("default_when_false", bool(true)),
            ],
        ),
        secret("a"),
        form(Form::FlattenList, [list([property("a")])]),
        form(Form::Raw, [text("%(prop:a)s {b}")]),
        form(Form::Raw, [property("a")]),
        operation(Add, property("a"), integer(1)),
        operation(Matches, property("a"), text("^a(b)?$")),
        operation_at(0, Not, property("a"), None),
    ] {
        accepts(json_value(value));
    }
}

#[test]
fn names() {
    for (args, mark, what) in [
        (
            vec![at(2, text(""))],
            2,
            "the name of a property must not be empty",
        ),
        (vec![], 1, "`Property` needs a name"),
        (
            vec![text("a"), at(2, text("b"))],
            2,
            "`Property` takes one name",
        ),
        (
            vec![at(2, word("name"))],
            2,
            "the name of a property must be a string literal, found an identifier",
        ),
        (
            vec![at(2, integer(5))],
            2,
            "the name of a property must be a string literal, found an integer",
        ),
    ] {
        let property = form_at(1, Form::Property, args, []);
        rejects(json_value(property), &[(mark, "", what, PROPERTY)]);
    }
    accepts(json_value(form(Form::Property, [bad()])));
    let secret = form_at(
        1,
        Form::Secret,
        [at(2, text(""))],
        [field_at(3, "default", text("a"))],
    );
    rejects(
        json_value(secret),
        &[
            (3, "", "`Secret` has no option `default`", "remove it"),
            (
                2,
                "",
                "the name of a secret must not be empty",
                r#"write `Secret("name")`"#,
            ),
        ],
    );
    rejects_in(
        Surface::Json,
        json_value(form_at(1, Form::Secret, [], [])),
        &[(
            1,
            "",
            "`$secret` needs a name",
            r#"write `{"$secret": "name"}`"#,
        )],
    );
}

#[test]
fn options_of_properties() {
    let property = form_at(
        1,
        Form::Property,
        [text("a")],
        [
            field_at(2, "defualt", null()),
            field_at(3, "colour", null()),
            field("default", null()),
            field_at(4, "default", null()),
            field("default_when_false", at(5, integer(1))),
        ],
    );
    rejects(
        json_value(property),
        &[
            (
                2,
                "",
                "unknown option `defualt` of `Property`",
                "did you mean `default`?",
            ),
            (
                3,
                "",
                "unknown option `colour` of `Property`",
                "the options are default, default_when_false",
            ),
            (4, "", "duplicate option `default`", "remove one of the two"),
            (5, "", "`default_when_false` must be `true` or `false`", ""),
        ],
    );
    // A default is a value like any other.
    let nested = form_at(2, Form::Property, [], []);
    let property = form_at(1, Form::Property, [text("a")], [field("default", nested)]);
    rejects(
        json_value(property),
        &[(2, "", "`Property` needs a name", PROPERTY)],
    );
}

#[test]
fn one_value() {
    for (name, wrong) in [("FlattenList", Form::FlattenList), ("Raw", Form::Raw)] {
        let what = format!("`{name}` takes one value");
        let help = format!("write `{name}(value)`");
        for args in [vec![], vec![null(), null()]] {
            let value = form_at(1, wrong, args, []);
            rejects(json_value(value), &[(1, "", &what, &help)]);
        }
        let named = form_at(1, wrong, [null()], [field_at(2, "a", null())]);
        let what = format!("`{name}` has no option `a`");
        rejects(json_value(named), &[(2, "", &what, "remove it")]);
    }
}

#[test]
fn misplaced() {
    for (wrong, name, help) in [
        (
            Form::File,
            "File",
            "use it as a value in `files`, or as all of `data`",
        ),
        (Form::Basic, "Basic", "use it as all of `auth`"),
        (Form::Bearer, "Bearer", "use it as all of `auth`"),
        (Form::Digest, "Digest", "use it as all of `auth`"),
        (
            Form::Part(Part::Json),
            "json",
            "compare it in a condition, or capture it",
        ),
    ] {
        let what = format!("`{name}` is not allowed here");
        let value = || form_at(1, wrong, [text("a")], []);
        rejects(json_value(value()), &[(1, "", &what, help)]);
        rejects(json_value(list([value()])), &[(1, "", &what, help)]);
        rejects(with("name", value()), &[(1, "", &what, help)]);
    }
}

#[test]
fn operators() {
    let wrong = |mark| form_at(mark, Form::Property, [], []);
    let both = operation(Equal, wrong(1), wrong(2));
    rejects(
        json_value(both),
        &[
            (1, "", "`Property` needs a name", PROPERTY),
            (2, "", "`Property` needs a name", PROPERTY),
        ],
    );
    let pattern = operation(Matches, property("a"), at(1, text("a(b")));
    rejects(json_value(pattern), &[(1, "(", "unclosed group", "")]);
}
