//! A URL template that starts with a base: the base is a whole URL, and the rest can't change it.

use http_step::{
    Dialect, HttpStep, Interpolate, IntoExpr, IntoValue, MapSecrets, Operator, Value, get,
    interpolate, operation, property, raw, renderer, secret, transform, with_properties,
};
use http_step_tests::service::Service;

use super::urls::shown;
use super::{build, outcome, refusal};

const MUST: &str = "the base of the URL must be an absolute http or https URL";
const HELP: &str = "set it to a URL like `https://example.com/api`";

#[test]
fn the_rest_follows_the_base() {
    let path = "%(prop:x)s/deployments/%(kw:id)s";
    let table = [
        (
            path,
            "https://ghe.example.com/api/v3",
            "https://ghe.example.com/api/v3/deployments/7",
        ),
        (
            path,
            "https://ghe.example.com/api/v3/",
            "https://ghe.example.com/api/v3/deployments/7",
        ),
        (path, "https://h", "https://h/deployments/7"),
        (path, "https://h/", "https://h/deployments/7"),
        (path, "https://h/a//", "https://h/a//deployments/7"),
        (path, "https://h:8443/a", "https://h:8443/a/deployments/7"),
        (
            path,
            "http://[::1]:8080/",
            "http://[::1]:8080/deployments/7",
        ),
        (path, "https://h/~a@b", "https://h/~a@b/deployments/7"),
        (path, "https://h/a%20b", "https://h/a%20b/deployments/7"),
        (path, "https://h/50%25s", "https://h/50%25s/deployments/7"),
        ("%(prop:x)s", "https://h/a", "https://h/a"),
        ("%(prop:x)s", "https://h/a/", "https://h/a/"),
        ("%(prop:x)s/", "https://h/a", "https://h/a/"),
        ("%(prop:x)s/", "https://h/a/", "https://h/a/"),
        ("%(prop:x)s//b", "https://h/a/", "https://h/a//b"),
        (
            "%(prop:x)s?id=%(kw:id)s",
            "https://h/a/",
            "https://h/a/?id=7",
        ),
        ("%(prop:x)s?id=%(kw:id)s", "https://h/a", "https://h/a?id=7"),
        ("%(prop:x)s?id=%(kw:id)s", "https://h", "https://h?id=7"),
        ("%(prop:x)s/?a=%%2F", "https://h", "https://h/?a=%2F"),
    ];
    for (template, base, url) in table {
        let template = interpolate(template).kwarg("id", 7);
        assert_eq!(shown(template, base), url, "{base}");
    }
    let bytes = Value::Bytes((&b"https://h/a"[..]).into());
    assert_eq!(shown(interpolate("%(prop:x)s/b"), bytes), "https://h/a/b");
}

