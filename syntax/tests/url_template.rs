//! URLs with values in them: where a value may stand, and where it could change the host.
#![cfg(test)]

use http_step_syntax::template;
use http_step_syntax::url::check_template;

const HOST: &str = "a value here could change the host";

/// What is said of a template: the text at fault and what is wrong.
fn said(text: &str) -> Vec<(String, String)> {
    let template = template::keyed(text).unwrap();
    let problems = check_template(text, &template, &|name| name == "raw").err();
    let told = problems.into_iter().flatten();
    told.map(|problem| (text[problem.range].to_owned(), problem.what))
        .collect()
}

#[test]
fn values_may_fill_segments_parameters_and_leading_labels() {
    for text in [
        "https://example.com/%(prop:a)s",
        "https://example.com/a/%(prop:a)s-%(prop:b:-x)s/c",
        "https://example.com?%(prop:a)s",
        "https://example.com/?a=%(prop:a)s&b=%(kw:b)s",
        "https://%(prop:region)s.example.com/",
        "https://%(prop:a)s.%(prop:b)s.example.com:8443/%(prop:c)s",
        "https://example.com/acme%%2Fshop/%(prop:a)s",
        "http://[::1]:8080/%(prop:a)s",
        "http://example.com/%(kw:raw)s?%(kw:raw)s",
    ] {
        assert_eq!(said(text), [], "{text}");
    }
}

#[test]
fn a_value_that_could_change_the_host_is_refused() {
    let table = [
        ("https://example.com%(prop:a)s", "%(prop:a)s", HOST),
        ("https://example.com:%(prop:port)s/", "%(prop:port)s", HOST),
        (
            "https://example.com:80%(prop:port)s/",
            "%(prop:port)s",
            HOST,
        ),
        ("https://api-%(prop:a)s.example.com/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s-api.example.com/", "%(prop:a)s", HOST),
        ("https://api.%(prop:a)s.example.com/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s.com/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s/", "%(prop:a)s", HOST),
        ("https://user:%(prop:pw)s@example.com/", "%(prop:pw)s", HOST),
        ("https://%(prop:pw)s@example.com/", "%(prop:pw)s", HOST),
        (
            "%(prop:base)s/builds",
            "%(prop:base)s",
            "a URL can't begin with a value",
        ),
        (
            "%(prop:base)s",
            "%(prop:base)s",
            "a URL can't begin with a value",
        ),
        (
            "http%(prop:s)s://example.com/",
            "%(prop:s)s",
            "the scheme of a URL can't hold a value",
        ),
        (
            "https://%(kw:raw)s.example.com/",
            "%(kw:raw)s",
            "a `Raw` value here could change the host",
        ),
        (
            "https://example.com%(kw:raw)s",
            "%(kw:raw)s",
            "a `Raw` value here could change the host",
        ),
    ];
    for (text, fault, what) in table {
        assert_eq!(said(text), [(fault.to_owned(), what.to_owned())], "{text}");
    }
}

#[test]
fn the_literal_parts_are_checked_in_their_places() {
    assert_eq!(
        said("htp://example.com/%(prop:a)s"),
        [("htp".to_owned(), "unknown scheme `htp`".to_owned())]
    );
    assert_eq!(
        said("http://example.com/%(prop:a)s/b c"),
        [(" ".to_owned(), "a space can't stand in a URL".to_owned())]
    );
    assert_eq!(
        said("http://example.com/%%zz/%(prop:a)s"),
        [(
            "%zz".to_owned(),
            "a `%` must be followed by two hex digits".to_owned()
        )]
    );
}

#[test]
fn the_origin_is_known_as_far_as_it_is_literal() {
    let table = [
        (
            "http://example.com/%(prop:a)s",
            ("example.com", false, true),
        ),
        (
            "HTTPS://example.com:8/%(prop:a)s",
            ("example.com", true, false),
        ),
        (
            "http://localhost:8080/%(prop:a)s",
            ("localhost", false, false),
        ),
        ("http://127.0.0.1?%(prop:a)s", ("127.0.0.1", false, false)),
        (
            "http://%(prop:a)s.example.com/",
            (".example.com", false, true),
        ),
        (
            "https://%(prop:a)s.%(prop:b)s.x.org/",
            (".x.org", true, false),
        ),
    ];
    for (text, (host, is_https, is_open)) in table {
        let template = template::keyed(text).unwrap();
        let origin = check_template(text, &template, &|_| false).unwrap();
        assert_eq!(
            (origin.host.as_str(), origin.is_https),
            (host, is_https),
            "{text}"
        );
        assert_eq!(origin.is_open(), is_open, "{text}");
    }
}
