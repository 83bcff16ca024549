//! Header fields.

use http_step_syntax::tree::{Form, Node};

use super::tree::*;
use super::{accepts, rejects, with};

const LINE: &str = "a line break is not allowed in a header value";
const ONE: &str = "write the value on one line";
const CREDENTIAL: &str = "this literal looks like a credential";
const KEEP: &str = "keep credentials out of the source: write `Secret(\"name\")`, or `%(secret:name)s` in an `Interpolate`";

fn template(mark: u32, template: &str) -> Node {
    form(Form::Interpolate, [at(mark, text(template))])
}

#[test]
fn right() {
    accepts(with(
        "headers",
        entries_map([
            pair(text("Accept"), text("text/html; q=0.5")),
            pair(text("X-Build"), property("buildnumber")),
            pair(text("X-None"), null()),
            pair(text("X-Number"), integer(5)),
            pair(
                text("Authorization"),
                interpolate("Bearer %(secret:token)s"),
            ),
            pair(property("name"), text("a")),
            pair(text("X-Word"), word("value")),
            pair(text("X-Bad"), bad()),
            spread(word("more")),
        ]),
    ));
}

#[test]
fn names() {
    let headers = entries_map([
        pair(at(1, text("X A")), text("a")),
        pair(at(2, text("")), text("a")),
        pair(at(3, text("Host")), text("a")),
        pair(at(4, text("content-length")), null()),
        pair(text("X-A"), text("a")),
        pair(at(5, text("x-a")), text("a")),
        pair(at(6, text("X-%(prop:a)s")), text("a")),
    ]);
    rejects(
        with("headers", headers),
        &[
            (2, "", "the key of a map must not be empty", ""),
            (5, "", "duplicate key `x-a`", "remove one of the two"),
            (
                6,
                "%(prop:a)s",
                "`%(prop:a)s` is sent as it is: this string is not a template",
                "write `Interpolate(\"…\")` to insert the value, or `Raw(\"…\")` to keep the text",
            ),
            (
                1,
                " ",
                "a space is not allowed in a header name",
                "write `X-A`",
            ),
            (
                3,
                "",
                "`Host` can't be set: the transport sets it",
                "remove the field",
            ),
            (
                4,
                "",
                "`content-length` can't be set: the transport sets it",
                "remove the field",
            ),
        ],
    );
}

#[test]
fn literal_values() {
    let headers = entries_map([
        pair(text("X-A"), at(1, text("a\r\nX-Evil: b"))),
        pair(text("Authorization"), at(2, text("Bearer hunter2"))),
        pair(text("X-Token"), at(3, text("ghp_abc"))),
        pair(text("X-List"), at(4, list([]))),
        pair(text("X-Map"), at(5, map([]))),
        // The name is known only when the build runs.
        pair(property("name"), at(6, text("a\nb"))),
        pair(property("other"), at(7, text("ghp_abc"))),
        pair(text("X-B"), at(8, text("build %(prop:b)s"))),
    ]);
    let single = "the value of a header field must be a string, a number, a boolean or `null`";
    rejects(
        with("headers", headers),
        &[
            (1, "\r\n", LINE, ONE),
            (2, "", CREDENTIAL, KEEP),
            (3, "", CREDENTIAL, KEEP),
            (4, "", single, ""),
            (5, "", single, ""),
            (6, "\n", LINE, ONE),
            (7, "", CREDENTIAL, KEEP),
            (
                8,
                "%(prop:b)s",
                "`%(prop:b)s` is sent as it is: this string is not a template",
                "write `Interpolate(\"…\")` to insert the value, or `Raw(\"…\")` to keep the text",
            ),
        ],
    );
}

#[test]
fn templates() {
    let headers = entries_map([
        pair(text("X-A"), template(1, "a\r\n%(prop:a)s")),
        pair(text("Authorization"), at(2, interpolate("Bearer hunter2"))),
        pair(text("X-B"), template(3, "token=ghp_abc %(prop:a)s")),
        // No credential: the secret is what follows the prefix.
        pair(text("X-C"), template(4, "ghp_%(secret:a)s")),
    ]);
    rejects(
        with("headers", headers),
        &[
            (1, "\r\n", LINE, ONE),
            (2, "", CREDENTIAL, KEEP),
            (3, "", CREDENTIAL, KEEP),
        ],
    );
}
