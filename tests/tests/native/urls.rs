//! A value in a URL stays where it was put, and a URL that a parser would mend is refused.

use http_step::{
    HttpStep, IntoExpr, IntoValue, Operator, Value, flatten, get, interpolate, operation, property,
    raw, renderer, transform, with_properties,
};
use http_step_tests::refusal::told;
use http_step_tests::service::Service;

use super::{build, outcome, refusal, send};

/// The URL that the step would ask, or the error: a timeout that is none keeps it from asking.
pub(super) fn shown(url: impl IntoExpr, x: impl IntoValue) -> String {
    let build = build(HttpStep::get(url).timeout(0)).property("x", x);
    let outcome = outcome(build.property("empty", ""));
    let error = outcome.render_error().expect("no second is no timeout");
    if error.field() != "timeout" {
        return format!("! {}", told(error));
    }
    let log = outcome.log("log").unwrap().text();
    let line = log.lines().next().unwrap();
    let url = line.strip_prefix("Performing GET request to ");
    url.expect(line).to_owned()
}

const NO_LABEL: &str = "! `url`: a value in the host of a URL is letters, digits and hyphens";

#[test]
fn a_label_of_the_host_is_letters_digits_and_hyphens() {
    let table: &[(Value, &str)] = &[
        ("eu-west-1".into_value(), "eu-west-1"),
        ("EU".into_value(), "EU"),
        (7.into_value(), "7"),
        (u64::MAX.into_value(), "18446744073709551615"),
        (true.into_value(), "true"),
        (Value::Null, NO_LABEL),
        ("".into_value(), NO_LABEL),
        (1.0.into_value(), NO_LABEL),
        ("eu.evil".into_value(), NO_LABEL),
        ("evil.com/".into_value(), NO_LABEL),
        ("evil.com?".into_value(), NO_LABEL),
        ("u@evil".into_value(), NO_LABEL),
        ("a:1".into_value(), NO_LABEL),
        ("a\\b".into_value(), NO_LABEL),
        ("a b".into_value(), NO_LABEL),
        ("a_b".into_value(), NO_LABEL),
        ("é".into_value(), NO_LABEL),
        ("%41".into_value(), NO_LABEL),
        (["a"].into_value(), NO_LABEL),
        (
            "a\r\nb".into_value(),
            "! `url`: a value in the URL has a control character",
        ),
    ];
    for (value, expected) in table {
        let expected = match *expected {
            error if error.starts_with('!') => error.to_owned(),
            label => format!("https://{label}.example.com/"),
        };
        let url = interpolate("https://%(prop:x)s.example.com/");
        assert_eq!(shown(url, value.clone()), expected, "{value:?}");
    }
}

#[test]
fn a_template_made_at_run_time_keeps_values_out_of_the_authority() {
    let host = "a substitution here could change the host; a substitution may be a whole label in front of \
                a domain, as in `https://%(prop:region)s.example.com/`, or follow the first `/`";
    let port = "a substitution is not allowed in the port of a URL; write the port, or insert everything in front of \
                the path as one value: `%(kw:base)s/path`";
    let userinfo =
        "a substitution is not allowed in the userinfo of a URL; use `auth` for credentials";
    let scheme = "a substitution is not allowed in the scheme of a URL; write the scheme and the host, as in \
                  `https://example.com/%(prop:path)s`, or insert both as one value: `%(kw:base)s/path`";
    let table = [
        ("https://example.com%(prop:x)s/", host),
        ("https://example%(prop:x)s.com/", host),
        ("https://%(prop:x)s/", host),
        ("https://%(prop:x)s.com/", host),
        ("https://a-%(prop:x)s.example.com/", host),
        ("https://example.com:%(prop:x)s/", port),
        ("https://%(prop:x)s@example.com/", userinfo),
        ("%(prop:x)s://example.com/", scheme),
        ("http%(prop:x)s://example.com/", scheme),
    ];
    for (template, what) in table {
        let error = format!("! `url.%(prop:x)s`: {what}");
        assert_eq!(shown(interpolate(template), "s"), error, "{template}");
    }
}

