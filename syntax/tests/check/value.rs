//! Values of any kind.

use http_step_syntax::check;
use http_step_syntax::tree::{Field, Form, Node};
use http_step_syntax::{Operator, Surface};

use super::tree::*;
use super::{accepts, accepts_in, count_groups, rejects, rejects_in, with};

fn json_value(value: Node) -> Vec<Field> {
    with("json", list([value]))
}

#[test]
fn right() {
    for value in [
        null(),
        bool(true),
        integer(i128::from(u64::MAX)),
        float(0.5),
        text(""),
        bytes(b""),
        word("value"),
        closure(1),
        list([]),
        map([]),
        tuple([null(), text("a")]),
        bad(),
    ] {
        accepts(json_value(value));
    }
}

#[test]
fn tuples() {
    let three = || at(1, tuple([null(), null(), null()]));
    rejects_in(
        Surface::Rust,
        json_value(three()),
        &[(
            1,
            "",
            "expected a pair, found a tuple of 3",
            "write a list: `[value, …]`",
        )],
    );
    // The right operand of `%` has a value for each conversion.
    accepts_in(Surface::Json, json_value(three()));
}

#[test]
fn types() {
    let typed = typed(json("$.a"), name_at(1, "u64"));
    rejects(
        json_value(typed),
        &[(
            1,
            "",
            "only a value in `capture` can have a type",
            "remove the type",
        )],
    );
}

#[test]
fn values_that_belong_to_keys() {
    for (value, kind) in [
        (options([]), "a map"),
        (arms([]), "a map"),
        (nested(vec![]), "a step"),
        (range(integer(200), integer(299)), "a range"),
    ] {
        let what = format!("expected a value, found {kind}");
        rejects(json_value(at(1, value)), &[(1, "", &what, "")]);
    }
}

/// A value may be checked alone: its literals are data, and no rule across fields applies.
#[test]
fn values_alone() {
    let data = entries_map([
        pair(text(""), text("%(prop:a)s")),
        pair(text("a"), text("ghp_abc")),
        pair(text("a"), form(Form::Raw, [text("ghp_abc")])),
        pair(text("%(prop:a)s"), secret("b")),
        pair(text("b"), interpolate("{a} ghp_abc")),
        pair(text("c"), file("a.txt")),
        pair(
            text("d"),
            operation(Operator::Matches, property("a"), text("%(prop:a)s")),
        ),
        spread(map([("a", null())])),
    ]);
    assert_eq!(check::value(&data, Surface::Json, &count_groups), []);
    let value = entries_map([
        pair(text("c"), interpolate("%(prp:d)s")),
        spread(map([("b", form(Form::Bearer, [secret("a")]))])),
    ]);
    let findings = check::value(&value, Surface::Json, &count_groups);
    let what: Vec<_> = findings.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "invalid Interpolate selector 'prp'",
            "`$bearer` is not allowed here",
        ]
    );
}
