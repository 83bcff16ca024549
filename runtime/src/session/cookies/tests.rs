use super::*;
use crate::session::Session;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn set(jar: &Jar, from: &str, fields: &[&str]) {
    let mut headers = HeaderMap::new();
    for field in fields {
        headers.append(SET_COOKIE, field.parse().unwrap());
    }
    jar.store(&url(from), &headers);
}

/// What goes to a URL, as a field.
fn sent(jar: &Jar, to: &str) -> String {
    let cookies = jar.cookies(&url(to)).into_iter();
    let pairs: Vec<_> = cookies
        .map(|(name, value)| match value {
            Some(value) => format!("{name}={value}"),
            None => name,
        })
        .collect();
    pairs.join("; ")
}

#[test]
fn cookies_go_where_they_belong() {
    let table = [
        // Hosts and domains.
        (
            "http://a.example.com/",
            "c=1",
            "http://a.example.com/x",
            "c=1",
        ),
        (
            "http://a.example.com/",
            "c=1",
            "http://b.a.example.com/",
            "",
        ),
        ("http://a.example.com/", "c=1", "http://example.com/", ""),
        (
            "http://a.example.com/",
            "c=1; Domain=example.com",
            "http://b.example.com/",
            "c=1",
        ),
        (
            "http://a.example.com/",
            "c=1; Domain=.EXAMPLE.com",
            "http://example.com/",
            "c=1",
        ),
        (
            "http://a.example.com/",
            "c=1; Domain=example.com",
            "http://notexample.com/",
            "",
        ),
        (
            "http://a.example.com/",
            "c=1; Domain=b.example.com",
            "http://b.example.com/",
            "",
        ),
        (
            "http://a.example.com/",
            "c=1; Domain=x.a.example.com",
            "http://x.a.example.com/",
            "",
        ),
        (
            "http://a.example.com/",
            "c=1; Domain=",
            "http://a.example.com/",
            "c=1",
        ),
        (
            "http://a.example.com/",
            "c=1; Domain=",
            "http://x.a.example.com/",
            "",
        ),
        // Ports and schemes do not part cookies.
        (
            "http://a.example.com:1/",
            "c=1",
            "https://a.example.com:2/",
            "c=1",
        ),
        // Addresses.
        ("http://127.0.0.1/", "c=1", "http://127.0.0.1:8080/", "c=1"),
        (
            "http://127.0.0.1/",
            "c=1; Domain=127.0.0.1",
            "http://127.0.0.1/",
            "c=1",
        ),
        (
            "http://127.0.0.1/",
            "c=1; Domain=0.0.1",
            "http://127.0.0.1/",
            "",
        ),
        ("http://[::1]/", "c=1", "http://[::1]:8080/", "c=1"),
        ("http://[::1]/", "c=1", "http://[::2]/", ""),
        ("http://localhost/", "c=1", "http://127.0.0.1/", ""),
        // Public suffixes, whatever their case, and with a dot at the end.
        (
            "http://a.co.uk/",
            "c=1; Domain=co.uk",
            "http://a.co.uk/",
            "",
        ),
        (
            "http://a.co.uk/",
            "c=1; Domain=CO.UK",
            "http://b.co.uk/",
            "",
        ),
        (
            "http://a.co.uk./",
            "c=1; Domain=co.uk.",
            "http://b.co.uk./",
            "",
        ),
        (
            "http://a.github.io/",
            "c=1; Domain=github.io",
            "http://b.github.io/",
            "",
        ),
        (
            "http://github.io/",
            "c=1; Domain=github.io",
            "http://github.io/",
            "c=1",
        ),
        (
            "http://github.io/",
            "c=1; Domain=github.io",
            "http://b.github.io/",
            "",
        ),
        (
            "http://a.xn--55qx5d.cn/",
            "c=1; Domain=xn--55qx5d.cn",
            "http://b.xn--55qx5d.cn/",
            "",
        ),
        ("http://a.corp/", "c=1; Domain=corp", "http://b.corp/", ""),
        (
            "http://localhost/",
            "c=1; Domain=localhost",
            "http://localhost/",
            "c=1",
        ),
        // Paths.
        ("http://h/a/b", "c=1", "http://h/a/x", "c=1"),
        ("http://h/a/b", "c=1", "http://h/ab", ""),
        ("http://h/a/b", "c=1", "http://h/", ""),
        (
            "http://h/",
            "c=1; Path=/foreign",
            "http://h/foreign/x",
            "c=1",
        ),
        ("http://h/", "c=1; Path=/foreign", "http://h/foreigners", ""),
        ("http://h/a/b", "c=1; Path=relative", "http://h/a/", "c=1"),
        // Secure cookies never travel over http, nor are they set over it: not even on loopback.
        ("https://h/", "c=1; Secure", "https://h/", "c=1"),
        ("https://h/", "c=1; Secure", "http://h/", ""),
        ("https://localhost/", "c=1; Secure", "http://localhost/", ""),
        ("http://localhost/", "c=1; Secure", "https://localhost/", ""),
        ("https://h/", "c=1", "http://h/", "c=1"),
        (
            "http://h/",
            "c=1; HttpOnly; SameSite=Strict",
            "http://h/",
            "c=1",
        ),
        // Prefixes.
        (
            "https://h/",
            "__Secure-c=1; Secure",
            "https://h/",
            "__Secure-c=1",
        ),
        ("https://h/", "__Secure-c=1", "https://h/", ""),
        ("http://h/", "__Secure-c=1; Secure", "https://h/", ""),
        (
            "https://h/",
            "__Host-c=1; Secure; Path=/",
            "https://h/",
            "__Host-c=1",
        ),
        ("https://h/", "__HOST-c=1; Secure", "https://h/", ""),
        (
            "https://h/",
            "__Host-c=1; Secure; Path=/x",
            "https://h/x",
            "",
        ),
        ("https://h/", "__Host-c=1; Path=/", "https://h/", ""),
        (
            "https://a.b.com/",
            "__Host-c=1; Secure; Path=/; Domain=a.b.com",
            "https://a.b.com/",
            "",
        ),
        // Times.
        ("http://h/", "c=1; Max-Age=3600", "http://h/", "c=1"),
        ("http://h/", "c=1; Max-Age=0", "http://h/", ""),
        ("http://h/", "c=1; Max-Age=-5", "http://h/", ""),
        ("http://h/", "c=1; Max-Age=x", "http://h/", "c=1"),
        (
            "http://h/",
            "c=1; Max-Age=99999999999999999999",
            "http://h/",
            "c=1",
        ),
        (
            "http://h/",
            "c=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "http://h/",
            "c=1",
        ),
        (
            "http://h/",
            "c=1; Expires=Thu, 1 Jan 1970 00:00:00 GMT",
            "http://h/",
            "",
        ),
        (
            "http://h/",
            "c=1; expires=Fri, 01-Jan-2100 00:00:00 GMT",
            "http://h/",
            "c=1",
        ),
        ("http://h/", "c=1; Expires=soon", "http://h/", "c=1"),
        // Names and values.
        ("http://h/", "c=\"a b\"", "http://h/", "c=\"a b\""),
        ("http://h/", "c=", "http://h/", "c="),
        ("http://h/", "c=a=b", "http://h/", "c=a=b"),
        ("http://h/", "=1", "http://h/", ""),
        ("http://h/", "c", "http://h/", ""),
        ("http://h/", "", "http://h/", ""),
        ("http://h/", "c=%3B", "http://h/", "c=%3B"),
    ];
    for (from, field, to, expected) in table {
        let jar = Jar::default();
        set(&jar, from, &[field]);
        assert_eq!(sent(&jar, to), expected, "{field} from {from} to {to}");
    }
}

