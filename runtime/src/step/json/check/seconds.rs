//! Spans of time.

use std::time::Duration;

use http_step_syntax::key::Key;

use super::Step;
use super::seen::Seen;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn seconds_of(&mut self, key: &Key, value: &'v Value) {
        if let Some(seen) = self.seen(value) {
            self.seconds(key, seen);
        }
    }

    pub(super) fn seconds(&mut self, key: &Key, seen: Seen<'v>) {
        let seconds = match seen {
            Seen::Integer(seconds) => seconds as f64,
            Seen::Float(seconds) => seconds,
            Seen::Open(_) => return self.any(seen),
            seen => return self.wrong_shape(key, seen),
        };
        match key.seconds(seconds) {
            Ok(()) => self.known(key, seconds),
            Err(problem) => self.problem(problem),
        }
    }

    /// Keeps what the rules across fields compare.
    fn known(&mut self, key: &Key, seconds: f64) {
        let duration = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        match (self.key, key.name) {
            (_, "timeout") => self.longest_timeout = self.longest_timeout.max(Some(duration)),
            ("retry", "deadline") => self.retry_deadline = Some(duration),
            ("poll", "deadline") => self.poll_deadline = Some(duration),
            (_, "deadline") => self.deadline = Some(duration),
            _ => {}
        }
    }
}