#[test]
fn a_base_that_is_no_url_to_build_on_is_refused() {
    let table = [
        ("", "the URL must not be empty"),
        (" https://h", "the URL starts with whitespace"),
        ("https://h ", "the URL ends with whitespace"),
        ("https://h\n", "a line break is not allowed in a URL"),
        ("h/api", "missing scheme"),
        ("//h/api", "missing scheme"),
        ("/api", "missing scheme"),
        ("h:8080/api", "missing scheme"),
        ("javascript:alert(1)//", "unknown scheme `javascript`"),
        ("file:///etc/passwd", "unknown scheme `file`"),
        ("ftp://h", "unknown scheme `ftp`"),
        ("https:\\\\h", "expected `://` after the scheme"),
        ("https://", "missing host"),
        ("https:///api", "missing host"),
        ("https://h:0", "invalid port: zero"),
        ("https://h:", "invalid port: empty"),
        ("https://h\\api", "a backslash is not allowed in a URL"),
        ("https://h/a b", "a space is not allowed in a URL"),
        ("https://h/%zz", "a `%` must be followed by two hex digits"),
        ("https://h/%s", "a `%` must be followed by two hex digits"),
        (
            "https://h/%(prop:id)s",
            "a `%` must be followed by two hex digits",
        ),
        (
            "https://h/a/../b",
            "`..` in a path is resolved before the request is sent",
        ),
        (
            "https://h/a/%2E%2E",
            "`%2E%2E` in a path is resolved before the request is sent",
        ),
        (
            "https://h/a\tb",
            "the control character `\\t` is not allowed in a URL",
        ),
        (
            "https://h/\u{7f}",
            "the control character `\\u{7f}` is not allowed in a URL",
        ),
        ("https://h/?", "a query is not allowed in the base of a URL"),
        (
            "https://h?a=b",
            "a query is not allowed in the base of a URL",
        ),
        ("https://h/#", "a fragment is never sent"),
        ("https://h/#a", "a fragment is never sent"),
        ("https://u:hunter2@h/", "userinfo is not allowed in a URL"),
        ("https://hunter2@h", "userinfo is not allowed in a URL"),
        ("hunter2:x@h", "the part before the `@` is invalid"),
        (
            "https://h/@/%zz",
            "a `%` must be followed by two hex digits",
        ),
        ("https://u:hunter2/@h", "invalid port: not a number"),
        (
            "https://h/?token=hunter2",
            "a query is not allowed in the base of a URL",
        ),
    ];
    for (base, what) in table {
        for template in ["%(prop:x)s/b", "%(prop:x)s?a=b", "%(prop:x)s"] {
            let told = shown(interpolate(template), base);
            let expected = format!("! `url.%(prop:x)s`: {MUST}: {what}; {HELP}");
            assert_eq!(told, expected, "{base:?}");
            assert!(!told.contains("hunter2"), "{told}");
        }
    }
}

#[test]
fn a_base_is_text() {
    let table: [(Value, &str); 5] = [
        (["https://h"].into_value(), "list"),
        (7.into_value(), "integer"),
        (Value::Null, "null"),
        (true.into_value(), "boolean"),
        (super::map(), "map"),
    ];
    for (value, kind) in table {
        let told = |place| format!("! `url.{place}`: a URL is text, not {kind}");
        let by_name = interpolate("%(kw:api)s/a").kwarg("api", property("x"));
        let made = value.clone();
        let made = transform(move |_| Ok(made.clone()));
        let closure = interpolate("%(kw:api)s/a").kwarg("api", made);
        let literal = interpolate("%(kw:api)s/a").kwarg("api", value.clone());
        let positional = interpolate("%s/a").arg(property("x"));
        let table = [
            (interpolate("%(prop:x)s/a"), told("%(prop:x)s")),
            (by_name, told("%(kw:api)s")),
            (closure, told("%(kw:api)s")),
            (literal, told("%(kw:api)s")),
            (positional, told("0")),
        ];
        for (template, error) in table {
            assert_eq!(shown(template, value.clone()), error);
        }
    }
    assert_eq!(
        shown(interpolate("%(prop:x:+)s/a"), 1),
        "! `url.%(prop:x:+)s`: the URL must not be empty; write an absolute URL like `https://example.com/path`"
    );
    assert_eq!(
        shown(interpolate("%(prop:y:+https://h)s/a"), 1),
        "! `url.%(prop:y:+https://h)s`: a URL is text, not null"
    );
}

