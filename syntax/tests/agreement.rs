//! The rules agree with the crates that send the request: `url` and `http`.
//!
//! What is accepted here is sent as written. What is refused here is refused by `url` too, or repaired by it, or is
//! listed in `lets_through`.

use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

use http::{HeaderName, HeaderValue};
use http_step_syntax::header;
use http_step_syntax::url::{self as syntax, query_names};
use proptest::prelude::*;
use url::{Host, Url, form_urlencoded};

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Returns the URL as `url` should write it, if it repairs nothing.
fn unrepaired(text: &str, parts: &syntax::Url) -> String {
    let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or("(out of the text)");
    let scheme = part(&parts.scheme).to_ascii_lowercase();
    let host = host_in_usual_form(part(&parts.host).to_ascii_lowercase());
    let default = if scheme == "https" { 443 } else { 80 };
    let port = parts
        .port
        .as_ref()
        .and_then(|port| part(port).parse::<u16>().ok());
    let port = port
        .filter(|port| *port != default)
        .map(|port| format!(":{port}"));
    let path = Some(part(&parts.path)).filter(|path| !path.is_empty());
    let query = parts
        .query
        .as_ref()
        .map(|query| format!("?{}", part(query)));
    let (port, path, query) = (
        port.unwrap_or_default(),
        path.unwrap_or("/"),
        query.unwrap_or_default(),
    );
    format!("{scheme}://{host}{port}{path}{query}")
}

/// Returns the host as `url` writes it: with short IPv6 addresses, and IPv4 addresses without a final dot.
fn host_in_usual_form(host: String) -> String {
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    if let Some(Ok(address)) = bracketed.map(str::parse) {
        return Host::<String>::Ipv6(address).to_string();
    }
    match host.strip_suffix('.').map(str::parse::<Ipv4Addr>) {
        Some(Ok(address)) => address.to_string(),
        _ => host,
    }
}

/// Whether the URL is one that `url` accepts as it is and a step must not have.
fn lets_through(text: &str, url: &Url) -> bool {
    let is_escape = |text: &str| text.chars().take(2).filter(char::is_ascii_hexdigit).count() == 2;
    !matches!(url.scheme(), "http" | "https")
        || !url.username().is_empty()
        || url.password().is_some()
        || url.fragment().is_some()
        || url.port() == Some(0)
        || text.contains('\\')
        || !text.split('%').skip(1).all(is_escape)
}

/// Of IDNA, `syntax` only checks that Punycode decodes.
fn has_punycode(text: &str) -> bool {
    text.to_ascii_lowercase().contains("xn--")
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    let theirs = Url::parse(text);
    match (syntax::check(text), theirs) {
        (Ok(parts), Ok(url)) => prop_assert_eq!(url.as_str(), unrepaired(text, &parts)),
        (Ok(_), Err(error)) => prop_assert!(
            has_punycode(text),
            "only `url` refuses {:?}: {}",
            text,
            error
        ),
        (Err(problems), Ok(url)) => {
            let excused = url.as_str() != text || lets_through(text, &url);
            prop_assert!(excused, "only `syntax` refuses {:?}: {:?}", text, problems);
        }
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

/// Labels of hosts, most of them at the edge of some rule.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z0-9_-]{0,8}",
        2 => "[0-9]{1,4}",
        1 => "0[xX]?[0-9a-fA-F]{0,3}",
        1 => "[0-9]{8,12}",
        2 => "xn--[a-z0-9-]{0,8}",
        1 => "[!-~]{1,3}",
        1 => "a{60,70}",
    ]
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::collection::vec(label(), 1..6).prop_map(|labels| labels.join(".")),
        2 => prop::collection::vec("0?[0-9]{1,3}", 1..6).prop_map(|parts| parts.join(".")),
        1 => prop::collection::vec("[0-9a-f]{0,5}", 1..10).prop_map(|groups| format!("[{}]", groups.join(":"))),
        1 => "\\[[0-9a-f:.%]{0,12}\\]?",
        1 => any::<[u16; 8]>().prop_map(|groups| format!("[{}]", Ipv6Addr::from(groups))),
    ]
}

fn port() -> impl Strategy<Value = String> {
    prop_oneof![6 => Just(String::new()), 2 => ":[0-9]{0,6}", 1 => ":(80|443|0|65535|65536)", 1 => ":[ -~]{0,3}"]
}

