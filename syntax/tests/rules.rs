//! The rules across the fields of a step.
#![cfg(test)]

use core::time::Duration;

use http_step_syntax::Method;
use http_step_syntax::key::Key;
use http_step_syntax::rules::{At, Facts, check};

/// Returns the places where rules are broken.
fn broken(facts: &Facts<'_>) -> Vec<At> {
    check(facts)
        .into_iter()
        .map(|violation| violation.at)
        .collect()
}

fn with_keys(keys: &[Key]) -> Facts<'static> {
    Facts {
        keys: keys.to_vec(),
        ..Facts::default()
    }
}

#[test]
fn one_body() {
    for (keys, expected) in [
        (&[Key::Data][..], None),
        (&[Key::Files, Key::Data], None),
        (&[Key::Data, Key::Files], None),
        (&[Key::Data, Key::Json], Some(Key::Json)),
        (&[Key::Json, Key::Files], Some(Key::Files)),
        (&[Key::Files, Key::Json], Some(Key::Json)),
        (&[Key::Data, Key::Files, Key::Json], Some(Key::Json)),
        (&[Key::Json, Key::Data, Key::Files], Some(Key::Data)),
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
            ..with_keys(&[Key::Files])
        };
        assert_eq!(broken(&facts), [At::Key(Key::Files)]);
    }
}

#[test]
fn data_next_to_files_is_a_map() {
    let facts = |keys: &[Key]| Facts {
        data_is_no_map: true,
        ..with_keys(keys)
    };
    assert_eq!(
        broken(&facts(&[Key::Data, Key::Files])),
        [At::Key(Key::Data)]
    );
    assert_eq!(broken(&facts(&[Key::Data])), []);
    assert_eq!(broken(&with_keys(&[Key::Data, Key::Files])), []);
}

#[test]
fn the_content_type_agrees_with_the_body() {
    for (key, content_type, fits) in [
        (Key::Json, "application/json", true),
        (Key::Json, "application/vnd.api+JSON; charset=utf-8", true),
        (Key::Json, "text/plain", false),
        (Key::Files, "multipart/form-data", true),
        (Key::Files, "Multipart/Form-Data; boundary=x", true),
        (Key::Files, "multipart/mixed", false),
        (Key::Files, "application/json", false),
        (Key::Data, "text/plain", true),
    ] {
        let facts = Facts {
            content_type: Some(content_type),
            ..with_keys(&[Key::Headers, key])
        };
        let expected: &[At] = if fits { &[] } else { &[At::ContentType] };
        assert_eq!(broken(&facts), expected, "{key:?}: {content_type}");
    }
}

#[test]
fn one_authorization() {
    let facts = |keys: &[Key]| Facts {
        authorization: true,
        ..with_keys(keys)
    };
    assert_eq!(
        broken(&facts(&[Key::Headers, Key::Auth])),
        [At::Key(Key::Auth)]
    );
    assert_eq!(
        broken(&facts(&[Key::Auth, Key::Headers])),
        [At::Authorization]
    );
    assert_eq!(broken(&facts(&[Key::Headers])), []);
    assert_eq!(broken(&with_keys(&[Key::Auth, Key::Headers])), []);
}

