use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expect, apply};

fn expect(log: &Value) -> Expect {
    let expect = json!({
        "requests": [], "result": "SUCCESS", "state_string": "Status code: 200",
        "logs": {"log": {"chunks": log}, "content": {"chunks": [["o", "\tCookie: a=1\n"]]}}, "config_error": null,
    });
    Expect::deserialize(expect).unwrap()
}

#[test]
fn credentials_are_hidden_where_a_log_names_them() {
    let recorded = json!([
        [
            "h",
            "Performing GET request to http://u:p@h/p@q?token=t&a=1#f\n"
        ],
        ["h", "Parameters:\n"],
        ["h", "\tapi_key: k\n"],
        ["h", "\ta: 1\n"],
        ["h", "Data:\n"],
        ["h", "\tpassword: p\n"],
        ["h", "Request Headers:\n"],
        ["h", "\tX-Auth-Token: t\n"],
        ["h", "\tAuthority: a\n"],
        ["o", "URL: http://u@h\n"],
        ["h", "Response Headers:\n"],
        ["h", "\tset-cookie: a=1, b=2\n"],
        ["o", " ------ Content ------\n\tCookie: a=1\n"],
    ]);
    let changed = json!([
        [
            "h",
            "Performing GET request to http://<HIDDEN>@h/p@q?token=<HIDDEN>&a=1#f\n"
        ],
        ["h", "Parameters:\n"],
        ["h", "\tapi_key: <HIDDEN>\n"],
        ["h", "\ta: 1\n"],
        ["h", "Data:\n"],
        ["h", "\tpassword: p\n"],
        ["h", "Request Headers:\n"],
        ["h", "\tX-Auth-Token: <HIDDEN>\n"],
        ["h", "\tAuthority: a\n"],
        ["o", "URL: http://<HIDDEN>@h\n"],
        ["h", "Response Headers:\n"],
        ["h", "\tset-cookie: <HIDDEN>\n"],
        ["o", " ------ Content ------\n\tCookie: a=1\n"],
    ]);
    let (hidden, changed_by) = apply(&Default::default(), &expect(&recorded));
    assert_eq!(hidden, expect(&changed));
    assert_eq!(changed_by, ["credentials-are-hidden"]);
}

#[test]
fn only_failures_of_the_transport_become_failures() {
    let ended = |result: &str, kind: &str| {
        let mut expect = expect(&json!([["h", "Performing\n"]]));
        expect.result = Some(result.to_owned());
        expect.state_string = Some(format!("Requested ({})", result.to_lowercase()));
        expect.error_kind = Some(kind.to_owned());
        expect
    };
    let (changed, changed_by) = apply(&Default::default(), &ended("EXCEPTION", "read-timeout"));
    assert_eq!(changed_by, ["transport-failures-fail"]);
    assert_eq!(changed.result.as_deref(), Some("FAILURE"));
    assert_eq!(changed.state_string.as_deref(), Some("Requested (failure)"));
    assert_eq!(changed.logs["log"].chunks.len(), 2);
    for (result, kind) in [
        ("EXCEPTION", "invalid-header"),
        ("FAILURE", "read-timeout-body"),
    ] {
        let recorded = ended(result, kind);
        assert_eq!(
            apply(&Default::default(), &recorded),
            (recorded, Vec::new())
        );
    }
}
