use super::*;

fn chosen(url: &str, given: &[(&str, &str)], environment: &[(&str, &str)]) -> String {
    let given: Vec<_> = given
        .iter()
        .map(|(name, proxy)| {
            let proxy = Some((*proxy).to_owned()).filter(|proxy| proxy != "none");
            ((*name).to_owned(), proxy)
        })
        .collect();
    let environment = Environment::new(environment.iter().copied());
    let url = Url::parse(url).unwrap();
    match choose(&url, &given, Some(&environment), Dialect::Buildbot) {
        Ok(Some(proxy)) => proxy.url().to_string(),
        Ok(None) => "straight".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn proxies_are_chosen_as_requests_chooses_them() {
    type Pairs<'a> = &'a [(&'a str, &'a str)];
    let table: [(&str, Pairs<'_>, Pairs<'_>, &str); 24] = [
        ("http://h/", &[], &[], "straight"),
        ("http://h/", &[("http", "http://p:1")], &[], "http://p:1/"),
        ("https://h/", &[("http", "http://p:1")], &[], "straight"),
        ("https://h/", &[("all", "http://p:1")], &[], "http://p:1/"),
        (
            "http://h:8080/",
            &[("http", "http://p:1"), ("http://h", "http://q:1")],
            &[],
            "http://q:1/",
        ),
        (
            "http://h/",
            &[("all", "http://p:1"), ("all://h", "http://q:1")],
            &[],
            "http://q:1/",
        ),
        (
            "http://h/",
            &[("all://h", "http://p:1"), ("http", "http://q:1")],
            &[],
            "http://q:1/",
        ),
        (
            "http://[::1]/",
            &[("http://::1", "http://p:1")],
            &[],
            "http://p:1/",
        ),
        (
            "http://h/",
            &[("http", ""), ("all", "http://p:1")],
            &[],
            "straight",
        ),
        (
            "http://h/",
            &[("http", "none")],
            &[("http_proxy", "http://p:1")],
            "straight",
        ),
        (
            "http://h/",
            &[],
            &[("http_proxy", "http://p:1")],
            "http://p:1/",
        ),
        (
            "http://h/",
            &[],
            &[("HTTP_PROXY", "http://p:1")],
            "http://p:1/",
        ),
        (
            "http://h/",
            &[],
            &[("HTTP_PROXY", "http://p:1"), ("http_proxy", "http://q:1")],
            "http://q:1/",
        ),
        (
            "http://h/",
            &[],
            &[("HTTP_PROXY", "http://p:1"), ("http_proxy", "")],
            "straight",
        ),
        (
            "http://h/",
            &[],
            &[("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")],
            "straight",
        ),
        ("https://h/", &[], &[("ALL_PROXY", "p:1")], "http://p:1/"),
        (
            "http://h/",
            &[("http", "http://q:1")],
            &[("http_proxy", "http://p:1")],
            "http://q:1/",
        ),
        // `no_proxy` is about the environment's proxies, wherever it stands.
        (
            "http://h/",
            &[],
            &[("http_proxy", "http://p:1"), ("NO_PROXY", "h")],
            "straight",
        ),
        (
            "http://h/",
            &[("no_proxy", "h")],
            &[("http_proxy", "http://p:1")],
            "straight",
        ),
        (
            "http://h/",
            &[("no_proxy", "x")],
            &[("http_proxy", "http://p:1"), ("no_proxy", "h")],
            "http://p:1/",
        ),
        (
            "http://h/",
            &[("http", "http://q:1"), ("no_proxy", "h")],
            &[("NO_PROXY", "*")],
            "http://q:1/",
        ),
        (
            "http://h/",
            &[("http", "127.0.0.1:3128")],
            &[],
            "http://127.0.0.1:3128/",
        ),
        (
            "http://h/",
            &[("http", "localhost:3128")],
            &[],
            "http://localhost:3128/",
        ),
        // The port is said, so that 80 and no port are the same proxy.
        (
            "http://h/",
            &[("http", "https://p/path?q")],
            &[],
            "https://p/",
        ),
    ];
    for (url, given, environment, expected) in table {
        assert_eq!(
            chosen(url, given, environment),
            expected,
            "{given:?} {environment:?}"
        );
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_without_its_credentials() {
    for proxy in [
        "socks5://u:hunter2@p:1080",
        "ftp://u:hunter2@p",
        "http://u:hunter2@",
        "http://u:hunter2@p:99999",
        "http://u:hunter2@p\n:1",
        "http://u:hunter2@a{b",
        "u:hunter2@p q:1",
    ] {
        let error = chosen("http://h/", &[("http", proxy)], &[]);
        assert!(error.starts_with("`proxies`: "), "{error}");
        assert!(
            !error.contains("hunter2") && !error.contains("u:"),
            "{error}"
        );
    }
}

#[test]
fn credentials_of_a_proxy_are_decoded() {
    let table = [
        ("http://pu:pp@p", Dialect::Native, Some("Basic cHU6cHA=")),
        ("u%40:p%3A@p", Dialect::Buildbot, Some("Basic dUA6cDo=")),
        ("http://%C3%A9:x@p", Dialect::Buildbot, Some("Basic 6Tp4")),
        ("http://%C3%A9:x@p", Dialect::Native, Some("Basic w6k6eA==")),
        ("http://u@p", Dialect::Native, Some("Basic dTo=")),
        ("http://u@p", Dialect::Buildbot, None),
        ("http://p", Dialect::Native, None),
    ];
    for (text, dialect, expected) in table {
        let proxy = Proxy::read(text, dialect).unwrap();
        let value = proxy.credentials.as_ref();
        assert_eq!(
            value.map(|value| value.to_str().unwrap()),
            expected,
            "{text}"
        );
        assert!(value.is_none_or(HeaderValue::is_sensitive));
        assert_eq!(proxy.url().as_str(), "http://p/");
    }
}