/// Paths, queries and fragments, dense in the characters that matter.
fn rest() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,3}",
        3 => Just("/".to_owned()),
        2 => "\\.{1,3}",
        2 => "%[0-9a-fA-F]{2}",
        1 => "%2[eE]",
        1 => "%[!-~]{0,2}",
        1 => "[?&=+#]",
        1 => "[\\x00-\\x7f]",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn hosts(host in host()) {
        agree(&format!("https://{host}/"))?;
    }

    #[test]
    fn punycode_that_does_not_decode(label in "[xX][nN]--[a-zA-Z0-9-]{0,10}") {
        let text = format!("https://{label}/");
        if Url::parse(&text).is_ok() {
            prop_assert!(syntax::check(&text).is_ok(), "{}", text);
        }
    }

    #[test]
    fn punycode_of_names(name in "[a-zà-öα-ω一-龥]{1,20}") {
        let url = Url::parse(&format!("https://{name}/")).unwrap();
        prop_assert!(syntax::check(url.as_str()).is_ok(), "{}", url);
    }

    #[test]
    fn whole_urls(scheme in "https?", host in host(), port in port(), slash in "[/?]?", rest in rest()) {
        agree(&format!("{scheme}://{host}{port}{slash}{rest}"))?;
    }

    #[test]
    fn paths_and_queries(rest in rest()) {
        agree(&format!("https://a/{rest}"))?;
    }

    #[test]
    fn schemes(text in "[hH]?(ttps?|[a-z]{0,4})[:/\\\\]{0,4}[a-z.:@/]{0,8}") {
        agree(&text)?;
    }

    #[test]
    fn any_ascii(text in "(https?://)?[\\x00-\\x7f]{0,12}") {
        agree(&text)?;
    }

    #[test]
    fn problems_are_inside_the_text(text in "(https?:/?/?)?(\\PC|[ :/?#@%.\\[\\]\\\\]){0,16}") {
        for problem in syntax::check(&text).err().unwrap_or_default() {
            prop_assert!(text.get(problem.range.clone()).is_some(), "{:?}: {:?}", text, problem);
            let message = format!("{}{}", problem.what, problem.help.unwrap_or_default());
            prop_assert!(!message.contains('\n'), "{:?}: {:?}", text, message);
        }
    }

    #[test]
    fn names_of_queries(query in "[a-c=&+%0-9A-Fé]{0,16}") {
        let ours: Vec<String> = query_names(&query, 0..query.len()).into_iter().map(|(_, name)| name).collect();
        let theirs = form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned());
        prop_assert_eq!(ours, theirs.collect::<Vec<_>>());
    }

    #[test]
    fn header_names(name in "[!-~]{0,6}|\\PC{0,6}") {
        let theirs = HeaderName::from_bytes(name.as_bytes());
        prop_assert_eq!(header::name(&name).is_ok(), theirs.is_ok());
    }

    #[test]
    fn header_values(value in "[\\x00-\\x7f]{0,6}|\\PC{0,6}") {
        let theirs = HeaderValue::from_bytes(value.as_bytes());
        prop_assert_eq!(header::value(&value).is_ok(), theirs.is_ok());
    }

    #[test]
    fn credentials_are_inside_the_value(value in "(gh[pos]_|xox|eyJ|[a-zé .=-]){0,12}") {
        for name in ["Authorization", "X-A"] {
            if let Some(range) = header::credential_in(name, &value) {
                prop_assert!(value.get(range).is_some_and(|found| !found.is_empty()), "{:?}", value);
            }
        }
    }
}

#[test]
fn every_byte_in_a_header() {
    for byte in 0..=u8::MAX {
        for text in [
            char::from(byte).to_string(),
            format!("a{}b", char::from(byte)),
        ] {
            let name = HeaderName::from_bytes(text.as_bytes());
            assert_eq!(header::name(&text).is_ok(), name.is_ok(), "{text:?}");
            let value = HeaderValue::from_bytes(text.as_bytes());
            assert_eq!(header::value(&text).is_ok(), value.is_ok(), "{text:?}");
        }
    }
}

#[test]
fn every_ascii_character_everywhere() {
    for c in (0..0x80_u8).map(char::from) {
        for text in [
            format!("https://a{c}b/"),
            format!("https://{c}/"),
            format!("https://a:8{c}/"),
            format!("https://[::1{c}]/"),
            format!("https://a/b{c}c"),
            format!("https://a/?b{c}c"),
            format!("{c}https://a/"),
            format!("ht{c}tps://a/"),
        ] {
            agree(&text).unwrap();
        }
    }
}
