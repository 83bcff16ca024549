//! Whose fault it is that there is no response.

use serde_json::Value;

use super::ending;
use super::played::Played;
use crate::conformance::wire::case::Expect;
use crate::conformance::wire::compare::is_of_the_transport;

/// What Buildbot ends with an exception because its HTTP library does not count it as a failure of the
/// connection.
pub(super) fn fail_for_the_transport(_: &Played<'_>, expect: &mut Expect) {
    let kind = expect.error_kind.clone().unwrap_or_default();
    if expect.result.as_deref() == Some("EXCEPTION") && is_of_the_transport(&kind) == Some(true) {
        ending::fails(expect, &kind);
    }
}

/// What Buildbot counts as a failure of the connection although no connection was made for it.
pub(super) fn blame_the_step(_: &Played<'_>, expect: &mut Expect) {
    let kind = expect.error_kind.clone().unwrap_or_default();
    if expect.result.as_deref() == Some("FAILURE") && is_of_the_transport(&kind) == Some(false) {
        ending::is_mistaken(expect, &kind);
    }
}

/// A number that no integer of ours holds makes no step.
pub(super) fn end_integers(played: &Played<'_>, expect: &mut Expect) {
    if played.step.values().any(is_too_large) && expect.config_error.is_none() {
        *expect = Expect::default();
        expect.config_error = Some("integer out of range".to_owned());
    }
}

fn is_too_large(value: &Value) -> bool {
    match value {
        Value::Object(members) => match members.get("$int").and_then(Value::as_str) {
            Some(digits) => digits.parse::<i128>().is_err(),
            None => members.values().any(is_too_large),
        },
        Value::Array(items) => items.iter().any(is_too_large),
        _ => false,
    }
}