#[test]
fn buildbot_drops_a_cookie_whose_max_age_is_no_number() {
    let jar = Jar::default().reading(Dialect::Buildbot);
    set(&jar, "http://h/", &["a=1; Max-Age=x", "b=1; Expires=soon"]);
    assert_eq!(sent(&jar, "http://h/"), "b=1");
}

#[test]
fn longer_paths_go_first_and_then_older_cookies() {
    let jar = Jar::default();
    set(
        &jar,
        "http://h/",
        &[
            "a=1; Path=/",
            "b=1; Path=/x",
            "c=1; Path=/x/y",
            "d=1; Path=/",
        ],
    );
    set(&jar, "http://h/", &["e=1; Path=/x", "a=2; Path=/"]);
    assert_eq!(sent(&jar, "http://h/x/y"), "c=1; b=1; e=1; a=2; d=1");
}

#[test]
fn a_cookie_is_set_anew_and_taken_away() {
    let jar = Jar::default();
    set(&jar, "http://h/", &["a=1", "b=1"]);
    set(&jar, "http://h/", &["a=2", "b=; Max-Age=0"]);
    assert_eq!(sent(&jar, "http://h/"), "a=2");
    set(&jar, "http://h/", &["b=3"]);
    assert_eq!(sent(&jar, "http://h/"), "a=2; b=3");
}

