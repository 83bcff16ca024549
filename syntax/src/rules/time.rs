//! A deadline is not shorter than what it limits.

use alloc::format;
use alloc::vec::Vec;

use super::facts::Facts;
use super::violation::{At, Violation};
use crate::key::Key;

/// Reports deadlines that are shorter than `timeout`.
pub(super) fn deadlines_after_timeout(facts: &Facts<'_>) -> Vec<Violation> {
    let Some(timeout) = facts.longest_timeout else {
        return Vec::new();
    };
    let deadlines = [
        (
            facts.deadline,
            At::Key(Key::Deadline),
            "the `deadline` of the whole step is shorter than its `timeout`",
        ),
        (
            facts.retry_deadline,
            At::Option(Key::Retry, "deadline"),
            "the `deadline` of all attempts is shorter than the `timeout` of one",
        ),
        (
            facts.poll_deadline,
            At::Option(Key::Poll, "deadline"),
            "the `deadline` of the poll is shorter than the `timeout` of one request",
        ),
    ];
    let broken = deadlines.into_iter().filter_map(|(deadline, at, what)| {
        (deadline? < timeout).then(|| Violation {
            at,
            what: what.into(),
            help: format!("write at least {}", timeout.as_secs_f64()),
        })
    });
    broken.collect()
}

/// Reports a deadline of the step that is shorter than that of `retry` or `poll`.
pub(super) fn deadline_after_its_parts(facts: &Facts<'_>) -> Option<Violation> {
    let deadline = facts.deadline?;
    let parts = [
        (facts.retry_deadline, "retry"),
        (facts.poll_deadline, "poll"),
    ];
    let mut longer = parts
        .into_iter()
        .filter_map(|(part, key)| part.filter(|part| *part > deadline).map(|part| (part, key)));
    let (part, key) = longer.next()?;
    Some(Violation {
        at: At::Key(Key::Deadline),
        what: format!("the `deadline` of the whole step is shorter than that of `{key}`"),
        help: format!("write at least {}", part.as_secs_f64()),
    })
}