#[test]
fn no_secret_in_the_open() {
    let facts = Facts {
        secrets: vec![
            Key::Headers,
            Key::Auth,
            Key::Cookies,
            Key::Proxies,
            Key::Cert,
            Key::Verify,
            Key::Files,
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
    // Logs show URLs, whether the peer is verified or not.
    let in_url = Facts {
        secrets: vec![Key::Url, Key::Params],
        ..insecure
    };
    assert_eq!(broken(&in_url), [At::Secret(0), At::Secret(1)]);
}

#[test]
fn a_deadline_is_not_shorter_than_a_timeout() {
    let facts = |deadline, timeout| Facts {
        deadline: Some(Duration::from_millis(deadline)),
        longest_timeout: Some(Duration::from_millis(timeout)),
        ..Facts::default()
    };
    assert_eq!(broken(&facts(30_000, 30_000)), []);
    assert_eq!(broken(&facts(30_001, 30_000)), []);
    let violations = check(&facts(1_000, 2_500));
    assert_eq!(violations[0].at, At::Key(Key::Deadline));
    assert_eq!(violations[0].help, "write at least 2.5");
    let alone = Facts {
        deadline: Some(Duration::from_millis(1)),
        ..Facts::default()
    };
    assert_eq!(broken(&alone), []);
}

#[test]
fn the_deadlines_of_retry_and_poll_are_not_shorter_than_a_timeout() {
    let facts = Facts {
        longest_timeout: Some(Duration::from_secs(10)),
        deadline: Some(Duration::from_secs(9)),
        retry_deadline: Some(Duration::from_secs(9)),
        poll_deadline: Some(Duration::from_secs(9)),
        ..Facts::default()
    };
    let all = [
        At::Key(Key::Deadline),
        At::Option(Key::Retry, "deadline"),
        At::Option(Key::Poll, "deadline"),
    ];
    assert_eq!(broken(&facts), all);
    let equal = Facts {
        longest_timeout: Some(Duration::from_secs(9)),
        ..facts
    };
    assert_eq!(broken(&equal), []);
}

#[test]
fn only_idempotent_requests_are_retried() {
    for method in Method::ALL {
        let facts = |keys| Facts {
            method: Some(method),
            keys,
            ..Facts::default()
        };
        let repeats = matches!(method, Method::Post | Method::Patch);
        let expected: &[At] = if repeats { &[At::Key(Key::Retry)] } else { &[] };
        assert_eq!(broken(&facts(vec![Key::Url, Key::Retry])), expected);
        assert_eq!(
            broken(&facts(vec![Key::Url, Key::Retry, Key::IdempotencyKey])),
            []
        );
        let idempotent = Facts {
            idempotent: true,
            ..facts(vec![Key::Url, Key::Retry])
        };
        assert_eq!(broken(&idempotent), []);
    }
    let unknown = Facts {
        keys: vec![Key::Url, Key::Retry],
        ..Facts::default()
    };
    assert_eq!(broken(&unknown), []);
}

#[test]
fn the_deadline_of_the_step_is_not_shorter_than_its_parts() {
    let facts = |deadline, retry, poll| Facts {
        deadline: Some(Duration::from_secs(deadline)),
        retry_deadline: Some(Duration::from_secs(retry)),
        poll_deadline: Some(Duration::from_secs(poll)),
        ..Facts::default()
    };
    assert_eq!(broken(&facts(60, 60, 60)), []);
    for (facts, key, help) in [
        (facts(30, 60, 20), "retry", "write at least 60"),
        (facts(30, 20, 90), "poll", "write at least 90"),
    ] {
        let violations = check(&facts);
        assert_eq!(violations[0].at, At::Key(Key::Deadline));
        let what = format!("the `deadline` of the whole step is shorter than that of `{key}`");
        assert_eq!(violations[0].what, what);
        assert_eq!(violations[0].help, help);
    }
}

#[test]
fn secrets_that_logs_show() {
    let shown = [
        Key::Name,
        Key::Description,
        Key::DescriptionDone,
        Key::DescriptionSuffix,
        Key::DoStepIf,
        Key::HideStepIf,
        Key::Params,
        Key::Url,
    ];
    let facts = Facts {
        secrets: shown.to_vec(),
        ..Facts::default()
    };
    let expected: Vec<_> = (0..shown.len()).map(At::Secret).collect();
    assert_eq!(broken(&facts), expected);
    let whole = Facts {
        secrets: vec![Key::Url],
        url_is_secret: true,
        ..Facts::default()
    };
    assert_eq!(broken(&whole), []);
}

#[test]
fn a_parameter_is_in_one_place() {
    let facts = Facts {
        query_names: vec!["a".to_owned(), "b c".to_owned()],
        param_names: vec!["A", "b c", "d", "a"],
        ..Facts::default()
    };
    assert_eq!(broken(&facts), [At::Param(1), At::Param(3)]);
}
