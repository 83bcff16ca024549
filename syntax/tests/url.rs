//! What is accepted as a URL, and what is said about the rest.

use http_step_syntax::url::{self, is_loopback, query_names};

/// What a test expects of a problem: the text at fault, what is wrong, what to write.
type Expected<'t> = (&'t str, &'t str, &'t str);

const NO_SCHEME: &str = "the URL has no scheme";
const WHOLE: &str = "write a whole address like `https://example.com/path`";
const NO_HOST: &str = "the URL has no host";
const HOST: &str = "write the host after `//`, as in `https://example.com/path`";
const SEPARATOR: &str = "the scheme must be followed by `://`";
const USERINFO: &str = "a user name or password can't stand in a URL";
const AUTH: &str = "leave out everything up to the `@`, and use `auth`";
const PORT: &str = "write a number from 1 to 65535";
const IPV4: &str =
    "a host that ends in a number is an IPv4 address: write four numbers from 0 to 255";
const IPV6: &str = "write eight groups of hex digits between `:`, with `::` for a run of zeros";
const MIXED: &str = "a part of a host can't mix right-to-left letters with Latin letters or digits";
const UNMIX: &str = "write the part in one script, or put a `.` between the two";
const OWN_LETTERS: &str = "write the name in its own letters, as in `bücher.example`";
const ESCAPE: &str = "a `%` must be followed by two hex digits";
const PERCENT: &str = "write `%25` for a percent sign";
const SPACE: &str = "a space can't stand in a URL";
const FRAGMENT: &str = "a fragment is never sent";
const UNSENT: &str = "leave it out, or write `%23` for a `#` that belongs to the URL";