#[test]
fn the_rest_does_not_change_the_base() {
    let table = [
        (
            "%(kw:api)s/%(prop:x)s",
            "@evil.com",
            "https://h/v1/%40evil.com",
        ),
        (
            "%(kw:api)s/%(prop:x)s",
            "../admin",
            "https://h/v1/..%2Fadmin",
        ),
        (
            "%(kw:api)s/%(prop:x)s",
            "/evil.com",
            "https://h/v1/%2Fevil.com",
        ),
        ("%(kw:api)s/%(prop:x)s", "a?b#c", "https://h/v1/a%3Fb%23c"),
        ("%(kw:api)s/%(prop:x)s", "\\evil", "https://h/v1/%5Cevil"),
        ("%(kw:api)s/%(prop:x)s", "%2e%2e", "https://h/v1/%252e%252e"),
        (
            "%(kw:api)s/%(prop:x)s",
            "https://evil",
            "https://h/v1/https%3A%2F%2Fevil",
        ),
        (
            "%(kw:api)s?q=%(prop:x)s",
            "a&b=c",
            "https://h/v1?q=a%26b%3Dc",
        ),
        ("%(kw:api)s?%(prop:x)s", "#", "https://h/v1?%23"),
    ];
    for (template, value, url) in table {
        let template = interpolate(template).kwarg("api", "https://h/v1");
        assert_eq!(shown(template, value), url, "{value:?}");
    }
    let table = [
        (
            "%(kw:api)s/%(prop:x)s/a",
            "",
            "a segment of the path comes out empty",
        ),
        (
            "%(kw:api)s/%(prop:x)s",
            "",
            "a segment of the path comes out empty",
        ),
        (
            "%(kw:api)s/%(prop:x)s",
            "..",
            "`..` in a path is resolved before the request is sent; write an address like `https://host/path`",
        ),
        (
            "%(kw:api)s/%(prop:x)s/a",
            ".",
            "`.` in a path is resolved before the request is sent; write an address like `https://host/path`",
        ),
        (
            "%(kw:api)s/%(prop:x)s",
            "a\r\nb",
            "a value in the URL has a control character",
        ),
    ];
    for (template, value, what) in table {
        for api in ["https://h", "https://h/v1/"] {
            let template = interpolate(template).kwarg("api", api);
            assert_eq!(
                shown(template, value),
                format!("! `url`: {what}"),
                "{value:?}"
            );
        }
    }
    let rest = interpolate("%(kw:api)s/%(kw:rest)s")
        .kwarg("api", "https://h/v1/")
        .kwarg("rest", raw(property("x")));
    assert_eq!(shown(rest.clone(), "@a/b?c=d"), "https://h/v1/@a/b?c=d");
    assert_eq!(
        shown(rest, "../../admin"),
        "! `url`: `..` in a path is resolved before the request is sent; write an address like `https://host/path`"
    );
}

#[test]
fn a_base_stands_alone_in_front_of_the_path() {
    let followed = "the base of a URL must be followed by `/`, `?` or the end of the template; write \
                    `%(kw:base)s/path`";
    let converted = "a width, a precision or a conversion other than `s` is not allowed in the base of a URL; \
                     write `%(kw:base)s`";
    let scheme = "a substitution is not allowed in the scheme of a URL; write the scheme and the host, as in \
                  `https://example.com/%(prop:path)s`, or insert both as one value: `%(kw:base)s/path`";
    let table = [
        ("%(prop:x)s.evil.com/", "%(prop:x)s", followed),
        ("%(prop:x)s:80/", "%(prop:x)s", followed),
        ("%(prop:x)s@evil.com/", "%(prop:x)s", followed),
        ("%(prop:x)s%(prop:y)s/", "%(prop:x)s", followed),
        ("%(prop:x)s#a", "%(prop:x)s", followed),
        ("%(prop:x).9s/a", "%(prop:x).9s", converted),
        ("%(prop:x)r/a", "%(prop:x)r", converted),
        ("%(prop:x)s://h/", "%(prop:x)s", scheme),
    ];
    for (template, place, what) in table {
        let error = format!("! `url.{place}`: {what}");
        assert_eq!(shown(interpolate(template), "https://h"), error);
    }
    let table = [
        ("%s.evil.com/", followed),
        ("%r/a", converted),
        ("%20s/a", converted),
        ("%d/a", converted),
    ];
    for (template, what) in table {
        let template = interpolate(template).arg("https://h");
        assert_eq!(shown(template, ""), format!("! `url.0`: {what}"));
    }
    let inserted = interpolate("%(kw:api)s/a").kwarg("api", raw(property("x")));
    assert_eq!(
        shown(inserted, "https://h"),
        "! `url.%(kw:api)s`: a raw value can't be the base of a URL; insert the value without `Raw`"
    );
}

