//! The values that a part of a response can be compared with.
#![cfg(test)]

use http_step_syntax::Operator::{self, *};
use http_step_syntax::response::{Literal, Part, condition, one_group, operand, operator};

const COMPARISONS: [Operator; 6] = [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual];

fn found(part: Part, operator: Operator, literal: Literal) -> String {
    let problem = operand(part, operator, literal).err();
    problem.map_or_else(String::new, |problem| problem.what)
}

#[test]
fn every_part_is_found() {
    for part in Part::ALL {
        assert_eq!(Part::parse(part.as_str()), Some(part));
        assert_eq!(part.example().contains('('), !part.is_bare());
    }
    assert_eq!(Part::parse("body"), None);
}

#[test]
fn nine_operators_make_conditions() {
    let conditions = Operator::ALL
        .into_iter()
        .filter(|op| condition(*op).is_ok());
    let all = COMPARISONS.into_iter().chain([In, Contains, Matches]);
    assert_eq!(conditions.collect::<Vec<_>>(), all.collect::<Vec<_>>());
    for part in Part::ALL {
        let is_text = !matches!(part, Part::Status | Part::Size | Part::Duration);
        assert_eq!(operator(part, Contains).is_ok(), is_text);
        assert_eq!(operator(part, Matches).is_ok(), is_text);
        assert_eq!(operator(part, Less), Ok(()));
    }
}

#[test]
fn literals() {
    use Literal::{Bool, Float, Integer, List, Null, Text};

    for comparison in COMPARISONS {
        let found = |part, literal| found(part, comparison, literal);
        assert_eq!(found(Part::Status, Integer(100)), "");
        assert_eq!(found(Part::Status, Integer(600)), "invalid status 600");
        assert_eq!(found(Part::Status, Integer(-1)), "invalid status -1");
        assert_eq!(
            found(Part::Status, Float),
            "`status` is a number from 100 to 599, found a float"
        );
        assert_eq!(
            found(Part::Status, Null),
            "`status` is a number from 100 to 599, found `null`"
        );
        assert_eq!(found(Part::Size, Integer(1)), "");
        assert_eq!(
            found(Part::Size, Text),
            "`size` is a number of bytes, found a string"
        );
        assert_eq!(found(Part::Duration, Float), "");
        assert_eq!(
            found(Part::Duration, Bool),
            "`duration` is a number of seconds, found a boolean"
        );
        assert_eq!(found(Part::Text, Text), "");
        assert_eq!(
            found(Part::Text, Integer(1)),
            "`text` is a string, found an integer"
        );
        assert_eq!(found(Part::Text, Null), "`text` is a string, found `null`");
        for literal in [Null, Bool, Integer(-5), Float, Text, List, Literal::Map] {
            assert_eq!(found(Part::Json, literal), "");
            assert_eq!(found(Part::Header, literal), "");
        }
    }
    assert_eq!(found(Part::Json, Contains, Integer(5)), "");
    assert_eq!(
        found(Part::Text, Contains, Integer(5)),
        "`text` is a string, found an integer"
    );
    assert_eq!(found(Part::Json, Matches, Text), "");
    assert_eq!(
        found(Part::Json, Matches, Integer(5)),
        "expected a regular expression, found an integer"
    );
    assert_eq!(found(Part::Status, In, List), "");
    assert_eq!(
        found(Part::Status, In, Integer(5)),
        "`in` expects a list, found an integer"
    );
    assert_eq!(
        found(Part::Status, In, Text),
        "`in` expects a list, found a string"
    );
    assert_eq!(found(Part::Header, In, Text), "");
}

#[test]
fn operators_that_do_not_make_a_condition_have_a_help() {
    for (written, what, help) in [
        (
            And,
            "conditions can't be joined with `&&`",
            Some("write each as an item of `expect`: all of them have to be met"),
        ),
        (
            Or,
            "conditions can't be joined with `||`",
            Some("use `in` for one of several values"),
        ),
        (
            Not,
            "a condition can't be negated with `!`",
            Some("use the opposite operator, such as `!=`"),
        ),
        (Add, "`+` doesn't make a condition", None),
        (FloorDivide, "`//` doesn't make a condition", None),
    ] {
        let problem = condition(written).unwrap_err();
        assert_eq!(
            (problem.what.as_str(), problem.help.as_deref()),
            (what, help)
        );
    }
}

#[test]
fn captures_have_one_group() {
    assert_eq!(one_group(1), Ok(()));
    for (groups, help) in [
        (0, "put parentheses around the part to capture: `id=(.*)`"),
        (2, "write `(?:…)` for the groups that are not captured"),
    ] {
        let problem = one_group(groups).unwrap_err();
        let what = format!("`matches` needs exactly one group, found {groups}");
        assert_eq!((problem.what, problem.help.as_deref()), (what, Some(help)));
    }
}

#[test]
fn words_of_other_clients() {
    for (written, meant) in [
        ("body", Some(Part::Text)),
        ("content", Part::parse("text")),
        ("code", Some(Part::Status)),
        ("status_code", Some(Part::Status)),
        ("headers", Some(Part::Header)),
        ("cookies", Some(Part::Cookie)),
        ("regex", Some(Part::Matches)),
        ("jsonpath", Some(Part::Json)),
        ("length", Some(Part::Size)),
        ("time", Some(Part::Duration)),
        ("statsu", Some(Part::Status)),
        ("colour", None),
    ] {
        assert_eq!(Part::meant(written), meant, "{written}");
    }
}
