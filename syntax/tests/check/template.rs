//! Templates and their arguments.

use http_step_syntax::Surface;
use http_step_syntax::tree::{Field, Form, Node};

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

fn name(template: Node) -> Vec<Field> {
    with("name", template)
}

fn template(
    text_of: &str,
    args: impl IntoIterator<Item = Node>,
    named: impl Into<Vec<Field>>,
) -> Node {
    let args: Vec<_> = [at(1, text(text_of))].into_iter().chain(args).collect();
    form_at(2, Form::Interpolate, args, named)
}

#[test]
fn right() {
    for value in [
        template("", [], []),
        template("100%%", [], []),
        template("%(prop:a)s %(src::branch)s %(worker:name)s", [], []),
        template(
            "%(kw:a)s",
            [],
            [field("a", property("a")), field("unused", null())],
        ),
        template("%(kw:a:-none)s", [], []),
        template("%s of %d", [integer(1), integer(2)], []),
        template("{a b} {0} {a", [], []),
        template("{", [], []),
        template("{a} %(prop:a)s", [], []),
        form(Form::Interpolate, [bad()]),
    ] {
        accepts(name(value));
    }
}

#[test]
fn the_template_is_a_literal() {
    let what = "the template of `Interpolate` must be a string literal";
    let help = r#"write `Interpolate("… %(prop:name)s …")`"#;
    let value = form_at(2, Form::Interpolate, [], []);
    rejects(name(value), &[(2, "", what, help)]);
    for other in [word("template"), integer(5), property("template")] {
        let value = form_at(2, Form::Interpolate, [at(1, other)], []);
        rejects(name(value.clone()), &[(1, "", what, help)]);
        rejects_in(
            Surface::Json,
            name(value),
            &[(
                1,
                "",
                "the template of `$interpolate` must be a string",
                r#"write `{"$interpolate": "… %(prop:name)s …"}`"#,
            )],
        );
    }
}

#[test]
fn every_mistake_is_found() {
    rejects(
        name(template(
            "%(prp:a)s %(kw:b)s %(prop:c) of %(branch)s",
            [],
            [],
        )),
        &[
            (
                1,
                "o",
                "%o format: an integer is required, not str",
                "`%(prop:c)` needs a final `s`",
            ),
            (
                1,
                "prp",
                "invalid Interpolate selector 'prp'",
                "did you mean `prop`?",
            ),
            (
                1,
                "branch",
                "invalid Interpolate substitution without selector 'branch'",
                "write `prop:branch` for a property, `kw:branch` for an argument",
            ),
            (
                1,
                "%(kw:b)s",
                "unknown argument `b`",
                "pass the argument `b`",
            ),
        ],
    );
}

#[test]
fn arguments() {
    let wrong = |mark| form_at(mark, Form::Property, [], []);
    let needs = "`Property` needs a name";
    let example = r#"write `Property("name")` or `Property("name", default: value)`"#;
    // Each argument is checked, whatever is wrong with the template.
    rejects(
        name(template(
            "%(prp:a)s",
            [],
            [field("a", wrong(3)), field("b", wrong(4))],
        )),
        &[
            (
                1,
                "prp",
                "invalid Interpolate selector 'prp'",
                "did you mean `prop`?",
            ),
            (3, "", needs, example),
            (4, "", needs, example),
        ],
    );
    rejects(
        name(template("%s %s", [wrong(3), wrong(4)], [])),
        &[(3, "", needs, example), (4, "", needs, example)],
    );
    let names = [
        field("a", null()),
        field_at(3, "a", null()),
        field_at(4, "", null()),
    ];
    rejects(
        name(template("%(kw:a)s", [], names)),
        &[
            (3, "", "duplicate argument `a`", "remove one of the two"),
            (4, "", "the name of an argument must not be empty", ""),
        ],
    );
    rejects(
        name(template(
            "%s %(kw:a)s",
            [null()],
            [field_at(3, "a", null())],
        )),
        &[(
            3,
            "",
            "Interpolate takes either positional or keyword substitutions, not both.",
            "",
        )],
    );
}

#[test]
fn positional_arguments() {
    let goes = "write `%s` where the value goes";
    for (text, given, what, help) in [
        (
            "v{}",
            1,
            "this template has no placeholder, but 1 argument is given",
            goes,
        ),
        (
            "%s",
            2,
            "this template has 1 placeholder, but 2 arguments are given",
            goes,
        ),
        (
            "%s %s",
            1,
            "this template has 2 placeholders, but 1 argument is given",
            "pass one argument for each placeholder, and write `%%` for a percent sign",
        ),
    ] {
        let args = std::iter::repeat_n(null(), given);
        rejects(name(template(text, args, [])), &[(1, "", what, help)]);
    }
    rejects(
        name(template("%s %q", [null()], [])),
        &[(
            1,
            "%q",
            "unsupported format character 'q' (0x71) at index 4",
            "write `%%` for a percent sign",
        )],
    );
    rejects(
        name(template("%(prop:a)s %s", [null()], [])),
        &[(
            1,
            "%(prop:a)s",
            "a named substitution is not allowed next to positional arguments",
            "write `%s`, or give all arguments by name: `%(kw:name)s`",
        )],
    );
}

#[test]
fn placeholders_of_other_languages() {
    for (text, placeholder, help) in [
        (
            "on {branch}",
            "{branch}",
            "write `%(prop:branch)s` for a property, or `%(kw:branch)s` and pass `branch: value`",
        ),
        (
            "on ${branch}/{b}",
            "${branch}",
            "write `%(prop:branch)s` for a property, or `%(kw:branch)s` and pass `branch: value`",
        ),
        ("v{}", "{}", "write `%s` and pass the value as an argument"),
    ] {
        let what = format!("`{placeholder}` is not a substitution");
        rejects(
            name(template(text, [], [])),
            &[(1, placeholder, &what, help)],
        );
    }
    rejects(
        name(template("on {tag}", [], [field("tag", null())])),
        &[(
            1,
            "{tag}",
            "`{tag}` is not a substitution",
            "write `%(kw:tag)s`",
        )],
    );
}
