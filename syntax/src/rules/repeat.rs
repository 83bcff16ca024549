//! Which requests may be sent more than once.

use alloc::format;

use super::{At, Facts, Violation};
use crate::Method;
use crate::key::Key;

/// A POST or a PATCH may do its work each time it comes (RFC 9110, section 9.2.2).
pub(super) fn only_what_may_come_twice(facts: &Facts<'_>) -> Option<Violation> {
    let has = |key| facts.keys.contains(&key);
    let method = facts
        .method
        .filter(|method| matches!(method, Method::Post | Method::Patch))?;
    let broken = has(Key::Retry) && !has(Key::IdempotencyKey) && !facts.idempotent;
    broken.then(|| Violation {
        at: At::Key(Key::Retry),
        what: format!("a {method} request is not idempotent: a retry may apply it twice"),
        help: "add an `idempotency_key` that the server knows, or `idempotent: true` in `retry`"
            .into(),
    })
}
