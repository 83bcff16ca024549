//! Cookies.

use http_step_syntax::tree::Form;

use super::tree::*;
use super::{accepts, rejects, with};

#[test]
fn right() {
    accepts(with(
        "cookies",
        entries_map([
            pair(text("theme"), text("dark mode")),
            pair(text("id"), integer(5)),
            pair(text("none"), null()),
            pair(text("branch"), interpolate("a-%(prop:branch)s")),
            pair(property("name"), secret("value")),
            spread(word("more")),
        ]),
    ));
    for cookies in [property("cookies"), word("cookies"), bad()] {
        accepts(with("cookies", cookies));
    }
}

#[test]
fn wrong() {
    let letters = "the name of a cookie consists of letters, digits, `-` and `_`";
    let cookies = entries_map([
        pair(at(1, text("a b")), text("c")),
        pair(at(2, text("")), text("c")),
        pair(text("semicolon"), at(3, text("a;b"))),
        pair(text("token"), at(4, text("ghp_abc"))),
        pair(text("list"), at(5, list([]))),
        pair(
            text("lines"),
            form(Form::Interpolate, [at(6, text("a\n%(prop:b)s"))]),
        ),
        pair(text("double"), text("c")),
        pair(at(7, text("double")), text("c")),
        pair(at(8, text("%(prop:name)s")), text("c")),
    ]);
    let keep = "write `Interpolate(\"…\")` to insert the value, or `Raw(\"…\")` to keep the text";
    rejects(
        with("cookies", cookies),
        &[
            (2, "", "the key of a map must not be empty", ""),
            (7, "", "duplicate key `double`", "remove one of the two"),
            (
                8,
                "%(prop:name)s",
                "`%(prop:name)s` is sent as it is: this string is not a template",
                keep,
            ),
            (
                1,
                " ",
                "a space is not allowed in the name of a cookie",
                letters,
            ),
            (
                3,
                ";",
                "`;` is not allowed in the value of a cookie",
                "write `%3B` if the service decodes it",
            ),
            (
                4,
                "",
                "this literal looks like a credential",
                "keep credentials out of the source: write `Secret(\"name\")`, or `%(secret:name)s` in an `Interpolate`",
            ),
            (
                5,
                "",
                "the value of a cookie must be a string, a number, a boolean or `null`",
                "",
            ),
            (
                6,
                "\n",
                "a line break is not allowed in a header value",
                "write the value on one line",
            ),
        ],
    );
    let takes = "`cookies`: expected a map `{ \"name\": value }`, found a list";
    rejects(with("cookies", at(1, list([]))), &[(1, "", takes, "")]);
}
