//! The URL of the request.

use http_step_syntax::Operator::Add;
use http_step_syntax::Surface;
use http_step_syntax::tree::{Field, Form, Node};

use super::tree::*;
use super::{Expected, accepts, rejects, rejects_in};

const HOST: &str = "a substitution here could change the host";
const LABEL: &str = "a substitution may be a whole label in front of a domain, as in `https://%(prop:region)s.example.com/`, or follow the first `/`";
const TEMPLATE: &str = r#"write `Interpolate("https://…/%(prop:name)s")`"#;
const SECRET: &str = "a secret can't be a part of the URL: URLs are written to logs";
const WHOLE: &str = "send it in a header or in the body, or make the whole URL a `Secret`";

fn url(value: Node) -> Vec<Field> {
    vec![field("url", value)]
}

fn template(
    text_of: &str,
    args: impl IntoIterator<Item = Node>,
    named: impl Into<Vec<Field>>,
) -> Vec<Field> {
    let args: Vec<_> = [at(1, text(text_of))].into_iter().chain(args).collect();
    url(form_at(2, Form::Interpolate, args, named))
}

#[track_caller]
fn rejects_template(text: &str, expected: &[Expected<'_>]) {
    rejects(template(text, [], []), expected);
}

#[test]
fn right() {
    for value in [
        text("https://example.com/"),
        word("url"),
        expression(),
        property("url"),
        secret("url"),
        form_at(
            0,
            Form::Property,
            [text("url")],
            [field("default", text("https://a.example/"))],
        ),
        bad(),
    ] {
        accepts(url(value));
    }
    for text in [
        "https://example.com/%(prop:a)s?b=%(kw:c:-d)s",
        "https://%(prop:region)s.example.com/",
        "%(prop:api)s",
        "%(prop:api)s/x",
        "%(prop:api)s?x=%(prop:a)s",
    ] {
        accepts(template(text, [], []));
    }
    accepts(template(
        "%(kw:api)s/deployments/%(prop:id)s",
        [],
        [field("api", word("api"))],
    ));
    accepts(template(
        "%s/deployments/%s",
        [word("api"), property("id")],
        [],
    ));
    accepts(template(
        "https://example.com/%s?n=%d",
        [property("a"), integer(1)],
        [],
    ));
    let raw = || form(Form::Raw, [word("path")]);
    accepts(template(
        "https://example.com/%(kw:path)s",
        [],
        [field("path", raw())],
    ));
    accepts(template("https://example.com/%s", [raw()], []));
}

#[test]
fn literals() {
    rejects(
        url(at(1, text("htps://example.com:99999/a b"))),
        &[
            (1, "htps", "unknown scheme `htps`", "did you mean `https`?"),
            (
                1,
                "99999",
                "invalid port: above 65535",
                "write a number from 1 to 65535",
            ),
            (1, " ", "a space is not allowed in a URL", "write `%20`"),
        ],
    );
    rejects(
        url(at(1, text("https://example.com/\n    a"))),
        &[(
            1,
            "\n    ",
            "a line break is not allowed in a URL",
            "write the URL on one line",
        )],
    );
    let takes = "`url`: expected a string, found ";
    for (value, kind) in [
        (null(), "`null`"),
        (integer(5), "an integer"),
        (closure(0), "a closure"),
    ] {
        rejects(url(at(1, value)), &[(1, "", &format!("{takes}{kind}"), "")]);
    }
}

#[test]
fn substitutions_that_could_change_the_origin() {
    rejects_template(
        "https://example.com%(prop:a)s",
        &[(1, "%(prop:a)s", HOST, LABEL)],
    );
    rejects_template(
        "https://%(prop:user)s@%(prop:host)s/",
        &[
            (
                1,
                "%(prop:user)s",
                "a substitution is not allowed in the userinfo of a URL",
                "use `auth` for credentials",
            ),
            (1, "%(prop:host)s", HOST, LABEL),
        ],
    );
    rejects(
        template(
            "%s://%s:%s/%s",
            [word("a"), word("b"), word("c"), word("d")],
            [],
        ),
        &[
            (
                1,
                "%s",
                "a substitution is not allowed in the scheme of a URL",
                "write the scheme and the host, as in `https://example.com/%(prop:path)s`, or insert both as one value: `%(kw:base)s/path`",
            ),
            (1, "%s", HOST, LABEL),
            (
                1,
                "%s",
                "a substitution is not allowed in the port of a URL",
                "write the port, or insert everything in front of the path as one value: `%(kw:base)s/path`",
            ),
        ],
    );
}

#[test]
fn bases() {
    rejects_template(
        "%(prop:api)sbuilds",
        &[(
            1,
            "%(prop:api)s",
            "the base of a URL must be followed by `/`, `?` or the end of the template",
            "write `%(kw:base)s/path`",
        )],
    );
    let raw = field("api", form(Form::Raw, [word("api")]));
    rejects(
        template("%(kw:api)s/x", [], [raw]),
        &[(
            1,
            "%(kw:api)s",
            "a raw value can't be the base of a URL",
            "insert the value without `Raw`",
        )],
    );
    rejects_template("%(secret:api)s/x", &[(1, "%(secret:api)s", SECRET, WHOLE)]);
    // The origin is not known: a secret may be sent there.
    let mut fields = template("%(prop:api)s/x", [], []);
    fields.push(field("headers", map([("X-A", secret("a"))])));
    accepts(fields);
}

/// The argument that is the base is a URL of its own.
#[test]
fn arguments_that_are_the_base() {
    let operator = "an operator can't make a URL: it doesn't escape the values";
    let host = form(Form::Interpolate, [at(3, text("https://%(prop:host)s/"))]);
    let table = [
        (
            at(3, text("example.com")),
            ("", "missing scheme", "write `https://example.com`"),
        ),
        (
            at(3, text("https://example.com/?page=")),
            (
                "?page=",
                "a query is not allowed in the base of a URL",
                "write the query after the substitution, as in `%(kw:base)s/path?name=value`",
            ),
        ),
        (host, ("%(prop:host)s", HOST, LABEL)),
        (
            operation_at(3, Add, property("host"), Some(text("/api"))),
            ("", operator, TEMPLATE),
        ),
        (at(3, secret("api")), ("", SECRET, WHOLE)),
    ];
    for (base, (inside, what, help)) in table {
        let expected = [(3, inside, what, help)];
        let named = [field("api", base.clone())];
        rejects(template("%(kw:api)s/x", [], named), &expected);
        rejects(template("%s/x", [base], []), &expected);
    }
    for base in [
        text("https://example.com/api/"),
        property("api"),
        form(
            Form::Interpolate,
            [text("https://%(prop:region)s.example.com/v1")],
        ),
    ] {
        accepts(template("%s/x?y", [base], []));
    }
    // The argument of a `*` is not inserted.
    let raw = form(Form::Raw, [word("path")]);
    let args = [integer(3), raw, word("a")];
    accepts(template("https://example.com/%*s/%s", args, []));
    let args = || [integer(3), form(Form::Raw, [word("a")])];
    rejects(
        template("https://%*s.example.com/", args(), []),
        &[(
            1,
            "%*s",
            "a raw value here could change the host",
            "insert the value without `Raw`, or move it after the first `/`",
        )],
    );
    // In the path, a value is escaped.
    let sum = operation_at(3, Add, property("a"), Some(text("/")));
    accepts(template("https://example.com/%s", [sum], []));
}

#[test]
fn literal_parts_of_templates() {
    rejects_template(
        "https://example.com/%(prop:a)s b\n  c",
        &[
            (1, " ", "a space is not allowed in a URL", "write `%%20`"),
            (
                1,
                "\n  ",
                "a line break is not allowed in a URL",
                "write the URL on one line",
            ),
        ],
    );
    // A mistake in the template hides those of the URL in it.
    rejects_template(
        "https://example.com/ %(prp:a)s",
        &[(
            1,
            "prp",
            "invalid Interpolate selector 'prp'",
            "did you mean `prop`?",
        )],
    );
    rejects_template(
        "https://example.com/{id}",
        &[(
            1,
            "{id}",
            "`{id}` is not a substitution",
            "write `%(prop:id)s` for a property, or `%(kw:id)s` and pass `id: value`",
        )],
    );
}

/// A secret over http is sent in the open, also to the origin of a template.
#[test]
fn origins_of_templates() {
    let mut fields = template("http://%(prop:a)s.example.com/", [], []);
    fields.push(field("headers", map([("X-A", at(3, secret("a")))])));
    rejects(
        fields,
        &[(
            3,
            "",
            "this sends a secret over http, where everybody on the way can read it",
            "write `https://` in the URL",
        )],
    );
}

#[test]
fn secrets() {
    rejects_template(
        "https://example.com/%(secret:a)s?%(secret:b)s",
        &[
            (1, "%(secret:a)s", SECRET, WHOLE),
            (1, "%(secret:b)s", SECRET, WHOLE),
        ],
    );
    let named = [field("token", at(3, secret("a")))];
    rejects(
        template("https://example.com/%(kw:token)s", [], named),
        &[(3, "", SECRET, WHOLE)],
    );
}

#[test]
fn other_forms() {
    let operator = "an operator can't make a URL: it doesn't escape the values";
    let sum = |right| operation_at(1, Add, text("https://example.com/"), Some(right));
    rejects(url(sum(property("a"))), &[(1, "", operator, TEMPLATE)]);
    // A secret in it is not a second mistake.
    rejects(url(sum(secret("a"))), &[(1, "", operator, TEMPLATE)]);
    let needs = "`Property` needs a name";
    let example = r#"write `Property("name")` or `Property("name", default: value)`"#;
    let wrong = || form_at(2, Form::Property, [], []);
    rejects(
        url(sum(wrong())),
        &[(1, "", operator, TEMPLATE), (2, "", needs, example)],
    );
    rejects(
        url(form_at(1, Form::FlattenList, [wrong()], [])),
        &[
            (1, "", "a URL must be a string, found a list", TEMPLATE),
            (2, "", needs, example),
        ],
    );
    let raw = "a raw value can be a part of the path or of the query, not the URL";
    let value = || url(form_at(1, Form::Raw, [word("url")], []));
    rejects(
        value(),
        &[(
            1,
            "",
            raw,
            r#"remove `Raw`, or write `Interpolate("https://…/%(kw:path)s", path: Raw(value))`"#,
        )],
    );
    rejects_in(
        Surface::Json,
        value(),
        &[(
            1,
            "",
            raw,
            r#"remove `$raw`, or write `"kwargs": {"path": {"$raw": value}}` of an `$interpolate`"#,
        )],
    );
    rejects(
        url(form_at(1, Form::Bearer, [secret("a")], [])),
        &[(
            1,
            "",
            "`Bearer` is not allowed here",
            "use it as all of `auth`",
        )],
    );
}

/// The default of a property is the whole URL too.
#[test]
fn defaults() {
    let property_or = |default| {
        url(form_at(
            0,
            Form::Property,
            [text("url")],
            [field("default", default)],
        ))
    };
    rejects(
        property_or(at(1, text("ci.example.com/"))),
        &[(1, "", "missing scheme", "write `https://ci.example.com/`")],
    );
    let template = form(
        Form::Interpolate,
        [at(1, text("https://example.com%(prop:a)s"))],
    );
    rejects(property_or(template), &[(1, "%(prop:a)s", HOST, LABEL)]);
    let sum = operation_at(1, Add, property("a"), Some(text("/")));
    let operator = "an operator can't make a URL: it doesn't escape the values";
    rejects(property_or(sum), &[(1, "", operator, TEMPLATE)]);
    // A mistake in it is found once, at every depth.
    let wrong = form(Form::Interpolate, [at(1, text("%(prp:a)s"))]);
    let inner = form_at(0, Form::Property, [text("b")], [field("default", wrong)]);
    rejects(
        property_or(inner),
        &[(
            1,
            "prp",
            "invalid Interpolate selector 'prp'",
            "did you mean `prop`?",
        )],
    );
    // A secret is a part of the URL only where it is not all of it.
    rejects(property_or(at(1, secret("a"))), &[(1, "", SECRET, WHOLE)]);
    // The default says nothing about where the request goes.
    let mut fields = property_or(text("http://example.com/"));
    fields.push(field("headers", map([("X-A", secret("a"))])));
    accepts(fields);
}
