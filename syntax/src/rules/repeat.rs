//! Which requests may be sent more than once.

use alloc::format;

use super::{At, Facts, Violation};
use crate::Method;

/// A POST or a PATCH may do its work each time it comes (RFC 9110, section 9.2.2).
pub(super) fn only_what_may_come_twice(facts: &Facts<'_>) -> Option<Violation> {
    let has = |key| facts.keys.contains(&key);
    let method = facts
        .method
        .filter(|method| matches!(method, Method::Post | Method::Patch))?;
    let broken = has("retry") && !has("idempotency_key") && !facts.idempotent;
    broken.then(|| Violation {
        at: At::Key("retry"),
        what: format!("a {method} request that is sent again may do its work twice"),
        help:
            "add an `idempotency_key` that the server knows, or say `idempotent: true` in `retry`"
                .into(),
    })
}
