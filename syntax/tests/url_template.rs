//! URLs with substitutions: where a value is allowed, and where it could change the origin.
#![cfg(test)]

use http_step_syntax::template::{Reference, check_keyed, check_positional};
use http_step_syntax::url::{Slot, check_template, starts_with_base};

const HOST: &str = "a substitution here could change the host";
const RAW_HOST: &str = "a raw value here could change the host";
const SCHEME: &str = "a substitution is not allowed in the scheme of a URL";
const USERINFO: &str = "a substitution is not allowed in the userinfo of a URL";
const PORT: &str = "a substitution is not allowed in the port of a URL";
const BASE: &str = "the base of a URL must be followed by `/`, `?` or the end of the template";
const RAW_BASE: &str = "a raw value can't be the base of a URL";

/// Returns the substitutions of a template; the argument `raw` is inserted as it is.
fn keyed(text: &str) -> Vec<Slot> {
    let checked = check_keyed(text, &["a", "api", "b", "path", "raw"]);
    assert_eq!(checked.problems, [], "{text}");
    let substitutions = checked.template.substitutions();
    let slots = substitutions.map(|substitution| Slot {
        range: substitution.range.clone(),
        is_raw: substitution.reference == Reference::Keyword("raw".into()),
    });
    slots.collect()
}

/// Returns the conversions of a template with positional arguments.
fn positional(text: &str, given: usize) -> Vec<Slot> {
    let placeholders = check_positional(text, given).unwrap().into_iter();
    placeholders
        .map(|placeholder| Slot {
            range: placeholder.range,
            is_raw: false,
        })
        .collect()
}

/// Returns the problems with a template: the text at fault, what is wrong, and what to write.
fn found(text: &str, slots: &[Slot]) -> Vec<(String, String, String)> {
    let problems = check_template(text, slots).err().into_iter().flatten();
    let found = problems.map(|problem| {
        let fault = text[problem.range].to_owned();
        (fault, problem.what, problem.help.unwrap_or_default())
    });
    found.collect()
}

/// Checks that a template has these problems: the text at fault, and what is wrong.
fn rejects(text: &str, slots: &[Slot], expected: &[(&str, &str)]) {
    let found = found(text, slots);
    let found: Vec<_> = found.iter().map(|(at, what, _)| (&**at, &**what)).collect();
    assert_eq!(found, expected, "{text}");
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
        "http://example.com/?u=https://%(prop:a)s@b:%(prop:b)s/",
    ] {
        assert_eq!(found(text, &keyed(text)), [], "{text}");
    }
    for (text, given) in [
        ("https://example.com/%s", 1),
        ("https://example.com/%s/%d?n=%s&p=50%%25", 3),
        ("https://%s.example.com/%s", 2),
        ("https://example.com?%s", 1),
    ] {
        assert_eq!(found(text, &positional(text, given)), [], "{text}");
    }
}

#[test]
fn a_value_that_could_change_the_origin_is_refused() {
    let table = [
        ("https://example.com%(prop:a)s", "%(prop:a)s", HOST),
        ("https://example.com:%(prop:port)s/", "%(prop:port)s", PORT),
        (
            "https://example.com:80%(prop:port)s/",
            "%(prop:port)s",
            PORT,
        ),
        ("https://[::1]:%(prop:port)s/", "%(prop:port)s", PORT),
        ("https://[::%(prop:a)s]/", "%(prop:a)s", HOST),
        ("https://api-%(prop:a)s.example.com/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s-api.example.com/", "%(prop:a)s", HOST),
        ("https://api.%(prop:a)s.example.com/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s.com/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s.com:8080/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s/", "%(prop:a)s", HOST),
        ("https://%(prop:a)s", "%(prop:a)s", HOST),
        (
            "https://user:%(prop:pw)s@example.com/",
            "%(prop:pw)s",
            USERINFO,
        ),
        ("https://%(prop:pw)s@example.com/", "%(prop:pw)s", USERINFO),
        ("http%(prop:s)s://example.com/", "%(prop:s)s", SCHEME),
        ("%(prop:s)s://example.com/", "%(prop:s)s", SCHEME),
        ("https://%(kw:raw)s.example.com/", "%(kw:raw)s", RAW_HOST),
        ("https://example.com%(kw:raw)s", "%(kw:raw)s", RAW_HOST),
    ];
    for (text, fault, what) in table {
        rejects(text, &keyed(text), &[(fault, what)]);
    }
    let text = "%(prop:s)s://%(prop:u)s@%(prop:h)s:%(prop:p)s/%(prop:x)s";
    let all = [
        ("%(prop:s)s", SCHEME),
        ("%(prop:u)s", USERINFO),
        ("%(prop:h)s", HOST),
        ("%(prop:p)s", PORT),
    ];
    rejects(text, &keyed(text), &all);
}