#[test]
fn an_operation_chooses_the_base() {
    let table = [
        (
            "%(prop:x:-https://h/a)s/b",
            "https://other",
            "https://other/b",
        ),
        ("%(prop:y:-https://h/a)s/b", "", "https://h/a/b"),
        ("%(prop:x:~https://h/a/)s/b", "", "https://h/a/b"),
        (
            "%(prop:x:~https://h/a/)s/b",
            "https://other",
            "https://other/b",
        ),
        ("%(prop:x:+https://h/a)s?b", "", "https://h/a?b"),
        ("%(prop:x:#?|https://h|https://i)s/b", "", "https://i/b"),
        ("%(prop:x:#?|https://h|https://i)s/b", "1", "https://h/b"),
        ("%(prop:y:?|https://h|https://i)s/b", "", "https://i/b"),
        (
            "%(prop:y:-%(prop:x)s/v2/)s/b",
            "https://h/",
            "https://h/v2/b",
        ),
        (
            "%(prop:y:-https://%(prop:x)s.example.com)s/b",
            "eu",
            "https://eu.example.com/b",
        ),
        ("%(kw:no:-https://h)s/b", "", "https://h/b"),
        ("%(kw:api:~https://h)s/b", "", "https://h/b"),
        (
            "%(kw:api:~https://h)s/b",
            "https://other",
            "https://other/b",
        ),
        (
            "%(prop:y:-https://%(prop:x)s.example.com)s/b",
            "evil.com/",
            "! `url.%(prop:y:-https://%(prop:x)s.example.com)s`: a value in the host of a URL is letters, \
             digits and hyphens",
        ),
        (
            "%(prop:y:-https://%(prop:x)s)s/b",
            "evil.com",
            "! `url.%(prop:x)s`: a substitution here could change the host; a substitution may be a \
             whole label in front of a domain, as in `https://%(prop:region)s.example.com/`, or follow \
             the first `/`",
        ),
        (
            "%(prop:y:-https://h/%(prop:x)s)s/b",
            "a/../b",
            "https://h/a%2F..%2Fb/b",
        ),
        (
            "%(prop:y)s/b",
            "",
            "! `url.%(prop:y)s`: the property `y` is not set; set it on the build, or give the expression \
             a default",
        ),
    ];
    for (template, x, url) in table {
        let shown = shown(interpolate(template).kwarg("api", property("x")), x);
        assert_eq!(shown, url, "{template} {x:?}");
    }
}

/// A template whose base is that.
fn on(base: impl IntoExpr) -> Interpolate {
    interpolate("%(kw:api)s/b").kwarg("api", base)
}

#[test]
fn an_argument_that_is_the_base_is_a_url_of_its_own() {
    let nested = || interpolate("https://%(prop:x)s.example.com/v1");
    let bases = [
        nested().into_expr(),
        on(nested()).into_expr(),
        property("y").default(nested()).into_expr(),
        renderer(move |_, _| Ok(nested().into_expr())).into_expr(),
    ];
    for base in bases {
        for url in [on(base.clone()), interpolate("%s/b").arg(base)] {
            let told = shown(url.clone(), "eu");
            assert!(told.starts_with("https://eu.example.com/v1/b"), "{told}");
            let told = shown(url, "evil.com/");
            let what = ": a value in the host of a URL is letters, digits and hyphens";
            assert!(told.ends_with(what), "{told}");
        }
    }
    let joined = operation(Operator::Add, "https://h/", property("x"));
    let told = shown(on(joined), "a");
    assert!(
        told.starts_with("! `url.%(kw:api)s`: an operator takes values into the URL as they are"),
        "{told}"
    );
    let told = shown(on(with_properties("https://h/%(x)s")), "a");
    assert!(
        told.starts_with("! `url.%(kw:api)s`: `WithProperties` takes values into the URL"),
        "{told}"
    );
}

