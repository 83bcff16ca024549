//! Literals that look like a template or a credential.

use http_step_syntax::Surface;
use http_step_syntax::tree::{Field, Form, Node};

use super::tree::*;
use super::{accepts, rejects, rejects_in, with};

const TEMPLATE: &str =
    r#"write `Interpolate("…")` to insert the value, or `Raw("…")` to keep the text"#;

fn plain(substitution: &str) -> String {
    format!("`{substitution}` is sent as it is: this string is not a template")
}

#[test]
fn substitutions_are_found_wherever_a_string_is_sent() {
    let wrong = || at(1, text("on %(prop:branch)s!"));
    for fields in [
        with("json", wrong()),
        with("json", map([("a", list([wrong()]))])),
        with("json", entries_map([pair(wrong(), null())])),
        with("data", wrong()),
        with("data", map([("a", wrong())])),
        with("params", map([("a", wrong())])),
        with("params", list([tuple([text("a"), wrong()])])),
        with("headers", map([("X-A", wrong())])),
        with("cookies", map([("a", wrong())])),
        with("files", map([("a", form(Form::File, [wrong()]))])),
        with("proxies", map([("https", wrong())])),
        with("proxies", map([("no_proxy", wrong())])),
        with("auth", tuple([wrong(), secret("a")])),
        with("cert", wrong()),
        with("cert", tuple([text("a"), wrong()])),
        with("verify", wrong()),
        with("save_to", wrong()),
        with("session", wrong()),
        with("name", wrong()),
        with("description", list([wrong()])),
        with("idempotency_key", wrong()),
        with(
            "json",
            form_at(0, Form::Property, [text("a")], [field("default", wrong())]),
        ),
    ] {
        let what = plain("%(prop:branch)s");
        rejects(fields, &[(1, "%(prop:branch)s", &what, TEMPLATE)]);
    }
    // A URL can't be `Raw`.
    rejects(
        vec![field("url", wrong())],
        &[(
            1,
            "%(prop:branch)s",
            &plain("%(prop:branch)s"),
            "write `Interpolate(\"…\")` to insert the value",
        )],
    );
    let json =
        r#"write `{"$interpolate": "…"}` to insert the value, or `{"$raw": "…"}` to keep the text"#;
    let what = plain("%(prop:branch)s");
    rejects_in(
        Surface::Json,
        with("json", wrong()),
        &[(1, "%(prop:branch)s", &what, json)],
    );
}

#[test]
fn forms_of_substitutions() {
    for substitution in [
        "%(prop:a)s",
        "%(kw:a)s",
        "%(src::branch)s",
        "%(worker:name)s",
        "%(secret:a)s",
        "%(prop:a).7s",
        "%(prop:a)-20s",
        "%(prop:a:-%(kw:b)s)s",
        "%(prop:a:?|(b)|c)r",
    ] {
        let value = at(1, text(&format!("(é {substitution} %(prop:z)s")));
        let what = plain(substitution);
        rejects(with("json", value), &[(1, substitution, &what, TEMPLATE)]);
    }
    for text in [
        "100% of",
        "%(branch)s",
        "%(prop:a)",
        "%(prop:a",
        "(prop:a)s",
        "%(prop:a)/",
        "%prop:a",
        "{a}",
        "((((",
        "))))",
        "",
    ] {
        accepts(with("json", super::tree::text(text)));
    }
    accepts(with("json", form(Form::Raw, [text("%(prop:a)s")])));
}

/// Takes a second, or hours if time is not linear.
#[test]
fn long_strings() {
    for piece in [
        "%(prop:",
        "%(prop:a",
        "(",
        ")",
        "%(prop:a)",
        "{",
        "{a",
        "ghp_",
        "%(",
    ] {
        let long = text(&piece.repeat(100_000));
        let template = interpolate(&piece.replace('%', "").repeat(100_000));
        let step = step(with("json", list([long, template])));
        let _ = super::find(&step, Surface::Rust);
    }
}

fn credential(value: Node) -> Vec<Field> {
    with("json", map([("a", value)]))
}

#[test]
fn credentials() {
    let what = "this literal looks like a credential";
    let keep = "keep credentials out of the source: write `Secret(\"name\")`, or `%(secret:name)s` in an `Interpolate`";
    for fields in [
        credential(at(1, text("xoxb-1-2"))),
        credential(list([at(1, text("token ghp_abc"))])),
        credential(form(Form::Raw, [at(1, text("ghp_abc"))])),
        credential(form(Form::Interpolate, [at(1, text("ghp_abc %(prop:a)s"))])),
        credential(form(
            Form::Interpolate,
            [at(1, text("%s ghp_abc")), text("a")],
        )),
        with("data", at(1, text("token=glpat-abc"))),
        with("params", map([("a", at(1, text("ghp_abc")))])),
        with("cookies", map([("a", at(1, text("ghp_abc")))])),
        vec![field("url", at(1, text("https://example.com/?t=ghp_abc")))],
    ] {
        rejects(fields, &[(1, "", what, keep)]);
    }
    let json = "keep credentials out of the source: write `{\"$secret\": \"name\"}`, or `%(secret:name)s` in an `$interpolate`";
    rejects_in(
        Surface::Json,
        credential(at(1, text("ghp_abc"))),
        &[(1, "", what, json)],
    );
    accepts(credential(interpolate("xoxb-%(secret:a)s")));
    accepts(credential(text("9fceb02d0ae598e95dc970b74767f19372d61af8")));
}
