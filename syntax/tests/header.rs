//! The header fields that are accepted, the problems with others, and what looks like a credential.

use http_step_syntax::Problem;
use http_step_syntax::header::{self, credential_in, is_credential, is_transport_owned};

/// Returns the text at fault, what is wrong, and what to write.
fn found<'t>(text: &'t str, problem: &'t Problem) -> (&'t str, &'t str, &'t str) {
    let fault = text
        .get(problem.range.clone())
        .unwrap_or("(out of the text)");
    (
        fault,
        &problem.what,
        problem.help.as_deref().unwrap_or_default(),
    )
}

#[test]
fn names() {
    for text in ["Accept", "x-request-id", "X_Y", "a", "1", "!#$%&'*+-.^_`|~"] {
        assert_eq!(header::name(text), Ok(()), "{text}");
    }
    let space = "a space is not allowed in a header name";
    let colon = "a colon is not allowed in a header name";
    let letters = "a header name consists of letters, digits and `-`";
    for (text, expected) in [
        (
            "",
            (
                "",
                "the name of a header field must not be empty",
                "write a name like `Accept`",
            ),
        ),
        ("Content Type", (" ", space, "write `Content-Type`")),
        (" Accept ", (" ", space, "write `Accept`")),
        ("Accept:", (":", colon, "write `Accept`")),
        (
            "Authorization: Bearer hunter2",
            (":", colon, "write `Authorization`"),
        ),
        (":path", (":", colon, letters)),
        (
            "Content–Type",
            (
                "–",
                "`–` is not allowed in a header name",
                "write `Content-Type`",
            ),
        ),
        (
            "Accept\n",
            (
                "\n",
                "a line break is not allowed in a header name",
                "write `Accept`",
            ),
        ),
        (
            "Größe",
            ("ö", "`ö` is not allowed in a header name", letters),
        ),
        ("a/b", ("/", "`/` is not allowed in a header name", letters)),
    ] {
        let problem = header::name(text).unwrap_err();
        assert_eq!(found(text, &problem), expected, "{text:?}");
    }
}

#[test]
fn values() {
    for text in ["", "a b\tc", " padded ", "größe", "\u{80}", "\"<>{}|\\^`"] {
        assert_eq!(header::value(text), Ok(()), "{text:?}");
    }
    let line = "a line break is not allowed in a header value";
    let one = "write the value on one line";
    let nul = "the control character `\\0` is not allowed in a header value";
    let delete = "the control character `\\u{7f}` is not allowed in a header value";
    for (text, expected) in [
        ("a\nb", ("\n", line, one)),
        ("a\rb", ("\r", line, one)),
        ("a\r\nb\n", ("\r\n", line, one)),
        ("é\u{0}", ("\u{0}", nul, "remove it")),
        ("\u{7f}\u{1}", ("\u{7f}", delete, "remove it")),
    ] {
        let problem = header::value(text).unwrap_err();
        assert_eq!(found(text, &problem), expected, "{text:?}");
    }
}

#[test]
fn fields_of_the_transport() {
    for name in [
        "Host",
        "content-length",
        "TRANSFER-ENCODING",
        "Connection",
        "Keep-Alive",
        "Upgrade",
        "te",
        "Trailer",
        "Proxy-Connection",
    ] {
        assert!(is_transport_owned(name), "{name}");
    }
    for name in ["", "Content-Type", "X-Host", "Accept-Encoding", "Trailers"] {
        assert!(!is_transport_owned(name), "{name}");
    }
}

#[test]
fn credentials_by_name() {
    for name in [
        "Authorization",
        "proxy-authorization",
        "Cookie",
        "set-cookie",
        "X-Auth-Token",
        "X_API_KEY",
        "PRIVATE-TOKEN",
        "X-Apikey",
        "X-Hub-Signature-256",
        "session",
        "x-jwt-assertion",
        "X-Amz-Credential",
        "sig",
    ] {
        assert!(is_credential(name), "{name}");
    }
    for name in [
        "",
        "Accept",
        "X-Author",
        "Keyboard",
        "Monkey",
        "Set",
        "X-Cookie-Policy",
        "Tokens",
        "X-Design",
    ] {
        assert!(!is_credential(name), "{name}");
    }
}

#[test]
fn credentials_by_value() {
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_";
    let bearer = format!("Bearer {jwt}");
    let inside = format!("token=\"{jwt}\";");
    for (name, value, expected) in [
        ("Authorization", "Bearer abc", "abc"),
        ("authorization", " Basic  dTpw ", "dTpw"),
        ("Proxy-Authorization", "Basic dTpw", "dTpw"),
        (
            "Authorization",
            "Digest username=\"u\", uri=\"/\"",
            "username=\"u\", uri=\"/\"",
        ),
        ("Authorization", bearer.as_str(), jwt),
        ("X-A", "ghp_abc", "ghp_abc"),
        ("X-A", "t=gho_a-b_c, d", "gho_a-b_c"),
        ("X-A", "ghs_a.b", "ghs_a"),
        ("X-A", "github_pat_11AA_b", "github_pat_11AA_b"),
        ("X-A", "my-glpat-xyz", "glpat-xyz"),
        ("X-A", "xoxb-1-2", "xoxb-1-2"),
        ("X-A", "é xoxp-1", "xoxp-1"),
        ("X-A", inside.as_str(), jwt),
        ("Authorization", "ghp_abc", "ghp_abc"),
    ] {
        let range = credential_in(name, value).unwrap_or_default();
        assert_eq!(&value[range], expected, "{name}: {value}");
    }
    for (name, value) in [
        ("Authorization", ""),
        ("Authorization", "Bearer"),
        ("Authorization", " Bearer "),
        ("X-A", "Bearer abc"),
        ("X-A", "9fceb02d0ae598e95dc970b74767f19372d61af8"),
        (
            "X-A",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
        ("X-A", "123e4567-e89b-12d3-a456-426614174000"),
        ("X-A", "application/json; charset=utf-8"),
        ("X-A", "highs_and_lows"),
        ("X-A", "ghp_"),
        ("X-A", "xox-"),
        ("X-A", "eyJhbGciOiJIUzI1NiJ9"),
        ("X-A", "eyJhbGciOiJIUzI1NiJ9.eyJz"),
        ("X-A", "eyJhbGciOiJIUzI1NiJ9..c2ln"),
        ("X-A", "keyJ.a.b"),
        ("X-A", "1.2.3"),
    ] {
        assert_eq!(credential_in(name, value), None, "{name}: {value}");
    }
}
