//! Only idempotent requests are retried.

use alloc::format;

use super::facts::Facts;
use super::violation::{At, Violation};
use crate::Method;
use crate::key::Key;

/// Reports retries of a POST or PATCH, which may take effect each time (RFC 9110, section 9.2.2).
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
