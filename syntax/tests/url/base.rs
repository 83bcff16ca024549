//! The base of a URL template.

use http_step_syntax::url::check_base;

use super::{AUTH, FRAGMENT, UNSENT, USERINFO};

#[test]
fn a_base_has_no_query() {
    for text in [
        "https://ghe.example.com/api/v3",
        "http://[::1]:8080/",
        "https://example.com",
    ] {
        assert!(check_base(text).is_ok(), "{text}");
    }
    let query = "a query is not allowed in the base of a URL";
    let help = "write the query after the substitution, as in `%(kw:base)s/path?name=value`";
    for (text, fault, what, help) in [
        ("https://h/a?b=c", "?b=c", query, help),
        ("https://h?", "?", query, help),
        ("https://h/#a?b", "#a?b", FRAGMENT, UNSENT),
        ("https://u@h/", "u@", USERINFO, AUTH),
    ] {
        let problems = check_base(text).unwrap_err();
        let found: Vec<_> = problems
            .iter()
            .map(|it| (&text[it.range.clone()], &*it.what, it.help.as_deref()))
            .collect();
        assert_eq!(found, [(fault, what, Some(help))], "{text}");
    }
}
