//! Conditions.

use http_step_syntax::Operator::{self, *};
use http_step_syntax::Surface;
use http_step_syntax::response::Part;
use http_step_syntax::tree::{Form, Node, OpaqueKind};

use super::tree::*;
use super::{Expected, accepts, rejects, rejects_in, with};

const NO_CONDITION: &str = "expected a condition on the response";
const CONDITIONS: &str =
    r#"write `status == 200`, `json("$.state") == "done"` or `text.contains("ok")`"#;
const OPERATORS: &str =
    r#"compare with one of `== != < <= > >= .in_([…]) .contains(…) .matches("…")`"#;
const NUMBER_OPERATORS: &str = "compare with one of `== != < <= > >= .in_([…])`";

fn status() -> Node {
    part(Part::Status)
}

fn expect(condition: Node) -> Vec<super::Field> {
    with("expect", list([condition]))
}

#[track_caller]
fn rejects_condition(condition: Node, expected: &[Expected<'_>]) {
    rejects(expect(condition), expected);
}

#[test]
fn right() {
    let equal = |left, right| operation(Equal, left, right);
    accepts(with(
        "expect",
        list([
            equal(status(), integer(200)),
            equal(integer(200), status()),
            operation(In, status(), list([integer(200), integer(204)])),
            operation(Less, float(0.5), part(Part::Duration)),
            operation(Contains, part(Part::Text), text("ok")),
            operation(
                Matches,
                form(Form::Part(Part::Header), [text("etag")]),
                text("^W/"),
            ),
            operation(Matches, part(Part::Text), property("pattern")),
            operation(In, json("$.a"), text("abc")),
            equal(json("$.a"), null()),
            equal(json("$.a"), map([("b", integer(1))])),
            equal(json("$.a"), property("a")),
            equal(status(), word("expected")),
            equal(bad(), integer(1)),
            bad(),
        ]),
    ));
    accepts(with("expect", list([])));
    accepts(with("expect", bad()));
}

#[test]
fn one_condition_in_place_of_a_list() {
    let condition = at(1, operation(Equal, status(), integer(200)));
    let what = "`expect`: expected a list of conditions, found one condition";
    let help = "put brackets around it: `[condition]`";
    rejects(with("expect", condition), &[(1, "", what, help)]);
    let takes = "`expect`: expected a list of conditions `[status == 200]`, found an identifier";
    rejects(with("expect", at(1, word("checks"))), &[(1, "", takes, "")]);
}

#[test]
fn not_a_condition() {
    for other in [
        text("ok"),
        property("a"),
        word("ok"),
        bool(true),
        list([status()]),
    ] {
        rejects_condition(at(1, other), &[(1, "", NO_CONDITION, CONDITIONS)]);
    }
    let compare = format!(
        "compare it, as in {}",
        CONDITIONS.trim_start_matches("write ")
    );
    for (alone, what) in [
        (status(), "`status` alone is not a condition"),
        (json("$.a"), "`json` alone is not a condition"),
    ] {
        rejects_condition(at(1, alone), &[(1, "", what, &compare)]);
    }
    let typed = at(1, typed(json("$.a"), name_at(2, "u64")));
    rejects_condition(typed, &[(1, "", NO_CONDITION, CONDITIONS)]);
}

#[test]
fn without_a_part() {
    let none = operation_at(1, Equal, property("a"), Some(integer(1)));
    rejects_condition(none, &[(1, "", NO_CONDITION, CONDITIONS)]);
    for (left, help) in [
        (word("code"), "did you mean `status`?"),
        (word("statsu"), "did you mean `status`?"),
        (
            opaque(OpaqueKind::Call("headers".to_owned())),
            r#"did you mean `header("name")`?"#,
        ),
    ] {
        let condition = operation(Equal, at(1, left.clone()), integer(1));
        rejects_condition(condition, &[(1, "", NO_CONDITION, help)]);
        let condition = operation(Equal, integer(1), at(1, left));
        rejects_condition(condition, &[(1, "", NO_CONDITION, help)]);
    }
    // A part deeper in an operand is the mistake.
    let sum = operation(Add, form_at(1, Form::Part(Part::Size), [], []), integer(1));
    rejects_condition(
        operation(Greater, sum, integer(5)),
        &[(
            1,
            "",
            "`size` is not allowed here",
            "compare it in a condition, or capture it",
        )],
    );
    let typed = typed(json("$.a"), name_at(1, "u64"));
    rejects_condition(
        operation(Equal, typed, integer(5)),
        &[(
            1,
            "",
            "only a value in `capture` can have a type",
            "remove the type",
        )],
    );
}

#[test]
fn operators() {
    let condition = || operation(Equal, status(), integer(200));
    let both = |operator| operation_at(1, operator, condition(), Some(condition()));
    let joined = |operator: &str| format!("conditions can't be joined with `{operator}`");
    rejects_condition(
        both(And),
        &[(
            1,
            "",
            &joined("&&"),
            "write each as an item of `expect`: all of them have to be met",
        )],
    );
    rejects_condition(
        both(Or),
        &[(1, "", &joined("||"), "use `in` for one of several values")],
    );
    for (operator, spelling) in [(Add, "+"), (Remainder, "%")] {
        let what = format!("`{spelling}` doesn't make a condition");
        let condition = || operation_at(1, operator, status(), Some(integer(2)));
        rejects_condition(condition(), &[(1, "", &what, OPERATORS)]);
        rejects_in(
            Surface::Json,
            expect(condition()),
            &[(
                1,
                "",
                &what,
                "compare with one of `== != < <= > >= in contains matches`",
            )],
        );
    }
}

#[test]
fn negations_show_the_opposite() {
    for (operator, help) in [
        (Equal, "write `!=` instead of `==`"),
        (NotEqual, "write `==` instead of `!=`"),
        (Less, "write `>=` instead of `<`"),
        (LessOrEqual, "write `>` instead of `<=`"),
        (Greater, "write `<=` instead of `>`"),
        (GreaterOrEqual, "write `<` instead of `>=`"),
        (In, "write a condition with `!=` for each of the values"),
        (
            Contains,
            "`contains` has no opposite: test for what the expected response has instead",
        ),
        (
            Matches,
            "`matches` has no opposite: test for what the expected response has instead",
        ),
    ] {
        let condition = operation(operator, json("$.a"), list([]));
        let negated = operation_at(1, Not, condition, None);
        let what = "a condition can't be negated with `!`";
        rejects_condition(negated, &[(1, "", what, help)]);
    }
    let what = "a condition can't be negated with `!`";
    let negated = operation_at(1, Not, status(), None);
    rejects_condition(
        negated,
        &[(1, "", what, "use the opposite operator, such as `!=`")],
    );
}

#[test]
fn operators_that_do_not_fit_the_part() {
    let what = "`contains` searches strings, and `status` is a number from 100 to 599";
    let condition = operation_at(1, Contains, status(), Some(integer(2)));
    rejects_condition(condition, &[(1, "", what, NUMBER_OPERATORS)]);
    // The operand is checked all the same.
    let operand = form_at(2, Form::Property, [], []);
    let example = r#"write `Property("name")` or `Property("name", default: value)`"#;
    let condition = operation_at(1, Contains, status(), Some(operand));
    rejects_condition(
        condition,
        &[
            (1, "", what, NUMBER_OPERATORS),
            (2, "", "`Property` needs a name", example),
        ],
    );
    let wrong_side = |operator: Operator| {
        let part = form_at(1, Form::Part(Part::Text), [], []);
        operation(operator, text("ok"), part)
    };
    for operator in [In, Contains, Matches] {
        rejects_condition(
            wrong_side(operator),
            &[(
                1,
                "",
                "`text` must be the left operand here",
                "write `text` in front of the operator",
            )],
        );
    }
    let two = operation(Equal, status(), form_at(1, Form::Part(Part::Size), [], []));
    rejects_condition(
        two,
        &[(
            1,
            "",
            "two parts of a response can't be compared with each other",
            "compare with a literal, `null`, a property or a value",
        )],
    );
}

#[test]
fn operands() {
    let number = |kind: &str| format!("`status` is a number from 100 to 599, found {kind}");
    for (operand, kind) in [
        (text("200"), "a string"),
        (float(200.0), "a float"),
        (null(), "`null`"),
        (bool(true), "a boolean"),
        (list([]), "a list"),
    ] {
        let condition = operation(Equal, status(), at(1, operand.clone()));
        rejects_condition(condition, &[(1, "", &number(kind), "")]);
        let condition = operation(NotEqual, at(1, operand), status());
        rejects_condition(condition, &[(1, "", &number(kind), "")]);
    }
    let statuses = "a status is an integer from 100 to 599";
    for (code, what) in [(99, "invalid status 99"), (-5, "invalid status -5")] {
        let condition = operation(Equal, status(), at(1, integer(code)));
        rejects_condition(condition, &[(1, "", what, statuses)]);
    }
    let range = "a part of a response can't be compared with a range";
    let two = "write two conditions, with `>=` and `<=`";
    let condition = operation(Equal, status(), at(1, opaque(OpaqueKind::Range)));
    rejects_condition(condition, &[(1, "", range, two)]);
    let condition = operation(
        In,
        status(),
        list([
            at(1, opaque(OpaqueKind::Range)),
            integer(200),
            at(2, text("204")),
            at(3, integer(600)),
            at(4, list([])),
        ]),
    );
    rejects_condition(
        condition,
        &[
            (1, "", range, two),
            (2, "", &number("a string"), ""),
            (3, "", "invalid status 600", statuses),
            (4, "", &number("a list"), ""),
        ],
    );
    let condition = operation(In, status(), at(1, integer(200)));
    let what = "`in` expects a list, found an integer";
    rejects_condition(
        condition.clone(),
        &[(1, "", what, "write `.in_([value, …])`")],
    );
    rejects_in(
        Surface::Json,
        expect(condition),
        &[(1, "", what, "write `[value, …]`")],
    );
    let condition = operation(
        Equal,
        status(),
        at(1, form_at(2, Form::File, [text("a")], [])),
    );
    let place = "use it as a value in `files`, or as all of `data`";
    rejects_condition(condition, &[(2, "", "`File` is not allowed here", place)]);
}

#[test]
fn patterns() {
    let condition = operation(Matches, part(Part::Text), at(1, text("a(b")));
    rejects_condition(condition, &[(1, "(", "unclosed group", "")]);
    let condition = operation(Matches, part(Part::Text), at(1, integer(5)));
    let what = "expected a regular expression, found an integer";
    rejects_condition(condition, &[(1, "", what, r#"write `.matches("…")`"#)]);
    let condition = operation(Matches, part(Part::Text), at(1, text("id=%(prop:id)s")));
    rejects_condition(
        condition,
        &[(
            1,
            "%(prop:id)s",
            "`%(prop:id)s` is sent as it is: this string is not a template",
            r#"write `Interpolate("…")` to insert the value, or `Raw("…")` to keep the text"#,
        )],
    );
}
