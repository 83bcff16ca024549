//! Credentials.

use http_step_syntax::Surface;
use http_step_syntax::tree::{Form, OpaqueKind};

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

const TOKEN: &str = "the token can't be a literal: the source is no place for credentials";
const PASSWORD: &str = "the password can't be a literal: the source is no place for credentials";
const PASSWORD_KIND: &str = "the password must be a string that is known only when the build runs";
const SECRET: &str = r#"write `Secret("name")`"#;
const SCHEMES: &str = r#"write `Bearer(Secret("token"))` or `("user", Secret("password"))`"#;

fn bearer(token: impl Into<Vec<super::Node>>) -> super::Node {
    form_at(1, Form::Bearer, token, [])
}

#[test]
fn right() {
    for auth in [
        tuple([text("user"), secret("password")]),
        tuple([text(""), word("password")]),
        tuple([property("user"), expression()]),
        form(Form::Basic, [text("build bot"), secret("password")]),
        form(Form::Digest, [text("user"), property("password")]),
        bearer([secret("token")]),
        bearer([interpolate("%(secret:token)s")]),
        property("auth"),
        word("credentials"),
        bad(),
    ] {
        accepts(with("auth", auth));
    }
}

#[test]
fn literals() {
    for literal in [
        text("hunter2"),
        integer(5),
        bytes(b"a"),
        bool(true),
        interpolate("hunter2"),
    ] {
        let auth = bearer([at(2, literal.clone())]);
        rejects(with("auth", auth), &[(2, "", TOKEN, SECRET)]);
        let auth = tuple([text("user"), at(2, literal)]);
        rejects(with("auth", auth), &[(2, "", PASSWORD, SECRET)]);
    }
    let converted = at(2, opaque(OpaqueKind::Literal));
    rejects(with("auth", bearer([converted])), &[(2, "", TOKEN, SECRET)]);
    for other in [null(), list([secret("a")]), map([("a", secret("a"))])] {
        let auth = form(Form::Digest, [text("user"), at(2, other)]);
        rejects(with("auth", auth), &[(2, "", PASSWORD_KIND, SECRET)]);
    }
}

#[test]
fn users() {
    let colon = "a colon is not allowed in the user name of Basic authentication";
    let second = "write the password as the second value";
    for auth in [
        tuple([at(2, text("bot:x")), secret("a")]),
        form(Form::Basic, [at(2, text("bot:x")), secret("a")]),
    ] {
        rejects(with("auth", auth), &[(2, ":", colon, second)]);
    }
    // A colon is no mistake in Digest authentication.
    accepts(with(
        "auth",
        form(Form::Digest, [text("bot:x"), secret("a")]),
    ));
    let auth = tuple([at(2, integer(5)), at(3, text("hunter2"))]);
    rejects(
        with("auth", auth),
        &[
            (
                2,
                "",
                "the user name must be a string, found an integer",
                "",
            ),
            (3, "", PASSWORD, SECRET),
        ],
    );
}

#[test]
fn numbers_of_values() {
    let three = at(2, tuple([text("a"), secret("b"), text("c")]));
    let example = r#"write `("user", Secret("password"))`"#;
    let what = "expected a user and a password, found 3 values";
    rejects(with("auth", three), &[(2, "", what, example)]);
    rejects(
        with("auth", bearer([])),
        &[(
            1,
            "",
            "`Bearer` takes one value",
            r#"write `Bearer(Secret("token"))`"#,
        )],
    );
    rejects(
        with("auth", form_at(1, Form::Digest, [secret("a")], [])),
        &[(
            1,
            "",
            "`Digest` takes two values",
            r#"write `Digest("user", Secret("password"))`"#,
        )],
    );
    rejects(
        with("auth", form_at(1, Form::Basic, [text("a")], [])),
        &[(
            1,
            "",
            "`Basic` takes two values",
            r#"write `Basic("user", Secret("password"))`"#,
        )],
    );
    let named = form_at(
        1,
        Form::Bearer,
        [secret("a")],
        [field_at(2, "realm", text("b"))],
    );
    rejects(
        with("auth", named),
        &[(2, "", "`Bearer` has no option `realm`", "remove it")],
    );
}

#[test]
fn other_values() {
    let secret_alone = at(2, secret("token"));
    let what = "`auth` needs a scheme for the secret";
    rejects(
        with("auth", secret_alone.clone()),
        &[(2, "", what, SCHEMES)],
    );
    rejects_in(
        Surface::Json,
        with("auth", secret_alone),
        &[(
            2,
            "",
            what,
            r#"write `{"$bearer": {"$secret": "token"}}` or `{"$tuple": ["user", {"$secret": "password"}]}`"#,
        )],
    );
    let takes = r#"`auth`: expected `("user", Secret("password"))`, `Bearer(Secret("token"))` or `Digest("user", Secret("password"))`, found a string"#;
    rejects(with("auth", at(2, text("user:pw"))), &[(2, "", takes, "")]);
    let file = form_at(1, Form::File, [text("a")], []);
    let place = "use it as a value in `files`, or as all of `data`";
    rejects(
        with("auth", file),
        &[(1, "", "`File` is not allowed here", place)],
    );
}