#[test]
fn what_was_set_over_tls_is_not_set_anew_over_http() {
    let jar = Jar::default();
    set(
        &jar,
        "https://a.example.com/",
        &["s=1; Secure; Domain=example.com"],
    );
    set(&jar, "http://a.example.com/", &["s=stolen", "n=1"]);
    assert_eq!(sent(&jar, "https://a.example.com/"), "s=1; n=1");
    assert_eq!(sent(&jar, "http://a.example.com/"), "n=1");
}

#[test]
fn a_host_has_at_most_fifty_cookies() {
    let jar = Jar::default();
    for n in 0..60 {
        set(
            &jar,
            "http://a.example.com/",
            &[&format!("c{n}=1; Path=/p{}", n % 7)],
        );
    }
    assert_eq!(jar.lock().born.len(), 50);
    assert_eq!(jar.lock().store.iter_any().count(), 50);
    // The oldest have gone, and those of the domain count in the field too.
    for n in 0..60 {
        set(
            &jar,
            "http://a.example.com/",
            &[&format!("d{n}=1; Domain=example.com")],
        );
    }
    let cookies = jar.cookies(&url("http://a.example.com/"));
    assert_eq!(cookies.len(), 50);
    assert_eq!(cookies[0].0, "d10");
    assert!(!sent(&jar, "http://a.example.com/p0").contains("c0="));
}

#[test]
fn the_field_has_at_most_8_kib() {
    let jar = Jar::default();
    let value = "v".repeat(2000);
    for n in 0..6 {
        set(&jar, "http://h/", &[&format!("c{n}={value}")]);
    }
    let field = sent(&jar, "http://h/");
    assert!(field.len() <= 8192 && field.starts_with("c2=") && field.contains("c5="));
    // One that no field can hold does not push the others out.
    set(&jar, "http://h/", &[&format!("huge={}", "v".repeat(9000))]);
    assert_eq!(sent(&jar, "http://h/"), field);
}

#[test]
fn a_jar_does_not_grow_for_ever() {
    let jar = Jar::default();
    for n in 0..MOST_IN_JAR + 10 {
        set(&jar, &format!("http://h{n}.example.com/"), &["c=1"]);
    }
    assert_eq!(jar.lock().born.len(), MOST_IN_JAR);
    assert_eq!(sent(&jar, "http://h0.example.com/"), "");
    assert_eq!(sent(&jar, "http://h10.example.com/"), "c=1");
}