fn rejects(table: &[(&str, &[Expected<'_>])]) {
    for (text, expected) in table {
        let problems = url::check(text).err().unwrap_or_default();
        let said: Vec<Expected<'_>> = problems
            .iter()
            .map(|problem| {
                let fault = text
                    .get(problem.range.clone())
                    .unwrap_or("(out of the text)");
                let help = problem.help.as_deref().unwrap_or_default();
                (fault, problem.what.as_str(), help)
            })
            .collect();
        assert_eq!(said, *expected, "{text:?}");
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

/// RFC 3492, section 7.1.
#[test]
fn punycode_samples() {
    for encoded in [
        "egbpdaj6bu4bxfgehfvwxn",
        "ihqwcrb4cv8a8dqg056pqjye",
        "4dbcagdahymbxekheh6e0a7fei0b",
        "b1abfaaepdrnnbgefbaDotcwatmq2g4l",
        "PorqunopuedensimplementehablarenEspaol-fmd56a",
        "3B-ww4c5e180e575a65lsy2b",
        "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n",
        "MajiKoi5-783gue6qz075azm5e",
    ] {
        let text = format!("https://xn--{encoded}/");
        assert!(url::check(&text).is_ok(), "{text}");
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
fn blanks_around() {
    let space = |what| (" ", what, "leave it out");
    rejects(&[
        ("", &[("", "the URL is empty", WHOLE)]),
        (" \t", &[(" \t", "the URL is empty", WHOLE)]),
        (" https://a/", &[space("the URL starts with a blank")]),
        ("https://a/ ", &[space("the URL ends with a blank")]),
        (
            "https://a\n",
            &[("\n", "the URL ends with a blank", "leave it out")],
        ),
        (
            " a.example ",
            &[
                space("the URL starts with a blank"),
                ("", NO_SCHEME, "write `https://a.example`"),
                space("the URL ends with a blank"),
            ],
        ),
    ]);
}

#[test]
fn schemes() {
    rejects(&[
        (
            "example.com/x",
            &[("", NO_SCHEME, "write `https://example.com/x`")],
        ),
        (
            "example.com:8080/x",
            &[("", NO_SCHEME, "write `https://example.com:8080/x`")],
        ),
        ("ci:8080/x", &[("", NO_SCHEME, "write `https://ci:8080/x`")]),
        (
            "localhost:8080",
            &[("", NO_SCHEME, "write `http://localhost:8080`")],
        ),
        (
            "[::1]:80/x",
            &[("", NO_SCHEME, "write `http://[::1]:80/x`")],
        ),
        (
            "//example.com/x",
            &[("", NO_SCHEME, "write `https://example.com/x`")],
        ),
        (
            "://example.com/x",
            &[("", NO_SCHEME, "write `https://example.com/x`")],
        ),
        (
            "example.com/?next=http://b",
            &[("", NO_SCHEME, "write `https://example.com/?next=http://b`")],
        ),
        ("/x", &[("", NO_SCHEME, WHOLE)]),
        ("?x", &[("", NO_SCHEME, WHOLE)]),
        ("//", &[("", NO_SCHEME, WHOLE)]),
        ("not a url", &[("", NO_SCHEME, WHOLE)]),
        (
            "example.com/a b",
            &[("", NO_SCHEME, WHOLE), (" ", SPACE, "write `%20`")],
        ),
        (
            "htp://a/",
            &[("htp", "unknown scheme `htp`", "did you mean `http`?")],
        ),
        (
            "hhtps://a/",
            &[("hhtps", "unknown scheme `hhtps`", "did you mean `https`?")],
        ),
        (
            "ht tp://a/",
            &[("ht tp", "unknown scheme `ht tp`", "did you mean `http`?")],
        ),
        (
            "ftp://a/",
            &[("ftp", "unknown scheme `ftp`", "write `https` or `http`")],
        ),
        (
            "ftp:a/",
            &[("ftp", "unknown scheme `ftp`", "write `https` or `http`")],
        ),
        (
            "mailto:a@b.example",
            &[(
                "mailto",
                "unknown scheme `mailto`",
                "write `https` or `http`",
            )],
        ),
        ("http:/x", &[(":/", SEPARATOR, "write `http://x`")]),
        ("http:x", &[(":", SEPARATOR, "write `http://x`")]),
        ("https//x/y", &[("//", SEPARATOR, "write `https://x/y`")]),
        (
            "https:\\\\x/y",
            &[(":\\\\", SEPARATOR, "write `https://x/y`")],
        ),
        (
            "https:/x/ y",
            &[
                (":/", SEPARATOR, "write `https://`"),
                (" ", SPACE, "write `%20`"),
            ],
        ),
    ]);
}

#[test]
fn hosts_that_are_missing() {
    rejects(&[
        ("https:", &[("", NO_HOST, HOST)]),
        ("https://", &[("", NO_HOST, HOST)]),
        ("https:///x", &[("", NO_HOST, HOST)]),
        ("https://?x", &[("", NO_HOST, HOST)]),
        ("https://:80/x", &[("", NO_HOST, HOST)]),
        (
            "https://u@/x",
            &[("u@", USERINFO, AUTH), ("", NO_HOST, HOST)],
        ),
    ]);
}

#[test]
fn userinfo_is_never_quoted() {
    rejects(&[
        ("https://u:hunter2@a/", &[("u:hunter2@", USERINFO, AUTH)]),
        ("https://u@a/", &[("u@", USERINFO, AUTH)]),
        ("https://@a/", &[("@", USERINFO, AUTH)]),
        ("https://u:p@b@a/", &[("u:p@b@", USERINFO, AUTH)]),
        (
            "https:/u:hunter2@a/",
            &[
                (":/", SEPARATOR, "write `https://`"),
                ("u:hunter2@", USERINFO, AUTH),
            ],
        ),
    ]);
    for text in [
        "https://u:hunter2#@a/",
        "https://u:hunter2/@a/",
        "u.v:hunter2@a/",
        "//u:hunter2@a",
    ] {
        let problems = url::check(text).unwrap_err();
        assert!(!format!("{problems:?}").contains("hunter2"), "{problems:?}");
    }
}

#[test]
fn ports() {
    let empty = "write a number after the `:`, or leave out the `:`";
    rejects(&[
        ("https://a:/", &[(":", "the port is empty", empty)]),
        ("https://a:b/", &[("b", "the port is not a number", PORT)]),
        (
            "https://a:+80/",
            &[("+80", "the port is not a number", PORT)],
        ),
        (
            "https://a:80:80/",
            &[("80:80", "the port is not a number", PORT)],
        ),
        (
            "https://a:65536/",
            &[("65536", "the port is above 65535", PORT)],
        ),
        (
            "https://a:99999999999/",
            &[("99999999999", "the port is above 65535", PORT)],
        ),
        (
            "https://a:0/",
            &[("0", "no server listens at port 0", PORT)],
        ),
    ]);
}

#[test]
fn hosts() {
    let escape = "an escape can't stand in a host";
    rejects(&[
        (
            "https://a b/",
            &[(" ", "a space can't stand in a host", "leave it out")],
        ),
        (
            "https://a<b/",
            &[("<", "`<` can't stand in a host", "leave it out")],
        ),
        (
            "https://a|b^/",
            &[
                ("|", "`|` can't stand in a host", "leave it out"),
                ("^", "`^` can't stand in a host", "leave it out"),
            ],
        ),
        (
            "https://a]/",
            &[("]", "`]` can't stand in a host", "leave it out")],
        ),
        (
            "https://a\tb/",
            &[("\t", "`\\t` can't stand in a host", "leave it out")],
        ),
        (
            "https://a\u{7f}b/",
            &[("\u{7f}", "`\\u{7f}` can't stand in a host", "leave it out")],
        ),
        (
            "https://ex%61mpl%65.com/",
            &[("%61mpl%65", escape, "write `example.com`")],
        ),
        (
            "https://b%C3%BCcher.de/",
            &[("%C3%BC", escape, "write `bücher.de`")],
        ),
        ("https://a%2Fb/", &[("%2F", escape, "leave it out")]),
        ("https://100%/", &[("%", escape, "leave it out")]),
        ("https://a%zz/", &[("%", escape, "leave it out")]),
        (
            "https://xn--/",
            &[("xn--", "`xn--` is not valid Punycode", OWN_LETTERS)],
        ),
        (
            "https://a.xn--a-.b/",
            &[("xn--a-", "`xn--a-` is not valid Punycode", OWN_LETTERS)],
        ),
        (
            "https://xn--9/",
            &[("xn--9", "`xn--9` is not valid Punycode", OWN_LETTERS)],
        ),
        (
            "https://XN--a_b/",
            &[("XN--a_b", "`XN--a_b` is not valid Punycode", OWN_LETTERS)],
        ),
        (
            "https://xn--99999999/",
            &[(
                "xn--99999999",
                "`xn--99999999` is not valid Punycode",
                OWN_LETTERS,
            )],
        ),
        (
            "https://xn--ü/",
            &[("xn--ü", "`xn--ü` is not valid Punycode", OWN_LETTERS)],
        ),
        ("https://www.אתרx.example/", &[("אתרx", MIXED, UNMIX)]),
        ("https://موقع1.example/", &[("موقع1", MIXED, UNMIX)]),
        ("https://אé.example/", &[("אé", MIXED, UNMIX)]),
        (
            "https://a b.xn--/",
            &[
                (" ", "a space can't stand in a host", "leave it out"),
                ("xn--", "`xn--` is not valid Punycode", OWN_LETTERS),
            ],
        ),
    ]);
}

#[test]
fn ipv4() {
    rejects(&[
        (
            "http://127.0.0.256/",
            &[("256", "`256` can't be a part of an IPv4 address", IPV4)],
        ),
        (
            "http://300.1.1.999/",
            &[
                ("300", "`300` can't be a part of an IPv4 address", IPV4),
                ("999", "`999` can't be a part of an IPv4 address", IPV4),
            ],
        ),
        (
            "http://1.2.3.4.5/",
            &[(
                "1.2.3.4.5",
                "an IPv4 address has four parts, and this has 5",
                IPV4,
            )],
        ),
        (
            "http://build.1/",
            &[("build", "`build` can't be a part of an IPv4 address", IPV4)],
        ),
        (
            "http://1.2.3.09/",
            &[("09", "`09` can't be a part of an IPv4 address", IPV4)],
        ),
        (
            "http://1..2/",
            &[("1..2", "a part of the IPv4 address is empty", IPV4)],
        ),
        (
            "http://1.16777216/",
            &[(
                "16777216",
                "`16777216` can't be a part of an IPv4 address",
                IPV4,
            )],
        ),
        (
            "http://99999999999999999999999/",
            &[(
                "99999999999999999999999",
                "`99999999999999999999999` can't be a part of an IPv4 address",
                IPV4,
            )],
        ),
        (
            "http://0x7f.1/",
            &[(
                "0x7f.1",
                "`0x7f.1` is an unusual form of the address 127.0.0.1",
                "write `127.0.0.1`",
            )],
        ),
        (
            "http://010.1.1.1/",
            &[(
                "010.1.1.1",
                "`010.1.1.1` is an unusual form of the address 8.1.1.1",
                "write `8.1.1.1`",
            )],
        ),
        (
            "http://4294967295/",
            &[(
                "4294967295",
                "`4294967295` is an unusual form of the address 255.255.255.255",
                "write `255.255.255.255`",
            )],
        ),
        (
            "http://127.1./",
            &[(
                "127.1.",
                "`127.1.` is an unusual form of the address 127.0.0.1",
                "write `127.0.0.1`",
            )],
        ),
    ]);
}

#[test]
fn ipv6() {
    let open = "the `[` before an IPv6 address is not closed";
    rejects(&[
        (
            "http://[::1/x",
            &[("[::1", open, "write `]` after the address")],
        ),
        (
            "http://[]/",
            &[("[]", "the brackets of the IPv6 address are empty", IPV6)],
        ),
        (
            "http://[::g]/",
            &[("::g", "`::g` is not an IPv6 address", IPV6)],
        ),
        (
            "http://[1::2::3]/",
            &[("1::2::3", "`1::2::3` is not an IPv6 address", IPV6)],
        ),
        (
            "http://[example.com]/",
            &[("example.com", "`example.com` is not an IPv6 address", IPV6)],
        ),
        (
            "http://[1:2:3:4:5:6:7:8:9]/",
            &[(
                "1:2:3:4:5:6:7:8:9",
                "an IPv6 address has eight groups, and this has 9",
                IPV6,
            )],
        ),
        (
            "http://[fe80::1%25eth0]/",
            &[(
                "%25eth0",
                "the zone of an IPv6 address can't stand in a URL",
                "write `[fe80::1]`",
            )],
        ),
        (
            "http://[::1]x/",
            &[(
                "x",
                "only a port or the path can follow the `]` of an IPv6 address",
                "write `]/` or `]:` and a port",
            )],
        ),
        (
            "http://::1/",
            &[(
                "::1",
                "an IPv6 address in a URL stands in brackets",
                "write `[::1]`",
            )],
        ),
        (
            "http://[::1]:x/",
            &[("x", "the port is not a number", PORT)],
        ),
    ]);
}

#[test]
fn characters() {
    let path = |c: &str| format!("`{c}` can't stand in the path of a URL");
    let query = |c: &str| format!("`{c}` can't stand in the query of a URL");
    let backslash = "a backslash can't stand in a URL";
    rejects(&[
        ("https://a/b c", &[(" ", SPACE, "write `%20`")]),
        ("https://a/?b c", &[(" ", SPACE, "write `%20`")]),
        (
            "https://a/b\nc",
            &[(
                "\n",
                "the control character `\\n` can't stand in a URL",
                "leave it out, or write `%0A`",
            )],
        ),
        (
            "https://a/?\u{0}",
            &[(
                "\u{0}",
                "the control character `\\0` can't stand in a URL",
                "leave it out, or write `%00`",
            )],
        ),
        (
            "https://a/\u{85}b",
            &[(
                "\u{85}",
                "the control character `\\u{85}` can't stand in a URL",
                "leave it out, or write `%C2%85`",
            )],
        ),
        (
            "https://a/b\\c",
            &[("\\", backslash, "write `/`, or `%5C` for a true backslash")],
        ),
        (
            "https://a\\b",
            &[("\\", backslash, "write `/`, or `%5C` for a true backslash")],
        ),
        ("https://a/?\\", &[("\\", backslash, "write `%5C`")]),
        (
            "https://a/{id}",
            &[
                ("{", &path("{"), "write `%7B`"),
                ("}", &path("}"), "write `%7D`"),
            ],
        ),
        (
            "https://a/<\">`",
            &[
                ("<", &path("<"), "write `%3C`"),
                ("\"", &path("\""), "write `%22`"),
                (">", &path(">"), "write `%3E`"),
                ("`", &path("`"), "write `%60`"),
            ],
        ),
        (
            "https://a/?'\"<>",
            &[
                ("'", &query("'"), "write `%27`"),
                ("\"", &query("\""), "write `%22`"),
                ("<", &query("<"), "write `%3C`"),
                (">", &query(">"), "write `%3E`"),
            ],
        ),
        ("https://a/b#c d", &[("#c d", FRAGMENT, UNSENT)]),
        ("https://a?b#", &[("#", FRAGMENT, UNSENT)]),
        ("https://a#b", &[("#b", FRAGMENT, UNSENT)]),
    ]);
}

#[test]
fn escapes() {
    rejects(&[
        ("https://a/50%", &[("%", ESCAPE, PERCENT)]),
        ("https://a/%4", &[("%4", ESCAPE, PERCENT)]),
        ("https://a/%zz", &[("%zz", ESCAPE, PERCENT)]),
        ("https://a/%/41", &[("%", ESCAPE, PERCENT)]),
        ("https://a/%%41", &[("%", ESCAPE, PERCENT)]),
        ("https://a/%é", &[("%", ESCAPE, PERCENT)]),
        (
            "https://a/?b=%4g&c=%",
            &[("%4g", ESCAPE, PERCENT), ("%", ESCAPE, PERCENT)],
        ),
    ]);
}

#[test]
fn dots() {
    let unseen = |segment: &str| format!("the server never sees `{segment}` in a path");
    rejects(&[
        ("https://a/b/../c", &[("..", &unseen(".."), "write `/c`")]),
        ("https://a/b/./c?d", &[(".", &unseen("."), "write `/b/c`")]),
        ("https://a/b/..", &[("..", &unseen(".."), "write `/`")]),
        ("https://a/b/c/..", &[("..", &unseen(".."), "write `/b/`")]),
        ("https://a/b/.", &[(".", &unseen("."), "write `/b/`")]),
        (
            "https://a/../../b",
            &[("../..", &unseen(".."), "write `/b`")],
        ),
        (
            "https://a/b/%2e%2E/c",
            &[("%2e%2E", &unseen("%2e%2E"), "write `/c`")],
        ),
    ]);
}

#[test]
fn independent_problems_come_together_and_in_order() {
    rejects(&[(
        " htps://u:p@a<b:x/%/é #y",
        &[
            (" ", "the URL starts with a blank", "leave it out"),
            ("htps", "unknown scheme `htps`", "did you mean `https`?"),
            ("u:p@", USERINFO, AUTH),
            ("<", "`<` can't stand in a host", "leave it out"),
            ("x", "the port is not a number", PORT),
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