#[test]
fn arguments_in_order_are_escaped_for_their_places() {
    let url = |template: &str| interpolate(template).arg(property("x"));
    let table = [
        (url("https://h/%s"), "a/b?c#d", "https://h/a%2Fb%3Fc%23d"),
        (url("https://h/v%s/a"), "1", "https://h/v1/a"),
        (url("https://h/?q=%s"), "a&b c", "https://h/?q=a%26b%20c"),
        (
            url("https://%s.example.com/"),
            "eu",
            "https://eu.example.com/",
        ),
        (url("https://h/%%2F%s"), "a", "https://h/%2Fa"),
        (url("https://h/%s"), "%s", "https://h/%25s"),
        (url("https://h/%.3s"), "a/bcd", "https://h/a%2Fb"),
        (url("https://h/%5s"), "ab", "https://h/%20%20%20ab"),
        (url("%s/a"), "https://h/v1/", "https://h/v1/a"),
        (
            url("%s/%s").arg("%d"),
            "https://h/50%25",
            "https://h/50%25/%25d",
        ),
        (
            url("%s/%05d/%x?n=%.1f").arg(7).arg(255).arg(0.25),
            "https://h",
            "https://h/00007/ff?n=0.2",
        ),
        (
            interpolate("https://h/%*d/%s")
                .arg(4)
                .arg(7)
                .arg(property("x")),
            "a/b",
            "https://h/%20%20%207/a%2Fb",
        ),
        (
            interpolate("https://h/%s?%s")
                .arg(raw(property("x")))
                .arg(raw("a=b")),
            "a/b",
            "https://h/a/b?a=b",
        ),
        (
            interpolate("https://h/%-*s/%s")
                .arg(3)
                .arg(raw(property("x")))
                .arg("a/b"),
            "a/b",
            "https://h/a/b/a%2Fb",
        ),
    ];
    for (url, x, expected) in table {
        assert_eq!(shown(url.clone(), x), expected, "{url:?}");
    }
}

#[test]
fn arguments_in_order_are_kept_out_of_the_host() {
    let host = "a substitution here could change the host; a substitution may be a whole label in front of \
                a domain, as in `https://%(prop:region)s.example.com/`, or follow the first `/`";
    let url = |template: &str| interpolate(template).arg(property("x"));
    let table = [
        (url("https://h%s/"), "evil", format!("`url.0`: {host}")),
        (url("https://%s/"), "evil", format!("`url.0`: {host}")),
        (
            interpolate("https://h.%s/%s").arg(1).arg(2),
            "",
            format!("`url.0`: {host}"),
        ),
        (
            url("https://h:%s/"),
            "80",
            "`url.0`: a substitution is not allowed in the port of a URL; write the port, or insert everything in \
             front of the path as one value: `%(kw:base)s/path`"
                .to_owned(),
        ),
        (
            interpolate("https://%s.example.com/").arg(raw(property("x"))),
            "evil.com/",
            "`url.0`: a raw value here could change the host; insert the value without `Raw`, or \
             move it after the first `/`"
                .to_owned(),
        ),
        (
            url("https://%s.example.com/"),
            "evil.com/",
            "`url`: a value in the host of a URL is letters, digits and hyphens".to_owned(),
        ),
        (
            url("https://h/%s/a"),
            "",
            "`url`: a segment of the path comes out empty".to_owned(),
        ),
        (
            url("https://h/%d"),
            "a",
            "`url.0`: %d format: a real number is required, not text".to_owned(),
        ),
        (
            interpolate("https://h/%*d").arg("a").arg(7),
            "",
            "`url.1`: * wants int".to_owned(),
        ),
        (
            interpolate("https://h/%s/%s").arg(1).arg(property("no")),
            "",
            "`url.1`: the property `no` is not set; set it on the build, or give the expression a default"
                .to_owned(),
        ),
        (
            url("https://h/%s/%s"),
            "",
            "`url`: this template has 2 placeholders, but 1 argument is given; pass one argument for each \
             placeholder, and write `%%` for a percent sign"
                .to_owned(),
        ),
        (
            url("https://h/"),
            "",
            "`url`: this template has no placeholder, but 1 argument is given; write `%s` where the value \
             goes"
                .to_owned(),
        ),
        (
            url("https://h/%(kw:a)s%s"),
            "",
            "`url`: a named substitution is not allowed next to positional arguments; write `%s`, or give all \
             arguments by name: `%(kw:name)s`"
                .to_owned(),
        ),
    ];
    for (url, x, error) in table {
        assert_eq!(shown(url.clone(), x), format!("! {error}"), "{url:?}");
    }
}

