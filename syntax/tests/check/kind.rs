//! The kinds of values, as messages call them.

use http_step_syntax::Operator::{Add, Equal};
use http_step_syntax::Surface;
use http_step_syntax::response::Part;
use http_step_syntax::tree::{Form, OpaqueKind};

use super::tree::*;
use super::{accepts, rejects_in, with};

#[test]
fn every_kind() {
    for (value, kind) in [
        (null(), "`null`"),
        (bool(true), "a boolean"),
        (integer(-1), "a negative integer"),
        (integer(1), "an integer"),
        (float(-0.5), "a negative number"),
        (float(0.5), "a float"),
        (text("a"), "a string"),
        (bytes(b"a"), "bytes"),
        (word("a"), "an identifier"),
        (closure(1), "a closure"),
        (opaque(OpaqueKind::Range), "a range"),
        (opaque(OpaqueKind::Literal), "a literal"),
        (expression(), "an expression"),
        (range(integer(200), integer(299)), "a range"),
        (list([]), "a list"),
        (tuple([null(), null()]), "a pair"),
        (tuple([]), "a tuple"),
        (map([]), "a map"),
        (options([]), "a map"),
        (arms([]), "a map"),
        (file("a"), "a file"),
        (form(Form::Bearer, [secret("a")]), "credentials"),
        (json("$.a"), "a part of a response"),
        (
            property("a"),
            "a value that is known only when the build runs",
        ),
        (
            operation(Equal, part(Part::Status), integer(200)),
            "a condition",
        ),
        (
            operation(Add, property("a"), integer(1)),
            "a value that is known only when the build runs",
        ),
        (typed(json("$.a"), name_at(0, "u64")), "a value with a type"),
        (nested(vec![]), "a step"),
    ] {
        let what = format!("`retry`: expected options `{{ attempts: 3 }}`, found {kind}");
        if kind == "a map" && value == options([]) {
            continue;
        }
        let mut fields = with("retry", at(1, value));
        fields.push(field("method", word("GET")));
        rejects_in(Surface::Rust, fields, &[(1, "", &what, "")]);
    }
    let mut fields = with("retry", bad());
    fields.push(field("method", word("GET")));
    accepts(fields);
}
