//! The rules across fields, with their places.

use http_step_syntax::tree::{Field, Form, Node};

use super::tree::*;
use super::{accepts, rejects};

/// Returns the fields of a step with this method and URL, and marks from 100 on at the keys of the others.
fn step_of(
    method: &str,
    url: &str,
    others: impl IntoIterator<Item = (&'static str, Node)>,
) -> Vec<Field> {
    let mut fields = vec![field("method", word(method)), field("url", text(url))];
    let others = others.into_iter().zip(100..);
    fields.extend(others.map(|((key, value), mark)| field_at(mark, key, value)));
    fields
}

const HTTPS: &str = "https://example.com/";

#[test]
fn bodies() {
    rejects(
        step_of("POST", HTTPS, [("data", text("a")), ("json", null())]),
        &[(
            101,
            "",
            "a request can have only one body; `data` already sets it",
            "remove `data` or `json`",
        )],
    );
    rejects(
        step_of("GET", HTTPS, [("json", null())]),
        &[(
            100,
            "",
            "a GET request has no body",
            "send `params`, or use a method other than GET",
        )],
    );
    let files = || map([("a", file("a"))]);
    accepts(step_of(
        "POST",
        HTTPS,
        [("data", map([("a", text("b"))])), ("files", files())],
    ));
    accepts(step_of(
        "POST",
        HTTPS,
        [("data", word("fields")), ("files", files())],
    ));
    for data in [
        text("a"),
        bytes(b"a"),
        list([tuple([text("a"), text("b")])]),
        file("a"),
    ] {
        rejects(
            step_of("POST", HTTPS, [("data", data), ("files", files())]),
            &[(
                100,
                "",
                "with `files`, `data` must be a map: the other fields of the form",
                "write a map of names and values in `data`, or remove one of the two",
            )],
        );
    }
}

#[test]
fn content_types() {
    let headers = |name, value| entries_map([pair(text(name), at(1, value))]);
    rejects(
        step_of(
            "POST",
            HTTPS,
            [
                ("headers", headers("content-type", text("text/plain"))),
                ("json", null()),
            ],
        ),
        &[(
            1,
            "",
            "this type contradicts the body, which is `json`",
            "remove the field, or write `application/json` or a type that ends in `+json`",
        )],
    );
    for value in [text("application/json"), property("type"), null()] {
        let headers = headers("Content-Type", value);
        accepts(step_of(
            "POST",
            HTTPS,
            [("headers", headers), ("json", null())],
        ));
    }
}

#[test]
fn credentials() {
    let what = |first, second| format!("`{first}` conflicts with `{second}`: both set credentials");
    let remove = "remove `auth` or the header";
    let headers = || {
        entries_map([pair(
            at(1, text("authorization")),
            interpolate("Bearer %(secret:a)s"),
        )])
    };
    let auth = || form(Form::Bearer, [secret("a")]);
    rejects(
        step_of("GET", HTTPS, [("auth", auth()), ("headers", headers())]),
        &[(1, "", &what("headers.Authorization", "auth"), remove)],
    );
    rejects(
        step_of("GET", HTTPS, [("headers", headers()), ("auth", auth())]),
        &[(101, "", &what("auth", "headers.Authorization"), remove)],
    );
    // `null` sends no field.
    let none = map([("Authorization", null())]);
    accepts(step_of("GET", HTTPS, [("headers", none), ("auth", auth())]));
}

#[test]
fn secrets_over_http() {
    let what = "this sends a secret over http, where everybody on the way can read it";
    let https = "write `https://` in the URL";
    let open = "http://example.com/";
    let headers = || map([("X-A", at(1, secret("a"))), ("X-B", at(2, secret("b")))]);
    rejects(
        step_of("GET", open, [("headers", headers())]),
        &[(1, "", what, https), (2, "", what, https)],
    );
    // In a template it is the substitution alone.
    let template = form(
        Form::Interpolate,
        [at(1, text("a %(secret:b)s %(secret:c)s"))],
    );
    rejects(
        step_of("POST", open, [("json", map([("a", list([template]))]))]),
        &[
            (1, "%(secret:b)s", what, https),
            (1, "%(secret:c)s", what, https),
        ],
    );
    let default = form_at(
        0,
        Form::Property,
        [text("a")],
        [field("default", at(1, secret("b")))],
    );
    rejects(
        step_of("POST", open, [("data", default)]),
        &[(1, "", what, https)],
    );
    for url in [
        HTTPS,
        "http://localhost:80/",
        "http://127.0.0.1/",
        "http://[::1]/",
    ] {
        accepts(step_of("GET", url, [("headers", headers())]));
    }
    let insecure = [("verify", word("Insecure")), ("headers", headers())];
    accepts(step_of("GET", open, insecure));
    for unsent in [
        (
            "proxies",
            map([("all", interpolate("http://%(secret:a)s@proxy"))]),
        ),
        ("cert", tuple([text("a"), secret("b")])),
    ] {
        accepts(step_of("GET", open, [unsent]));
    }
}

#[test]
fn secrets_that_logs_show() {
    let in_params = "a secret can't be a parameter: URLs are written to logs";
    let send = "send it in a header or in the body";
    let params = map([("a", at(1, secret("a")))]);
    rejects(
        step_of("GET", HTTPS, [("params", params)]),
        &[(1, "", in_params, send)],
    );
    let shown = "a secret can't be part of a text that is shown";
    let name = "write the name of the secret instead";
    let template = || form(Form::Interpolate, [at(1, text("%(secret:a)s"))]);
    for key in [
        "name",
        "description",
        "description_done",
        "description_suffix",
    ] {
        rejects(
            step_of("GET", HTTPS, [(key, template())]),
            &[(1, "%(secret:a)s", shown, name)],
        );
    }
    let condition =
        "a secret can't be part of a condition: secrets are fetched only for steps that run";
    for key in ["do_step_if", "hide_step_if"] {
        let value = operation(
            http_step_syntax::Operator::Equal,
            at(1, secret("a")),
            text("b"),
        );
        rejects(
            step_of("GET", HTTPS, [(key, value)]),
            &[(1, "", condition, "use a property")],
        );
    }
}

#[test]
fn parameters() {
    let params = entries_map([
        pair(at(1, text("a b")), integer(1)),
        pair(text("c"), integer(1)),
        pair(at(2, text("é")), integer(1)),
    ]);
    let what = |name| format!("duplicate parameter `{name}`: the query of the URL already has it");
    let help = "write the parameter in one place";
    rejects(
        step_of(
            "GET",
            "https://example.com/?a+b=1&%C3%A9",
            [("params", params)],
        ),
        &[(1, "", &what("a b"), help), (2, "", &what("é"), help)],
    );
}

#[test]
fn retries() {
    let retry = |idempotent: Option<Node>| {
        let idempotent = idempotent.map(|value| field("idempotent", value));
        let attempts = Some(field("attempts", integer(3)));
        options(attempts.into_iter().chain(idempotent).collect::<Vec<_>>())
    };
    let help = "add an `idempotency_key` that the server knows, or `idempotent: true` in `retry`";
    for method in ["POST", "PATCH"] {
        let what = format!("a {method} request is not idempotent: a retry may apply it twice");
        for idempotent in [None, Some(bool(false))] {
            rejects(
                step_of(method, HTTPS, [("retry", retry(idempotent))]),
                &[(100, "", &what, help)],
            );
        }
        for idempotent in [bool(true), word("idempotent")] {
            accepts(step_of(method, HTTPS, [("retry", retry(Some(idempotent)))]));
        }
        let key = ("idempotency_key", text("a"));
        accepts(step_of(method, HTTPS, [("retry", retry(None)), key]));
    }
    accepts(step_of("PUT", HTTPS, [("retry", retry(None))]));
    // Without a method, the request is a POST.
    rejects(
        vec![field("url", text(HTTPS)), field_at(1, "retry", retry(None))],
        &[(
            1,
            "",
            "a POST request is not idempotent: a retry may apply it twice",
            help,
        )],
    );
}

#[test]
fn deadlines() {
    let retry = |deadline| {
        (
            "retry",
            options([
                field("attempts", integer(3)),
                field_at(1, "deadline", deadline),
            ]),
        )
    };
    rejects(
        step_of(
            "GET",
            HTTPS,
            [
                ("timeout", tuple([integer(5), float(30.5)])),
                ("deadline", integer(30)),
            ],
        ),
        &[(
            101,
            "",
            "the `deadline` of the whole step is shorter than its `timeout`",
            "write at least 30.5",
        )],
    );
    rejects(
        step_of("GET", HTTPS, [retry(integer(20)), ("timeout", integer(30))]),
        &[(
            1,
            "",
            "the `deadline` of all attempts is shorter than the `timeout` of one",
            "write at least 30",
        )],
    );
    rejects(
        step_of(
            "GET",
            HTTPS,
            [("deadline", integer(30)), retry(integer(60))],
        ),
        &[(
            100,
            "",
            "the `deadline` of the whole step is shorter than that of `retry`",
            "write at least 60",
        )],
    );
    accepts(step_of(
        "GET",
        HTTPS,
        [("deadline", word("deadline")), retry(integer(60))],
    ));
    accepts(step_of(
        "GET",
        HTTPS,
        [
            ("deadline", integer(60)),
            retry(integer(60)),
            ("timeout", integer(60)),
        ],
    ));
}
