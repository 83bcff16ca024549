//! Strings that are parts of a value.

use http_step_syntax::tree::Form;

use super::tree::*;
use super::{accepts, rejects, with};

#[test]
fn parts() {
    for key in [
        text("a"),
        property("a"),
        word("a"),
        bad(),
        interpolate("%(prop:a)s"),
    ] {
        accepts(with("cert", tuple([text("a"), key])));
    }
    let wrong = |value| with("cert", tuple([text("a"), at(1, value)]));
    let thing = "the key of the certificate";
    let empty = format!("{thing} must not be empty");
    rejects(wrong(text("")), &[(1, "", &empty, "")]);
    for (value, kind) in [
        (null(), "`null`"),
        (integer(5), "an integer"),
        (bytes(b"a"), "bytes"),
        (list([]), "a list"),
        (form(Form::File, [text("a")]), "a file"),
    ] {
        let what = format!("{thing} must be a string, found {kind}");
        rejects(wrong(value), &[(1, "", &what, "")]);
    }
}
