//! The URLs that are accepted, and the problems with others.

#[path = "url/authority.rs"]
mod authority;
#[path = "url/base.rs"]
mod base;
#[path = "url/host.rs"]
mod host;
#[path = "url/path.rs"]
mod path;
#[path = "url/scheme.rs"]
mod scheme;

use http_step_syntax::url::{self, is_loopback, query_names};

/// An expected problem: the text at fault, what is wrong, what to write.
type Expected<'t> = (&'t str, &'t str, &'t str);

const SEPARATOR: &str = "expected `://` after the scheme";
const USERINFO: &str = "userinfo is not allowed in a URL";
const AUTH: &str = "remove everything up to the `@`, and use `auth` for credentials";
const PORT: &str = "write a number from 1 to 65535";
const ESCAPE: &str = "a `%` must be followed by two hex digits";
const PERCENT: &str = "write `%25` for a percent sign";
const SPACE: &str = "a space is not allowed in a URL";
const LINE_BREAK: &str = "a line break is not allowed in a URL";
const ONE_LINE: &str = "write the URL on one line";
const FRAGMENT: &str = "a fragment is never sent";
const UNSENT: &str = "remove it, or write `%23` for a `#` that belongs to the URL";

fn rejects(table: &[(&str, &[Expected<'_>])]) {
    for (text, expected) in table {
        let problems = url::check(text).err().unwrap_or_default();
        let found: Vec<Expected<'_>> = problems
            .iter()
            .map(|problem| {
                let fault = text
                    .get(problem.range.clone())
                    .unwrap_or("(out of the text)");
                let help = problem.help.as_deref().unwrap_or_default();
                (fault, problem.what.as_str(), help)
            })
            .collect();
        assert_eq!(found, *expected, "{text:?}");
    }
}

#[test]
fn accepted() {
    for text in [
        "https://example.com",
        "https://example.com/",
        "HTTPS://EXAMPLE.com/x",
        "http://localhost:8080/build?name=a&b=%20",
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://[::1]:80/",
        "http://[1:2:3:4:5:6:7:8]",
        "http://[::ffff:1.2.3.4]/",
        "https://my_host.example./x",
        "https://a..b/",
        "https://-a-.example/",
        "https://1a.b2/",
        "https://bücher.example/straße?größe=5",
        "https://xn--bcher-kva.example/",
        "https://XN--Bcher-KVA.example/",
        "https://אתר.example/",
        "https://example.com:1/",
        "https://example.com:65535/",
        "https://example.com?a",
        "https://example.com/a//b/.../.x/..y/%2e%2e%2e",
        "https://example.com/!$&'()*+,-.;=:@_~|^[]",
        "https://example.com/?`{}|^[]/?:@",
        "https://example.com/%00%fF",
        "https://example.com/a@b",
    ] {
        assert!(url::check(text).is_ok(), "{text:?}: {:?}", url::check(text));
    }
}

#[test]
fn parts() {
    let text = "http://Example.com:80/a/b?c=d&e";
    let parts = url::check(text).unwrap();
    assert_eq!(&text[parts.scheme.clone()], "http");
    assert_eq!(&text[parts.host.clone()], "Example.com");
    assert_eq!(&text[parts.port.clone().unwrap()], "80");
    assert_eq!(&text[parts.path.clone()], "/a/b");
    assert_eq!(&text[parts.query.clone().unwrap()], "c=d&e");
    assert!(!parts.is_https(text));
    assert!(!parts.is_loopback(text));

    let text = "HTTPS://[::1]?";
    let parts = url::check(text).unwrap();
    assert_eq!(&text[parts.host.clone()], "[::1]");
    assert_eq!(parts.port, None);
    assert_eq!(parts.path, 13..13);
    assert_eq!(parts.query, Some(14..14));
    assert!(parts.is_https(text));
    assert!(parts.is_loopback(text));
}

#[test]
fn all_independent_problems_are_returned_in_order() {
    rejects(&[(
        " htps://u:p@a<b:x/%/é #y",
        &[
            (" ", "the URL starts with whitespace", "remove it"),
            ("htps", "unknown scheme `htps`", "did you mean `https`?"),
            ("u:p@", USERINFO, AUTH),
            ("<", "`<` is not allowed in a host", "remove it"),
            ("x", "invalid port: not a number", PORT),
            ("%", ESCAPE, PERCENT),
            (" ", SPACE, "write `%20`"),
            ("#y", FRAGMENT, UNSENT),
        ],
    )]);
}

#[test]
fn loopback() {
    for host in [
        "localhost",
        "LOCALHOST",
        "127.0.0.1",
        "127.255.255.255",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
    ] {
        assert!(is_loopback(host), "{host}");
    }
    for host in [
        "",
        "localhost.",
        "a.localhost",
        "127.1",
        "127.0.0.1.example",
        "128.0.0.1",
        "0.0.0.0",
        "::1",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[localhost]",
        "[127.0.0.1]",
        "[::1",
    ] {
        assert!(!is_loopback(host), "{host}");
    }
}

#[test]
fn names_of_the_query() {
    let text = "https://a/?b=1&&c%20d&=e&%C3%A9+f=g=h&%zz&%ff";
    let query = url::check("https://a/?x").unwrap().query.unwrap().start..text.len();
    let names = query_names(text, query);
    let written: Vec<&str> = names
        .iter()
        .map(|(range, _)| &text[range.clone()])
        .collect();
    let decoded: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(written, ["b", "c%20d", "", "%C3%A9+f", "%zz", "%ff"]);
    assert_eq!(decoded, ["b", "c d", "", "é f", "%zz", "\u{fffd}"]);

    assert!(query_names("https://a", 9..9).is_empty());
    assert!(query_names("é", 1..9).len() <= 1);
}
