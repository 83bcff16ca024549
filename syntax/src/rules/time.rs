//! Spans of time that fit each other.

use alloc::format;
use alloc::vec::Vec;

use super::{At, Facts, Violation};

pub(super) fn deadlines_after_timeout(facts: &Facts<'_>) -> Vec<Violation> {
    let Some(timeout) = facts.longest_timeout else {
        return Vec::new();
    };
    let deadlines = [
        (
            facts.deadline,
            At::Key("deadline"),
            "the `deadline` of the whole step is shorter than its `timeout`",
        ),
        (
            facts.retry_deadline,
            At::Option("retry", "deadline"),
            "the `deadline` of all attempts is shorter than the `timeout` of one",
        ),
        (
            facts.poll_deadline,
            At::Option("poll", "deadline"),
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