#[test]
fn a_conversion_that_could_change_the_origin_is_refused() {
    for (text, given, expected) in [
        ("%s://example.com/", 1, vec![("%s", SCHEME)]),
        ("https://%s@example.com/%s", 2, vec![("%s", USERINFO)]),
        ("https://u:%s@example.com/", 1, vec![("%s", USERINFO)]),
        ("https://example.com:%d/", 1, vec![("%d", PORT)]),
        ("https://%s/x", 1, vec![("%s", HOST)]),
        ("https://example.com%s", 1, vec![("%s", HOST)]),
        ("https://%s:%5d/%s", 3, vec![("%s", HOST), ("%5d", PORT)]),
    ] {
        rejects(text, &positional(text, given), &expected);
    }
}

#[test]
fn a_template_may_start_with_a_base() {
    for text in [
        "%(kw:api)s/x",
        "%(kw:api)s?x=%(prop:a)s",
        "%(kw:api)s/%(kw:path)s/b",
        "%(prop:api)s",
        "%(prop:api)s/x?u=https://y/",
        "%(prop:api:-https://example.com)s/x",
    ] {
        let slots = keyed(text);
        assert_eq!(check_template(text, &slots), Ok(None), "{text}");
        assert!(starts_with_base(text, &slots[0].range), "{text}");
    }
    for (text, given) in [("%s", 1), ("%s?x", 1), ("%s/%s", 2)] {
        let slots = positional(text, given);
        assert_eq!(check_template(text, &slots), Ok(None), "{text}");
    }
    let table: [(&str, &[(&str, &str)]); 8] = [
        ("%(prop:api)sbuilds", &[("%(prop:api)s", BASE)]),
        ("%(prop:api)s.example.com/", &[("%(prop:api)s", BASE)]),
        ("%(prop:host)s:8080/x", &[("%(prop:host)s", BASE)]),
        ("%(kw:a)s%(kw:b)s/x", &[("%(kw:a)s", BASE)]),
        ("%(kw:api)s#x", &[("%(kw:api)s", BASE)]),
        ("%(kw:raw)s/x", &[("%(kw:raw)s", RAW_BASE)]),
        ("%(kw:raw)s", &[("%(kw:raw)s", RAW_BASE)]),
        ("%(kw:raw)s/x?u=https://y/", &[("%(kw:raw)s", RAW_BASE)]),
    ];
    for (text, expected) in table {
        rejects(text, &keyed(text), expected);
    }
}

#[test]
fn a_base_is_not_converted() {
    let what =
        "a width, a precision or a conversion other than `s` is not allowed in the base of a URL";
    for (text, fault) in [
        ("%(kw:api)10s/x", "%(kw:api)10s"),
        ("%(kw:api).10s/x", "%(kw:api).10s"),
        ("%(kw:api)-s?x", "%(kw:api)-s"),
        ("%(kw:api)r", "%(kw:api)r"),
        ("%(prop:api:-(x)s).9s", "%(prop:api:-(x)s).9s"),
    ] {
        rejects(text, &keyed(text), &[(fault, what)]);
    }
    for (text, given, fault) in [("%d/x", 1, "%d"), ("%*s/x", 2, "%*s"), ("%-9s", 1, "%-9s")] {
        rejects(text, &positional(text, given), &[(fault, what)]);
    }
}

