//! Values of any kind.

use http_step_syntax::check;
use http_step_syntax::tree::{Field, Node};
use http_step_syntax::{Surface, key::Key};

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

/// JSON has no variables, so a word of the language is a mistake at any other place.
#[test]
fn misplaced_words() {
    let insecure = r#"`{"$insecure": true}` is not allowed here"#;
    let verify = "use it as all of `verify`";
    let word = || at(1, json_word("Insecure"));
    rejects_in(
        Surface::Json,
        json_value(word()),
        &[(1, "", insecure, verify)],
    );
    for key in [
        "params",
        "data",
        "headers",
        "cookies",
        "files",
        "auth",
        "timeout",
        "deadline",
        "redirects",
        "proxies",
        "cert",
        "save_to",
        "name",
        "description",
        "always_run",
        "do_step_if",
        "locks",
        "hide",
        "probe",
    ] {
        assert!(Key::parse(key).is_some());
        rejects_in(
            Surface::Json,
            with(key, word()),
            &[(1, "", insecure, verify)],
        );
    }
    rejects_in(
        Surface::Json,
        json_value(at(1, json_word("other"))),
        &[(1, "", "the word `other` is not allowed here", "")],
    );
}

/// A value may be checked alone: it is in no field, and so no rule across fields applies.
#[test]
fn values_alone() {
    let value = map([("a", secret("b")), ("c", interpolate("%(prp:d)s"))]);
    let findings = check::value(&value, Surface::Json, &count_groups);
    let what: Vec<_> = findings.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(what, ["invalid Interpolate selector 'prp'"]);
}
