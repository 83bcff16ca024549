//! Host names, IPv4 and IPv6 addresses.

use http_step_syntax::url;

use super::{PORT, rejects};

const IPV4: &str =
    "a host that ends in a number is an IPv4 address: write four numbers from 0 to 255";
const IPV6: &str = "write eight groups of hex digits between `:`, with `::` for a run of zeros";
const MIXED: &str =
    "a label of a host must not mix right-to-left letters with Latin letters or digits";
const UNMIX: &str = "write the label in one script, or put a `.` between the two";
const OWN_LETTERS: &str = "write the name in its own letters, as in `bücher.example`";

#[test]
fn hosts() {
    let escape = "a percent escape is not allowed in a host";
    rejects(&[
        (
            "https://a b/",
            &[(" ", "a space is not allowed in a host", "remove it")],
        ),
        (
            "https://a<b/",
            &[("<", "`<` is not allowed in a host", "remove it")],
        ),
        (
            "https://a|b^/",
            &[
                ("|", "`|` is not allowed in a host", "remove it"),
                ("^", "`^` is not allowed in a host", "remove it"),
            ],
        ),
        (
            "https://a]/",
            &[("]", "`]` is not allowed in a host", "remove it")],
        ),
        (
            "https://a\tb/",
            &[("\t", "`\\t` is not allowed in a host", "remove it")],
        ),
        (
            "https://a\u{7f}b/",
            &[("\u{7f}", "`\\u{7f}` is not allowed in a host", "remove it")],
        ),
        (
            "https://ex%61mpl%65.com/",
            &[("%61mpl%65", escape, "write `example.com`")],
        ),
        (
            "https://b%C3%BCcher.de/",
            &[("%C3%BC", escape, "write `bücher.de`")],
        ),
        ("https://a%2Fb/", &[("%2F", escape, "remove it")]),
        ("https://100%/", &[("%", escape, "remove it")]),
        ("https://a%zz/", &[("%", escape, "remove it")]),
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
                (" ", "a space is not allowed in a host", "remove it"),
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
            &[("256", "invalid number `256` in an IPv4 address", IPV4)],
        ),
        (
            "http://300.1.1.999/",
            &[
                ("300", "invalid number `300` in an IPv4 address", IPV4),
                ("999", "invalid number `999` in an IPv4 address", IPV4),
            ],
        ),
        (
            "http://1.2.3.4.5/",
            &[(
                "1.2.3.4.5",
                "expected four numbers in the IPv4 address, found 5",
                IPV4,
            )],
        ),
        (
            "http://build.1/",
            &[("build", "invalid number `build` in an IPv4 address", IPV4)],
        ),
        (
            "http://1.2.3.09/",
            &[("09", "invalid number `09` in an IPv4 address", IPV4)],
        ),
        (
            "http://1..2/",
            &[("1..2", "a part of the IPv4 address is empty", IPV4)],
        ),
        (
            "http://1.16777216/",
            &[(
                "16777216",
                "invalid number `16777216` in an IPv4 address",
                IPV4,
            )],
        ),
        (
            "http://99999999999999999999999/",
            &[(
                "99999999999999999999999",
                "invalid number `99999999999999999999999` in an IPv4 address",
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
    let open = "unclosed `[` of an IPv6 address";
    rejects(&[
        (
            "http://[::1/x",
            &[("[::1", open, "write `]` after the address")],
        ),
        (
            "http://[]/",
            &[("[]", "missing IPv6 address in the brackets", IPV6)],
        ),
        (
            "http://[::g]/",
            &[("::g", "invalid IPv6 address `::g`", IPV6)],
        ),
        (
            "http://[1::2::3]/",
            &[("1::2::3", "invalid IPv6 address `1::2::3`", IPV6)],
        ),
        (
            "http://[example.com]/",
            &[("example.com", "invalid IPv6 address `example.com`", IPV6)],
        ),
        (
            "http://[1:2:3:4:5:6:7:8:9]/",
            &[(
                "1:2:3:4:5:6:7:8:9",
                "expected eight groups in the IPv6 address, found 9",
                IPV6,
            )],
        ),
        (
            "http://[fe80::1%25eth0]/",
            &[(
                "%25eth0",
                "the zone of an IPv6 address is not allowed in a URL",
                "write `[fe80::1]`",
            )],
        ),
        (
            "http://[::1]x/",
            &[(
                "x",
                "expected a port or the path after the `]` of an IPv6 address",
                "write `]/` or `]:` and a port",
            )],
        ),
        (
            "http://::1/",
            &[(
                "::1",
                "an IPv6 address in a URL must be enclosed in brackets",
                "write `[::1]`",
            )],
        ),
        (
            "http://[::1]:x/",
            &[("x", "invalid port: not a number", PORT)],
        ),
    ]);
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
