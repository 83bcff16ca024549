use std::fmt::{self, Write as _};

use tracing::Span;

use super::StepOutcome;
use crate::events::EventSink;
use crate::log::{Channel, Log, excerpt};
use crate::redact::{Redactor, Stream};

/// The logs of a running step, redacted, and emitted as they grow.
pub(crate) struct Logs<'a> {
    pub(crate) step: String,
    pub(crate) redactor: &'a mut Redactor,
    events: &'a mut EventSink,
    logs: Vec<Log>,
    held: Vec<HeldText>,
    /// Whether text is discarded for now.
    is_muted: bool,
    /// A buffer for lines.
    written: String,
}

/// Text written in pieces, whose end may be the beginning of a secret.
struct HeldText {
    log: String,
    channel: Channel,
    stream: Stream,
}

impl<'a> Logs<'a> {
    pub(crate) fn new(redactor: &'a mut Redactor, events: &'a mut EventSink) -> Self {
        Self {
            step: String::new(),
            redactor,
            events,
            logs: Vec::new(),
            held: Vec::new(),
            is_muted: false,
            written: String::new(),
        }
    }

    /// Writes a chunk in which no secret is cut off.
    pub(crate) fn write(&mut self, log: &str, channel: Channel, text: fmt::Arguments<'_>) {
        self.flush_held(log);
        self.append(log, channel, text);
    }

    /// Writes a chunk as one line, with control characters escaped.
    pub(crate) fn write_line(
        &mut self,
        log: &str,
        channel: Channel,
        text: fmt::Arguments<'_>,
        end: &str,
    ) {
        self.flush_held(log);
        let mut written = std::mem::take(&mut self.written);
        written.clear();
        // Writing to a String does not fail; a Display that fails has written a part.
        let _ = written.write_fmt(text);
        let line = excerpt(self.redactor.line(&written));
        self.append_redacted(log, channel, &line, end);
        self.written = written;
    }

    fn flush_held(&mut self, log: &str) {
        let index = self.held.iter().position(|held| held.log == log);
        if let Some(index) = index {
            let held = self.held.remove(index);
            self.finish_held(held);
        }
    }

    fn finish_held(&mut self, mut held: HeldText) {
        let mut shown = String::new();
        held.stream.finish(self.redactor, &mut shown);
        if !shown.is_empty() {
            self.append_redacted(&held.log, held.channel, &shown, "");
        }
    }

    /// Writes a piece in which a secret may begin or end.
    pub(crate) fn write_part(&mut self, log: &str, channel: Channel, text: &str) {
        let goes_on = |held: &HeldText| held.log == log && held.channel == channel;
        let held = self.held.iter().position(goes_on);
        let held = held.map(|index| self.held.remove(index));
        let mut held = held.unwrap_or_else(|| {
            self.flush_held(log);
            HeldText {
                log: log.to_owned(),
                channel,
                stream: Stream::default(),
            }
        });
        let mut shown = String::new();
        held.stream.push(self.redactor, text, &mut shown);
        if !shown.is_empty() || text.is_empty() {
            self.append_redacted(log, channel, &shown, "");
        }
        self.held.push(held);
    }

    /// Writes to the log `err.text` why a step did not run to its end, as Buildbot does with an exception.
    pub(crate) fn write_error(&mut self, what: impl fmt::Display) {
        self.write_line("err.text", Channel::Stderr, format_args!("{what}"), "\n");
    }

    /// Whether the log is empty or ends with a line break.
    pub(crate) fn is_at_line_start(&self, log: &str) -> bool {
        let log = self.logs.iter().rfind(|known| known.name() == log);
        log.is_none_or(|log| log.text().is_empty() || log.text().ends_with('\n'))
    }

    /// Discards all text from now on, or no longer.
    pub(crate) fn mute(&mut self, is_mute: bool) {
        self.is_muted = is_mute;
    }

    /// Starts a new log, even if there is one with that name.
    pub(crate) fn begin(&mut self, name: &str) {
        if !self.is_muted {
            self.logs.push(Log::new(name));
        }
    }

    fn append(&mut self, name: &str, channel: Channel, text: fmt::Arguments<'_>) {
        let shown = self.redactor.redacting(text).to_string();
        self.append_redacted(name, channel, &shown, "");
    }

    /// Writes text that has been redacted.
    fn append_redacted(&mut self, name: &str, channel: Channel, text: &str, end: &str) {
        if self.is_muted {
            return;
        }
        let index = match self.logs.iter().rposition(|log| log.name() == name) {
            Some(index) => index,
            None => {
                self.logs.push(Log::new(name));
                self.logs.len() - 1
            }
        };
        let Some(log) = self.logs.get_mut(index) else {
            return;
        };
        let chunk = log.push(channel, text, end);
        self.events.log_chunk(&self.step, name, chunk);
    }

    /// Emits the start of the step, and returns its span.
    pub(crate) fn start(&mut self, description: &str) -> Span {
        let description = self.redactor.apply(description);
        self.events.step_started(&self.step, &description)
    }

    pub(crate) fn finish(&mut self, outcome: StepOutcome) -> StepOutcome {
        for held in std::mem::take(&mut self.held) {
            self.finish_held(held);
        }
        let outcome = outcome.redacted(self.redactor);
        let (step, logs) = (
            std::mem::take(&mut self.step),
            std::mem::take(&mut self.logs),
        );
        let outcome = outcome.of(step, logs);
        self.events.step_finished(
            outcome.name(),
            outcome.result(),
            outcome.state_string(),
            outcome.is_hidden(),
        );
        outcome
    }
}