#[test]
fn a_segment_that_a_value_leaves_without_meaning_is_refused() {
    let empty = "! `url`: a segment of the path comes out empty";
    let dots = |dots| {
        format!(
            "! `url`: `{dots}` in a path is resolved before the request is sent; write an address like `https://host/path`"
        )
    };
    let table = [
        ("http://h/a/%(prop:x)s", "", empty.to_owned()),
        ("http://h/%(prop:x)s?a", "", empty.to_owned()),
        ("http://h/%(prop:x)s/b", "", empty.to_owned()),
        ("http://h/%(prop:x)s%(prop:empty)s/b", "", empty.to_owned()),
        (
            "http://h/%(prop:x)s%(prop:empty)s/b",
            "x",
            "http://h/x/b".to_owned(),
        ),
        (
            "http://h/%(prop:empty)s%(prop:x)s",
            "x",
            "http://h/x".to_owned(),
        ),
        ("http://h/v%(prop:x)s/b", "", "http://h/v/b".to_owned()),
        ("http://h/%(prop:x)s-b", "", "http://h/-b".to_owned()),
        ("http://h/?a=%(prop:x)s", "", "http://h/?a=".to_owned()),
        ("http://h/%(prop:x:-main)s", "", empty.to_owned()),
        ("http://h/%(prop:x:~main)s", "", "http://h/main".to_owned()),
        ("http://h/%(prop:x)s", ".", dots(".")),
        ("http://h/%(prop:x)s/b", "..", dots("..")),
        ("http://h/.%(prop:x)s", ".", dots("..")),
        ("http://h/%(prop:x)s", "...", "http://h/...".to_owned()),
        (
            "http://h/%(prop:x)s",
            "%2e%2e",
            "http://h/%252e%252e".to_owned(),
        ),
        ("http://h/?a=%(prop:x)s", "..", "http://h/?a=..".to_owned()),
    ];
    for (template, value, expected) in table {
        assert_eq!(
            shown(interpolate(template), value),
            expected,
            "{template} {value:?}"
        );
    }
}

#[test]
fn raw_is_taken_in_as_it_is_and_the_whole_is_checked() {
    let url = |template: &str| interpolate(template).kwarg("raw", raw(property("x")));
    let table = [
        ("http://h/%(kw:raw)s", "a/b?c=d", "http://h/a/b?c=d"),
        ("http://h/%(prop:empty)s%(kw:raw)s", "a/", "http://h/a/"),
        ("http://h/%(kw:raw)s", "%41", "http://h/%41"),
        (
            "http://h/%(kw:raw)s",
            "%4",
            "! `url`: a `%` must be followed by two hex digits; write an address like `https://host/path`",
        ),
        (
            "http://h/%(kw:raw)s",
            "a b",
            "! `url`: a space is not allowed in a URL; write an address like `https://host/path`",
        ),
        (
            "http://h/%(kw:raw)s",
            "a/../b",
            "! `url`: `..` in a path is resolved before the request is sent; write an address like `https://host/path`",
        ),
    ];
    for (template, value, expected) in table {
        assert_eq!(shown(url(template), value), expected, "{value:?}");
    }
    let escaped = interpolate("http://h/%(kw:x)s").kwarg("x", property("x"));
    assert_eq!(shown(escaped, "a/b"), "http://h/a%2Fb");
}

#[test]
fn values_are_escaped_wherever_the_template_stands() {
    let template = || interpolate("http://h/%(prop:x)s");
    let table = [
        property("y").default(template()).into_expr(),
        property("y")
            .default(property("z").default(template()))
            .into_expr(),
        http_step::renderer(move |_, _| Ok(template().into_expr())).into_expr(),
    ];
    for url in table {
        assert_eq!(shown(url.clone(), "a/b"), "http://h/a%2Fb", "{url:?}");
    }
}

#[test]
fn raw_is_for_the_path_and_the_query_only() {
    let url = |template: &str| interpolate(template).kwarg("raw", raw(property("x")));
    let host = "a raw value here could change the host; insert the value without `Raw`, or move it after the first `/`";
    let port = "a substitution is not allowed in the port of a URL; write the port, or insert everything in front of \
                the path as one value: `%(kw:base)s/path`";
    let table = [
        ("http://%(kw:raw)s.example.com/", host),
        ("http://%(kw:raw)s/", host),
        ("http://h%(kw:raw)s", host),
        ("http://h:%(kw:raw)s/", port),
        (
            "%(kw:raw)s",
            "a raw value can't be the base of a URL; insert the value without `Raw`",
        ),
    ];
    for (template, what) in table {
        let error = format!("! `url.%(kw:raw)s`: {what}");
        assert_eq!(shown(url(template), "evil.com/"), error, "{template}");
    }
    let whole = "! `url`: a `Raw` value can be a part of the path or of the query, not the URL";
    assert_eq!(shown(raw(property("x")), "http://h/"), whole);
}

