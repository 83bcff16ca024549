//! Proxies.

use super::tree::*;
use super::{accepts, rejects, with};

#[test]
fn right() {
    accepts(with(
        "proxies",
        entries_map([
            pair(text("https"), text("http://bot@proxy.example.com:3128")),
            pair(text("http"), null()),
            pair(text("no_proxy"), text("localhost,.example.com")),
            pair(text("https://ci.example.com"), property("proxy")),
            // It may be `no_proxy`.
            pair(property("key"), text("localhost")),
            pair(text("all"), interpolate("http://%(secret:user)s@proxy:80")),
        ]),
    ));
}

#[test]
fn wrong() {
    let proxies = entries_map([
        pair(at(1, text("HTTPS")), null()),
        pair(at(2, text("")), null()),
        pair(text("http"), at(3, text("http://u:hunter2@proxy:99999"))),
        pair(text("all"), at(4, integer(5))),
        pair(text("https"), at(5, text("socks5://proxy"))),
        pair(at(6, text("https")), null()),
    ]);
    rejects(
        with("proxies", proxies),
        &[
            (2, "", "the key of a map must not be empty", ""),
            (6, "", "duplicate key `https`", "remove one of the two"),
            (
                1,
                "HTTPS",
                "unknown scheme `HTTPS`",
                "did you mean `https`?",
            ),
            (
                3,
                "hunter2",
                "this literal looks like a credential",
                "keep credentials out of the source: write `http://user:%(secret:name)s@proxy.example.com:3128` in a template",
            ),
            (
                3,
                "99999",
                "invalid port: above 65535",
                "write a number from 1 to 65535",
            ),
            (4, "", "a proxy must be the string of a URL, or `null`", ""),
            (
                5,
                "socks5",
                "SOCKS proxies are not supported",
                "write the address of an HTTP proxy: `http://…` or `https://…`",
            ),
        ],
    );
}
