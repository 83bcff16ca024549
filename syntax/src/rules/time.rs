//! Spans of time that fit each other.

use alloc::format;

use super::{At, Facts, Violation};

pub(super) fn deadline_after_timeout(facts: &Facts<'_>) -> Option<Violation> {
    let (deadline, timeout) = (facts.deadline?, facts.longest_timeout?);
    (deadline < timeout).then(|| Violation {
        at: At::Key("deadline"),
        what: "the `deadline` of the whole step is shorter than its `timeout`".into(),
        help: format!("write at least {}", timeout.as_secs_f64()),
    })
}