#[test]
fn a_request_goes_to_the_base_of_its_stage() {
    let [staging, production] = [(); 2].map(|()| Service::start().unwrap());
    for (service, base) in [
        (&staging, staging.url("/api/v3")),
        (&production, production.url("/")),
        (&production, production.url("")),
    ] {
        let url = interpolate("%(kw:api)s/deployments/%(prop:id)s?page=%(prop:page)s")
            .kwarg("api", property("api"));
        let step = build(HttpStep::post(url).params([("n", 1)]))
            .property("api", base.as_str())
            .property("id", "a/b")
            .property("page", "1&x");
        assert!(outcome(step).render_error().is_none());
        let prefix = if base.ends_with("/v3") { "/api/v3" } else { "" };
        let target = format!("{prefix}/deployments/a%2Fb?page=1%26x&n=1");
        assert_eq!(service.received_requests().pop().unwrap().target, target);
        let url = interpolate("%s/jobs/%05d").arg(base).arg(7);
        assert!(outcome(build(HttpStep::get(url))).render_error().is_none());
        assert_eq!(
            service.received_requests().pop().unwrap().target,
            format!("{prefix}/jobs/00007")
        );
    }
    let step = HttpStep::get(interpolate("%(prop:api)s?q=%(prop:q)s"));
    let step = build(step)
        .property("api", production.url(""))
        .property("q", "/?#");
    assert!(outcome(step).render_error().is_none());
    assert_eq!(
        production.received_requests().pop().unwrap().target,
        "/?q=%2F%3F%23"
    );
    assert_eq!(
        (
            staging.received_requests().len(),
            production.received_requests().len()
        ),
        (2, 5)
    );
}

