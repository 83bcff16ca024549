//! Durations.

use alloc::format;
use core::time::Duration;

use super::checker::Checker;
use super::kind::is_open;
use crate::key::{Key, Row};
use crate::tree::{Node, Opaque, OpaqueKind, Pos, Value};

impl<'t> Checker<'t> {
    pub(super) fn timeout(&mut self, row: &Row, node: &'t Node) {
        match &node.value {
            Value::Tuple(items) if items.len() == 2 => {
                for item in items {
                    self.seconds(row, item);
                }
            }
            _ => self.seconds(row, node),
        }
    }

    pub(super) fn seconds(&mut self, row: &Row, node: &'t Node) {
        let seconds = match &node.value {
            Value::Integer(seconds) => *seconds as f64,
            Value::Float(seconds)
            | Value::Opaque(Opaque {
                kind: OpaqueKind::Number(seconds),
                ..
            }) => *seconds,
            Value::Word(word) if word.name == "NAN" => f64::NAN,
            Value::Text(text) => return self.seconds_in_text(row, node, text),
            Value::Opaque(Opaque {
                kind: OpaqueKind::Closure(_),
                ..
            }) => return self.report_shape(row, node),
            _ if is_open(node) => return self.value(node),
            _ => return self.report_shape(row, node),
        };
        self.number_of_seconds(row, node.at, seconds);
    }

    fn number_of_seconds(&mut self, row: &Row, at: Pos, seconds: f64) {
        let found = if seconds.is_nan() {
            "NaN"
        } else if seconds < 0.0 {
            "a negative number"
        } else if seconds == 0.0 {
            "zero"
        } else {
            return self.note_seconds(row, seconds);
        };
        let problem = self.mismatch(row, "a positive number of seconds", found);
        self.report(at, problem);
    }

    /// Reports a string, which may be how other tools write a duration: `"5s"`.
    fn seconds_in_text(&mut self, row: &Row, node: &Node, text: &str) {
        let problem = self.mismatch(row, self.surface.takes(row.shape), "a string");
        self.report(
            node.at,
            match seconds_of(text) {
                Some(seconds) => {
                    problem.help(format!("durations are in seconds: write `{seconds}`"))
                }
                None => problem,
            },
        );
    }

    /// Notes the durations that the rules across fields compare.
    fn note_seconds(&mut self, row: &Row, seconds: f64) {
        let duration = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        let facts = &mut self.facts;
        match (self.key, row.name) {
            (Some(Key::Timeout), _) => {
                facts.longest_timeout = facts.longest_timeout.max(Some(duration));
            }
            (Some(Key::Deadline), _) => facts.deadline = Some(duration),
            (Some(Key::Retry), "deadline") => facts.retry_deadline = Some(duration),
            (Some(Key::Poll), "deadline") => facts.poll_deadline = Some(duration),
            _ => {}
        }
    }
}

/// Returns the seconds of a string like `5s`, `1.5 min` or `300ms`.
fn seconds_of(text: &str) -> Option<f64> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic() || c.is_whitespace());
    let (number, unit) = text.split_at(unit.unwrap_or(text.len()));
    let number: f64 = number.parse().ok()?;
    let seconds = match unit.trim() {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => number,
        "ms" => number / 1000.0,
        "m" | "min" | "minute" | "minutes" => number * 60.0,
        "h" | "hour" | "hours" => number * 3600.0,
        _ => return None,
    };
    (seconds > 0.0).then_some(seconds)
}
