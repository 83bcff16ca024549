//! Durations.

use http_step_syntax::tree::OpaqueKind;

use super::tree::*;
use super::{accepts, rejects, with};

const SECONDS: &str = "`deadline`: expected a number of seconds or a `Duration`, found ";
const POSITIVE: &str = "`deadline`: expected a positive number of seconds, found ";

#[test]
fn right() {
    for seconds in [
        integer(30),
        float(0.5),
        opaque(OpaqueKind::Number(5.0)),
        word("limit"),
        expression(),
        property("limit"),
        bad(),
    ] {
        accepts(with("deadline", seconds.clone()));
        accepts(with("timeout", tuple([seconds.clone(), seconds])));
    }
    accepts(with("timeout", integer(30)));
}

#[test]
fn numbers() {
    for (seconds, found) in [
        (integer(0), "zero"),
        (float(0.0), "zero"),
        (float(-0.0), "zero"),
        (integer(-1), "a negative number"),
        (float(-0.5), "a negative number"),
        (float(f64::NAN), "NaN"),
        (opaque(OpaqueKind::Number(-5.0)), "a negative number"),
        (opaque(OpaqueKind::Number(f64::NAN)), "NaN"),
        (word("NAN"), "NaN"),
    ] {
        let what = format!("{POSITIVE}{found}");
        rejects(with("deadline", at(1, seconds)), &[(1, "", &what, "")]);
    }
    let both = tuple([at(1, integer(0)), at(2, integer(-1))]);
    let what = |found| format!("`timeout`: expected a positive number of seconds, found {found}");
    rejects(
        with("timeout", both),
        &[
            (1, "", &what("zero"), ""),
            (2, "", &what("a negative number"), ""),
        ],
    );
}

#[test]
fn strings_of_other_tools() {
    for (string, seconds) in [
        ("5", "5"),
        ("5s", "5"),
        ("1.5 min", "90"),
        ("300ms", "0.3"),
        ("2h", "7200"),
    ] {
        let help = format!("durations are in seconds: write `{seconds}`");
        let what = format!("{SECONDS}a string");
        rejects(
            with("deadline", at(1, text(string))),
            &[(1, "", &what, &help)],
        );
    }
    for string in ["soon", "", "0s", "-5s", "5 days"] {
        let what = format!("{SECONDS}a string");
        rejects(with("deadline", at(1, text(string))), &[(1, "", &what, "")]);
    }
}

#[test]
fn other_values() {
    for (value, kind) in [
        (bool(true), "a boolean"),
        (null(), "`null`"),
        (closure(0), "a closure"),
        (tuple([integer(5), integer(30)]), "a pair"),
    ] {
        let what = format!("{SECONDS}{kind}");
        rejects(with("deadline", at(1, value)), &[(1, "", &what, "")]);
    }
    let three = at(1, tuple([integer(1), integer(2), integer(3)]));
    let what = "`timeout`: expected a number of seconds, a `Duration`, or `(connect, read)`, found a tuple";
    rejects(with("timeout", three), &[(1, "", what, "")]);
}
