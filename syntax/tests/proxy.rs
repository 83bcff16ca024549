//! The keys of `proxies`, and the URLs of proxies.
#![cfg(test)]

use http_step_syntax::proxy;

fn found(text: &str, problem: &http_step_syntax::Problem) -> (String, String, String) {
    let fault = text.get(problem.range.clone());
    (
        fault.unwrap_or("(out of the text)").to_owned(),
        problem.what.clone(),
        problem.help.clone().unwrap_or_default(),
    )
}

#[test]
fn keys() {
    for text in [
        "http",
        "https",
        "all",
        "no_proxy",
        "https://ci.example.com",
        "all://EXAMPLE.com",
        "http://[::1]",
        "http://127.0.0.1",
    ] {
        assert_eq!(proxy::key(text), Ok(()), "{text}");
    }
    let forms =
        "write `http`, `https`, `all`, `no_proxy`, or a scheme with a host: `https://example.com`";
    for (text, fault, what, help) in [
        (
            "HTTP",
            "HTTP",
            "unknown scheme `HTTP`",
            "did you mean `http`?",
        ),
        (
            "noproxy",
            "noproxy",
            "unknown scheme `noproxy`",
            "did you mean `no_proxy`?",
        ),
        ("ftp", "ftp", "unknown scheme `ftp`", forms),
        (
            "htps://a.example",
            "htps",
            "unknown scheme `htps`",
            "did you mean `https`?",
        ),
        (
            "https://a.example:8080",
            ":8080",
            "a key of `proxies` is a scheme with a host, without port and path",
            "remove it",
        ),
        (
            "https://a.example/x?y",
            "/x?y",
            "a key of `proxies` is a scheme with a host, without port and path",
            "remove it",
        ),
        (
            "all://",
            "",
            "missing host",
            "write the host after `//`, as in `https://example.com/path`",
        ),
    ] {
        let problem = proxy::key(text).unwrap_err();
        let expected = (fault.to_owned(), what.to_owned(), help.to_owned());
        assert_eq!(found(text, &problem), expected, "{text}");
    }
    let problem = proxy::key("https://a b").unwrap_err();
    assert_eq!(problem.range, 9..10, "{problem:?}");
}

#[test]
fn urls() {
    for text in [
        "http://proxy.example.com:3128",
        "https://proxy/",
        "HTTP://[::1]:80",
        "http://bot@proxy:80",
        "http://bot:@proxy",
    ] {
        assert_eq!(proxy::url(text), Ok(()), "{text}");
    }
    let address = "write an address like `http://proxy.example.com:3128`";
    let nothing = "write an address like `http://proxy.example.com:3128`, or `null`";
    let socks = "SOCKS proxies are not supported";
    let other = "write the address of an HTTP proxy: `http://…` or `https://…`";
    let no_scheme = "missing scheme";
    let password = "this literal looks like a credential";
    let secret = "keep credentials out of the source: write `http://user:%(secret:name)s@proxy.example.com:3128` in a template";
    for (text, expected) in [
        (
            "",
            vec![("", "the URL of a proxy must not be empty", nothing)],
        ),
        (
            " ",
            vec![(" ", "the URL of a proxy must not be empty", nothing)],
        ),
        ("socks5://a", vec![("socks5", socks, other)]),
        ("SOCKS5h://u:p@a", vec![("SOCKS5h", socks, other)]),
        (
            "proxy:3128",
            vec![("", no_scheme, "write `http://proxy:3128`")],
        ),
        ("//proxy", vec![("", no_scheme, "write `http://proxy`")]),
        (
            "u:hunter2@proxy",
            vec![("", no_scheme, address), ("hunter2", password, secret)],
        ),
        ("no proxy", vec![("", no_scheme, address)]),
        (
            "http://u:hunter2@proxy:99999",
            vec![
                ("hunter2", password, secret),
                (
                    "99999",
                    "invalid port: above 65535",
                    "write a number from 1 to 65535",
                ),
            ],
        ),
        (
            "htp://u@",
            vec![
                ("htp", "unknown scheme `htp`", "did you mean `http`?"),
                (
                    "",
                    "missing host",
                    "write the host after `//`, as in `https://example.com/path`",
                ),
            ],
        ),
        ("http://u:a@b@proxy", vec![("a@b", password, secret)]),
    ] {
        let problems = proxy::url(text).unwrap_err();
        let all: Vec<_> = problems
            .iter()
            .map(|problem| found(text, problem))
            .collect();
        let expected = expected.into_iter();
        let expected: Vec<_> = expected
            .map(|(fault, what, help)| (fault.to_owned(), what.to_owned(), help.to_owned()))
            .collect();
        assert_eq!(all, expected, "{text}");
    }
}

/// No message quotes a part of a password, wherever the URL might be split.
#[test]
fn passwords_are_never_quoted() {
    for text in [
        "http://u:hunter2@a b",
        "htp:/u:hunter2@proxy",
        "u:hunter2@proxy",
        "http://u:x#hunter2@proxy",
        "http://u:x/hunter2@proxy",
    ] {
        for problem in proxy::url(text).err().into_iter().flatten() {
            let all = format!("{} {:?}", problem.what, problem.help);
            assert!(!all.contains("hunter2"), "{all}");
        }
    }
}