#[test]
fn what_follows_a_base_is_checked() {
    for (text, fault, what) in [
        ("%(kw:api)s/a b", " ", "a space is not allowed in a URL"),
        ("%(kw:api)s/x#y", "#y", "a fragment is never sent"),
        (
            "%(kw:api)s?a\n  b",
            "\n  ",
            "a line break is not allowed in a URL",
        ),
        (
            "%(kw:api)s/../x",
            "..",
            "`..` in a path is resolved before the request is sent",
        ),
        (
            "%(kw:api)s/50%%/",
            "%",
            "a `%` must be followed by two hex digits",
        ),
    ] {
        rejects(text, &keyed(text), &[(fault, what)]);
    }
}

#[test]
fn the_literal_parts_are_checked_in_their_places() {
    for (text, fault, what) in [
        (
            "htp://example.com/%(prop:a)s",
            "htp",
            "unknown scheme `htp`",
        ),
        (
            "http://example.com/%(prop:a)s/b c",
            " ",
            "a space is not allowed in a URL",
        ),
        (
            "http://example.com/é/%(prop:a)s/<",
            "<",
            "`<` is not allowed in the path of a URL",
        ),
        (
            "http://example.com/%%zz/%(prop:a)s",
            "%zz",
            "a `%` must be followed by two hex digits",
        ),
        (
            "http://example.com/\n  %(prop:a)s",
            "\n  ",
            "a line break is not allowed in a URL",
        ),
        ("http:///%(prop:a)s", "", "missing host"),
        (
            "https://u@%(prop:a)s.example.com/",
            "u@",
            "userinfo is not allowed in a URL",
        ),
    ] {
        rejects(text, &keyed(text), &[(fault, what)]);
    }
}

/// A help for a template quotes the template, and doubles each percent sign.
#[test]
fn helps_are_those_of_a_template() {
    for (text, help) in [
        ("https://example.com/%(prop:a)s b", "write `%%20`"),
        (
            "https://example.com/%(prop:a)s%%",
            "write `%%25` for a percent sign",
        ),
        (
            "https://example.com/%(prop:a)s/./%%20",
            "write `/%(prop:a)s/%%20`",
        ),
        ("https://example.com/a/../%(prop:a)s", "write `/%(prop:a)s`"),
        (
            "example.com/%(prop:a)s",
            "write `https://example.com/%(prop:a)s`",
        ),
        (
            "https://example.com/{id}/%(prop:a)s",
            "write `%(kw:id)s` or `%(prop:id)s` in a template to insert a value, `%%7B` and `%%7D` for literal braces",
        ),
    ] {
        let found = found(text, &keyed(text));
        let helps: Vec<_> = found.iter().map(|(.., help)| help.as_str()).collect();
        assert_eq!(helps, [help], "{text}");
    }
    let long = format!("example.com/%(prop:a:-{})s", "b".repeat(40));
    let found = found(&long, &keyed(&long));
    assert_eq!(found[0].2, "write `https://example.com/%(…)s`");
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
        let origin = check_template(text, &keyed(text)).unwrap().unwrap();
        assert_eq!(
            (origin.host.as_str(), origin.is_https),
            (host, is_https),
            "{text}"
        );
        assert_eq!(origin.is_open(), is_open, "{text}");
    }
}

/// Places are inside the template, however many substitutions it has.
#[test]
fn many_substitutions() {
    let text = format!("https://example.com/{}<", "%(prop:a)s/".repeat(7_000));
    let problems = check_template(&text, &keyed(&text)).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(&text[problems[0].range.clone()], "<");
}