#[test]
fn every_notation_takes_a_base() {
    let service = Service::start().unwrap();
    let api = service.url("/v1/");
    let json = |url: &str| {
        let step = format!(
            r#"{{"method": "GET", "url": {}}}"#,
            url.replace("API", &api)
        );
        HttpStep::from_json(&step).unwrap_or_else(|error| panic!("{step}: {error}"))
    };
    let steps = [
        get!(Interpolate("%(kw:api)s/jobs/%(prop:x)s", api: api.as_str())),
        get!(Interpolate("%(kw:api)s/jobs/%(prop:x)s", api: Property("api"))),
        get!(Interpolate("%(prop:api)s/jobs/%(prop:x)s")),
        get!(Interpolate("%(prop:no:-%(prop:api)s)s/jobs/%(prop:x)s")),
        get!(Interpolate("%s/jobs/%s", Property("api"), Property("x"))),
        json(r#"{"$interpolate": "%(kw:api)s/jobs/%(prop:x)s", "kwargs": {"api": "API"}}"#),
        json(r#"{"$interpolate": "%(prop:no:-%(prop:api)s)s/jobs/%(prop:x)s"}"#),
        json(r#"{"$interpolate": "%s/jobs/%s", "args": ["API", {"$property": "x"}]}"#),
        HttpStep::get(interpolate("%(kw:api)s/jobs/%(prop:x)s").kwarg("api", &api)),
        HttpStep::get(interpolate("%s/jobs/%s").arg(&api).arg(property("x"))),
    ];
    for step in steps {
        let again = HttpStep::from_json(&step.to_json().unwrap()).unwrap();
        for step in [step, again] {
            let build = build(step).property("x", "a/b").property("api", &api);
            assert!(outcome(build).render_error().is_none());
            assert_eq!(
                service.received_requests().pop().unwrap().target,
                "/v1/jobs/a%2Fb"
            );
        }
    }
}

const IN_URL: &str = "a secret can't be a part of the URL: URLs are written to logs; send it in a header or in \
                      the body, or make the whole URL a `Secret`";

#[test]
fn a_secret_is_no_base() {
    let service = Service::start().unwrap();
    let inserted = || secret("base");
    let derived = || transform(|given| Ok(given.positional[0].clone())).arg(secret("base"));
    let given = || renderer(|_, _| Ok(secret("base").into_expr())).arg(secret("base"));
    let urls = [
        (interpolate("%(secret:base)s/a"), "%(secret:base)s"),
        (on(inserted()), "%(kw:api)s"),
        (on(derived()), "%(kw:api)s"),
        (on(given()), "%(kw:api)s"),
        (on(property("x").default(inserted())), "%(kw:api)s"),
        (interpolate("%s/a").arg(inserted()), "0"),
        (interpolate("%s/a").arg(derived()), "0"),
        (
            interpolate("%(prop:x:-%(secret:base)s)s/a"),
            "%(secret:base)s",
        ),
        (
            interpolate("%(prop:x:-%(secret:base)s/v1)s/a"),
            "%(secret:base)s",
        ),
    ];
    for value in [
        service.url("/hunter2"),
        "hunter2".to_owned(),
        "https://u:hunter2@h".to_owned(),
    ] {
        for (url, place) in &urls {
            let secrets = MapSecrets::from([("base", value.as_str())]);
            let error = refusal(build(HttpStep::get(url.clone())).secrets(secrets));
            assert_eq!(error, format!("`url.{place}`: {IN_URL}"), "{url:?}");
        }
    }
    assert!(service.received_requests().is_empty());
}

#[test]
fn a_secret_does_not_go_to_a_base_over_http() {
    let service = Service::start().unwrap();
    let step = || {
        let url = interpolate("%(prop:api)s/a");
        HttpStep::get(url).headers([("X-Token", secret("token"))])
    };
    let secrets = || MapSecrets::from([("token", "hunter2-s3cr3t")]);
    for base in [
        "http://192.0.2.1",
        "http://127.0.0.1.nip.io/v1",
        "HTTP://example.com",
    ] {
        let build = build(step()).property("api", base).secrets(secrets());
        assert_eq!(
            refusal(build),
            "`headers`: this sends a secret over http, where everybody on the way can read it; write \
             `https://` in the URL"
        );
    }
    let build = build(step())
        .property("api", service.url("/v1"))
        .secrets(secrets());
    assert!(outcome(build).render_error().is_none());
    let asked = service.received_requests().pop().unwrap();
    assert_eq!(asked.header("x-token"), Some("hunter2-s3cr3t"));
}

#[test]
fn buildbots_templates_start_with_anything() {
    let service = Service::start().unwrap();
    let table = [
        ("%(prop:x)s/a", service.url("/v1/"), "/v1//a"),
        ("%(prop:x)s/a", service.url("/v1?b="), "/v1?b=/a"),
        ("%(prop:x)s", service.url("/v1?b=c"), "/v1?b=c"),
    ];
    for (template, base, target) in table {
        let build = build(HttpStep::get(interpolate(template))).property("x", base);
        outcome(build.dialect(Dialect::Buildbot));
        assert_eq!(service.received_requests().pop().unwrap().target, target);
    }
    let url = interpolate("http://%s/%s").arg(property("x")).arg("a/b");
    let host = service.url("").replace("http://", "");
    outcome(
        build(HttpStep::get(url))
            .property("x", host)
            .dialect(Dialect::Buildbot),
    );
    assert_eq!(service.received_requests().pop().unwrap().target, "/a/b");
}