#[test]
fn jars_are_shared_by_name_and_emptied_by_closing() {
    let session = Session::new();
    set(&session.jar(None), "http://h/", &["a=1"]);
    set(&session.jar(Some("ours")), "http://h/", &["b=1"]);
    assert_eq!(sent(&session.jar(None), "http://h/"), "a=1");
    assert_eq!(sent(&session.jar(Some("ours")), "http://h/"), "b=1");
    assert_eq!(sent(&session.jar(Some("theirs")), "http://h/"), "");
    assert_eq!(sent(&Session::new().jar(None), "http://h/"), "");
    let mut closing = std::pin::pin!(session.close());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(closing.as_mut().poll(&mut context).is_ready());
    assert_eq!(sent(&session.jar(None), "http://h/"), "");
    assert_eq!(sent(&session.jar(Some("ours")), "http://h/"), "");
}

#[test]
fn values_are_not_shown() {
    let jar = Jar::default();
    set(&jar, "http://h/", &["sid=hunter2"]);
    assert_eq!(format!("{jar:?}"), "Jar(1 cookies)");
}

#[test]
fn bytes_that_are_no_text_are_no_cookie() {
    let jar = Jar::default();
    let mut headers = HeaderMap::new();
    headers.append(SET_COOKIE, b"a=\xff".as_slice().try_into().unwrap());
    headers.append(SET_COOKIE, "b=é".as_bytes().try_into().unwrap());
    jar.store(&url("http://h/"), &headers);
    assert_eq!(sent(&jar, "http://h/"), "b=é");
}

#[test]
fn buildbot_keeps_names_alone_and_any_bytes() {
    let mut headers = HeaderMap::new();
    for field in [&b"bare; Path=/"[..], b"u=\xe9", b"=unnamed"] {
        headers.append(SET_COOKIE, field.to_vec().try_into().unwrap());
    }
    let stored = |dialect| {
        let jar = Jar::default().reading(dialect);
        jar.store(&url("http://h/"), &headers);
        sent(&jar, "http://h/")
    };
    assert_eq!(stored(Dialect::Buildbot), "bare; u=é");
    assert_eq!(stored(Dialect::Native), "");
}

#[test]
fn a_lone_dot_is_no_domain() {
    let jar = Jar::default();
    set(&jar, "http://h.example/", &["d=4; Domain=."]);
    assert_eq!(sent(&jar, "http://h.example/"), "");
}

#[test]
fn in_buildbot_a_domain_of_one_label_is_none() {
    let fields = [
        "a=1; Domain=localhost",
        "b=1; domain = .localhost",
        "c=1; Domain=",
        "d=1; Domain",
        "e=1",
    ];
    let sent_in = |dialect| {
        let jar = Jar::default().reading(dialect);
        set(&jar, "http://localhost/", &fields);
        sent(&jar, "http://localhost/")
    };
    assert_eq!(sent_in(Dialect::Buildbot), "e=1");
    assert_eq!(sent_in(Dialect::Native), "a=1; b=1; c=1; d=1; e=1");
}

#[test]
fn in_buildbot_a_path_begins_with_a_slash_and_names_have_no_prefix() {
    let fields = ["a=1; Path=x", "b=1; Path=", "__Secure-c=1", "__Host-d=1"];
    let sent_in = |dialect| {
        let jar = Jar::default().reading(dialect);
        set(&jar, "http://h.test/", &fields);
        sent(&jar, "http://h.test/x")
    };
    assert_eq!(sent_in(Dialect::Buildbot), "b=1; __Secure-c=1; __Host-d=1");
    assert_eq!(sent_in(Dialect::Native), "a=1; b=1");
}

#[test]
fn in_buildbot_cookies_of_one_domain_are_sent_together() {
    let fields = [
        "a=1; Domain=h.example.com",
        "b=1",
        "c=1; Domain=example.com",
        "d=1; Domain=h.example.com",
        "e=1",
    ];
    let sent_in = |dialect| {
        let jar = Jar::default().reading(dialect);
        set(&jar, "http://h.example.com/", &fields);
        sent(&jar, "http://h.example.com/")
    };
    assert_eq!(sent_in(Dialect::Buildbot), "a=1; d=1; b=1; e=1; c=1");
    assert_eq!(sent_in(Dialect::Native), "a=1; b=1; c=1; d=1; e=1");
}