#[test]
fn what_takes_values_in_as_they_are_is_no_url() {
    let open = |what| {
        format!(
            "! `url`: {what} takes values into the URL as they are: one could change where the request \
             goes; write `Interpolate(\"https://…/%(prop:p)s\")`, which escapes each for its place"
        )
    };
    let sum = || operation(Operator::Add, "http://127.0.0.1:1/a/", property("x"));
    let table = [
        (sum().into_expr(), open("an operator")),
        (
            property("y").default(sum()).into_expr(),
            open("an operator"),
        ),
        (
            renderer(move |_, _| Ok(sum().into_expr())).into_expr(),
            open("an operator"),
        ),
        (
            with_properties("http://127.0.0.1:1/a/%(x)s").into_expr(),
            open("`WithProperties`"),
        ),
    ];
    for (url, error) in table {
        assert_eq!(shown(url.clone(), "x?admin=1"), error, "{url:?}");
    }
}

#[test]
fn a_url_is_text() {
    let table: [(Value, &str); 6] = [
        (["http://h/"].into_value(), "a URL is text, not list"),
        (7.into_value(), "a URL is text, not integer"),
        (Value::Null, "a URL is text, not null"),
        (true.into_value(), "a URL is text, not boolean"),
        (super::map(), "a URL is text, not map"),
        (
            Value::Bytes((&b"http://h/\xff"[..]).into()),
            "bytes that are not UTF-8 are no text",
        ),
    ];
    for (value, error) in table {
        let error = format!("! `url`: {error}");
        let made = value.clone();
        let transformed = transform(move |_| Ok(made.clone()));
        assert_eq!(shown(transformed, ""), error);
        assert_eq!(shown(property("x"), value.clone()), error);
        assert_eq!(shown(value, ""), error);
    }
    assert_eq!(
        shown(flatten(["http://h/"]), ""),
        "! `url`: a URL is text, not list"
    );
    let bytes = Value::Bytes((&b"http://h/"[..]).into());
    assert_eq!(shown(bytes, ""), "http://h/");
}

#[test]
fn a_whole_url_that_a_parser_would_mend_is_refused() {
    let table = [
        ("", "the URL must not be empty"),
        (" http://h/", "the URL starts with whitespace"),
        ("http://h/\n", "a line break is not allowed in a URL"),
        ("http:\\\\h/", "expected `://` after the scheme"),
        ("http:/h/", "expected `://` after the scheme"),
        ("h/path", "missing scheme"),
        ("ftp://h/", "unknown scheme `ftp`"),
        ("http:///path", "missing host"),
        ("http://h:/", "invalid port: empty"),
        ("http://h:0/", "invalid port: zero"),
        ("http://h:65536/", "invalid port: above 65535"),
        ("http://h:http/", "invalid port: not a number"),
        ("http://u:p@h/", "userinfo is not allowed in a URL"),
        ("http://h/a b", "a space is not allowed in a URL"),
        (
            "http://h/a\tb",
            "the control character `\\t` is not allowed in a URL",
        ),
        ("http://h/%zz", "a `%` must be followed by two hex digits"),
        ("http://h/a\\b", "a backslash is not allowed in a URL"),
        (
            "http://h/./a",
            "`.` in a path is resolved before the request is sent",
        ),
        ("http://h/#part", "a fragment is never sent"),
        (
            "http://0x7f.1/",
            "`0x7f.1` is an unusual form of the address 127.0.0.1",
        ),
        ("http://[::1/", "unclosed `[` of an IPv6 address"),
    ];
    for (url, what) in table {
        let error = refusal(build(get!(Property("x"))).property("x", url));
        let expected = format!("`url`: {what}; write an address like `https://host/path`");
        assert_eq!(error, expected, "{url:?}");
    }
}

#[test]
fn a_whole_url_that_is_sound_is_asked_as_it_is() {
    let service = Service::start().unwrap();
    for path in ["/a%2Fb?c=%20&d", "/a//b/", "/?", "/~a-b_c.d!$&'()*+,;=:@"] {
        let asked = send(&service, get!(Property("x")), service.url(path)).unwrap();
        assert_eq!(asked.target, path);
    }
}
