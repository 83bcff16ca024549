//! Trust, and client certificates.

use http_step_syntax::Surface;

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

#[test]
fn right() {
    for verify in [
        bool(true),
        text("ca.pem"),
        word("Insecure"),
        json_word("Insecure"),
        property("ca"),
        expression(),
        bad(),
    ] {
        accepts(with("verify", verify));
    }
    for cert in [
        text("a.pem"),
        tuple([text("a"), secret("b")]),
        property("cert"),
        bad(),
    ] {
        accepts(with("cert", cert));
    }
}

#[test]
fn verify() {
    let what = "`verify: false` doesn't say that the peer is not verified";
    rejects(
        with("verify", at(1, bool(false))),
        &[(1, "", what, "write `Insecure`")],
    );
    rejects_in(
        Surface::Json,
        with("verify", at(1, bool(false))),
        &[(1, "", what, r#"write `{"$insecure": true}`"#)],
    );
    rejects(
        with("verify", at(1, word("Insecur"))),
        &[(1, "", "unknown word `Insecur`", "did you mean `Insecure`?")],
    );
    rejects(
        with("verify", at(1, text(""))),
        &[(1, "", "`verify` must not be empty", "")],
    );
    let takes = "`verify`: expected `true`, the path of a CA bundle, or `Insecure`, found `null`";
    rejects(with("verify", at(1, null())), &[(1, "", takes, "")]);
}

#[test]
fn cert() {
    rejects(
        with("cert", tuple([at(1, text("")), at(2, integer(5))])),
        &[
            (1, "", "the certificate must not be empty", ""),
            (
                2,
                "",
                "the key of the certificate must be a string, found an integer",
                "",
            ),
        ],
    );
    let takes =
        "`cert`: expected the path of a certificate with its key, or `(certificate, key)`, found ";
    for (cert, kind) in [(tuple([text("a")]), "a tuple"), (list([]), "a list")] {
        rejects(
            with("cert", at(1, cert)),
            &[(1, "", &format!("{takes}{kind}"), "")],
        );
    }
}
