//! Cookies, user names and proxies of arbitrary texts: problems are inside the text, and what is accepted can be
//! sent. Hosts beyond ASCII are checked in part only.
#![cfg(test)]

use http::HeaderValue;
use http_step_syntax::{Problem, auth, cookie, proxy};
use proptest::prelude::*;
use url::Url;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 4_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Texts that could be a part of a URL, of a cookie, or of neither.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "(https?|all|socks5h?|htp|no_proxy)(://)?",
        4 => "[a-zé.]{0,6}",
        3 => "[@:/?#\\[\\]%]",
        2 => "[ -~]{0,3}",
        1 => "[;,\"\\\\ \t\n]",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

fn is_inside(text: &str, problem: &Problem) -> Result<(), TestCaseError> {
    let found = text.get(problem.range.clone());
    prop_assert!(found.is_some(), "{:?}: {:?}", text, problem);
    let help = problem.help.as_deref().unwrap_or_default();
    prop_assert!(!problem.what.contains('\n') && !help.contains('\n'));
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn problems_are_inside_the_text(text in text()) {
        for checked in [cookie::name, cookie::value, auth::basic_user, proxy::key] {
            if let Err(problem) = checked(&text) {
                is_inside(&text, &problem)?;
            }
        }
        for problem in proxy::url(&text).err().into_iter().flatten() {
            is_inside(&text, &problem)?;
        }
    }

    #[test]
    fn a_cookie_is_a_header_value(name in text(), value in text()) {
        if cookie::name(&name).is_ok() && cookie::value(&value).is_ok() {
            let field = format!("{name}={value}");
            prop_assert!(HeaderValue::from_bytes(field.as_bytes()).is_ok(), "{:?}", field);
            prop_assert!(!field.contains(';'), "{:?}", field);
        }
    }

    #[test]
    fn a_proxy_has_a_host_and_no_password(text in text()) {
        if text.is_ascii() && proxy::url(&text).is_ok() {
            let url = Url::parse(&text);
            prop_assert!(url.is_ok(), "{:?}: {:?}", text, url);
            let url = url.unwrap();
            prop_assert!(url.has_host() && matches!(url.scheme(), "http" | "https"), "{}", url);
            prop_assert_eq!(url.password().unwrap_or_default(), "");
        }
    }

    #[test]
    fn a_key_with_a_host_has_a_valid_host(text in text()) {
        if let (true, Ok(()), Some((_, host))) = (text.is_ascii(), proxy::key(&text), text.split_once("://")) {
            let url = Url::parse(&format!("http://{host}/"));
            prop_assert!(url.is_ok(), "{:?}: {:?}", text, url);
        }
    }
}
