//! The rules across the fields of a step.
#![cfg(test)]

use core::time::Duration;

use http_step_syntax::Method;
use http_step_syntax::rules::{At, Facts, check};

/// Where the rules are broken.
fn broken(facts: &Facts<'_>) -> Vec<At> {
    check(facts)
        .into_iter()
        .map(|violation| violation.at)
        .collect()
}

fn with_keys<'a>(keys: &[&'a str]) -> Facts<'a> {
    Facts {
        keys: keys.to_vec(),
        ..Facts::default()
    }
}

#[test]
fn one_body() {
    for (keys, expected) in [
        (&["data"][..], None),
        (&["files", "data"], None),
        (&["data", "files"], None),
        (&["data", "json"], Some("json")),
        (&["json", "files"], Some("files")),
        (&["files", "json"], Some("json")),
        (&["data", "files", "json"], Some("json")),
        (&["json", "data", "files"], Some("data")),
    ] {
        let expected: Vec<_> = expected.into_iter().map(At::Key).collect();
        assert_eq!(broken(&with_keys(keys)), expected, "{keys:?}");
    }
}

#[test]
fn no_body_for_get_and_head() {
    for method in [Method::Get, Method::Head] {
        let facts = Facts {
            method: Some(method),
            ..with_keys(&["files"])
        };
        assert_eq!(broken(&facts), [At::Key("files")]);
    }
}

#[test]
fn fields_beside_files_are_a_map() {
    let facts = |keys| Facts {
        data_is_no_map: true,
        ..with_keys(keys)
    };
    assert_eq!(broken(&facts(&["data", "files"])), [At::Key("data")]);
    assert_eq!(broken(&facts(&["data"])), []);
    assert_eq!(broken(&with_keys(&["data", "files"])), []);
}

#[test]
fn the_type_is_that_of_the_body() {
    for (key, content_type, fits) in [
        ("json", "application/json", true),
        ("json", "application/vnd.api+JSON; charset=utf-8", true),
        ("json", "text/plain", false),
        ("files", "multipart/form-data", true),
        ("files", "Multipart/Form-Data; boundary=x", true),
        ("files", "multipart/mixed", false),
        ("files", "application/json", false),
        ("data", "text/plain", true),
    ] {
        let facts = Facts {
            content_type: Some(content_type),
            ..with_keys(&["headers", key])
        };
        let expected: &[At] = if fits { &[] } else { &[At::ContentType] };
        assert_eq!(broken(&facts), expected, "{key}: {content_type}");
    }
}

#[test]
fn one_authorization() {
    let facts = |keys| Facts {
        authorization: true,
        ..with_keys(keys)
    };
    assert_eq!(broken(&facts(&["headers", "auth"])), [At::Key("auth")]);
    assert_eq!(broken(&facts(&["auth", "headers"])), [At::Authorization]);
    assert_eq!(broken(&facts(&["headers"])), []);
    assert_eq!(broken(&with_keys(&["auth", "headers"])), []);
}

#[test]
fn no_secret_in_the_open() {
    let facts = Facts {
        secrets: vec![
            "headers", "auth", "cookies", "proxies", "cert", "verify", "files",
        ],
        url_is_open: true,
        ..Facts::default()
    };
    let open = [0, 1, 2, 6].map(At::Secret);
    assert_eq!(broken(&facts), open);
    let insecure = Facts {
        insecure: true,
        ..facts
    };
    assert_eq!(broken(&insecure), []);
    // Who is not verified changes nothing about logs.
    let in_url = Facts {
        secrets: vec!["url", "params"],
        ..insecure
    };
    assert_eq!(broken(&in_url), [At::Secret(0), At::Secret(1)]);
}

#[test]
fn a_deadline_is_no_shorter_than_a_timeout() {
    let facts = |deadline, timeout| Facts {
        deadline: Some(Duration::from_millis(deadline)),
        longest_timeout: Some(Duration::from_millis(timeout)),
        ..Facts::default()
    };
    assert_eq!(broken(&facts(30_000, 30_000)), []);
    assert_eq!(broken(&facts(30_001, 30_000)), []);
    let violations = check(&facts(1_000, 2_500));
    assert_eq!(violations[0].at, At::Key("deadline"));
    assert_eq!(violations[0].help, "write at least 2.5");
    let alone = Facts {
        deadline: Some(Duration::from_millis(1)),
        ..Facts::default()
    };
    assert_eq!(broken(&alone), []);
}

#[test]
fn the_deadlines_of_retry_and_poll_are_no_shorter_than_a_timeout() {
    let facts = Facts {
        longest_timeout: Some(Duration::from_secs(10)),
        deadline: Some(Duration::from_secs(9)),
        retry_deadline: Some(Duration::from_secs(9)),
        poll_deadline: Some(Duration::from_secs(9)),
        ..Facts::default()
    };
    let all = [
        At::Key("deadline"),
        At::Option("retry", "deadline"),
        At::Option("poll", "deadline"),
    ];
    assert_eq!(broken(&facts), all);
    let equal = Facts {
        longest_timeout: Some(Duration::from_secs(9)),
        ..facts
    };
    assert_eq!(broken(&equal), []);
}

#[test]
fn what_may_not_come_twice_is_not_repeated() {
    for method in Method::ALL {
        let facts = |keys| Facts {
            method: Some(method),
            keys,
            ..Facts::default()
        };
        let repeats = matches!(method, Method::Post | Method::Patch);
        let told = broken(&facts(vec!["url", "retry"]));
        assert_eq!(
            told,
            if repeats {
                vec![At::Key("retry")]
            } else {
                vec![]
            }
        );
        assert_eq!(broken(&facts(vec!["url", "retry", "idempotency_key"])), []);
        let idempotent = Facts {
            idempotent: true,
            ..facts(vec!["url", "retry"])
        };
        assert_eq!(broken(&idempotent), []);
    }
    let unknown = Facts {
        keys: vec!["url", "retry"],
        ..Facts::default()
    };
    assert_eq!(broken(&unknown), []);
}
