use std::fmt::{self, Write as _};

use tracing::Span;

use super::StepOutcome;
use crate::events::Teller;
use crate::log::{Channel, Log, excerpt};
use crate::redact::{Redactor, Stream};

/// The logs of a running step, told as they grow, and redacted before.
pub(crate) struct Logs<'a> {
    pub(crate) step: String,
    pub(crate) redactor: &'a mut Redactor,
    teller: &'a mut Teller,
    logs: Vec<Log>,
    held: Vec<Held>,
    /// Whether nothing is kept and told for now.
    is_mute: bool,
    /// The line that was written last: most lines need no room of their own.
    written: String,
}

/// What is written to a log in pieces.
struct Held {
    log: String,
    channel: Channel,
    stream: Stream,
}

impl<'a> Logs<'a> {
    pub(crate) fn new(redactor: &'a mut Redactor, teller: &'a mut Teller) -> Self {
        Self {
            step: String::new(),
            redactor,
            teller,
            logs: Vec::new(),
            held: Vec::new(),
            is_mute: false,
            written: String::new(),
        }
    }

    /// Writes a chunk that holds its secrets whole.
    pub(crate) fn write(&mut self, log: &str, channel: Channel, text: fmt::Arguments<'_>) {
        self.write_held(log);
        self.append(log, channel, text);
    }

    /// Writes a chunk that is one line, whatever stands in it.
    pub(crate) fn write_line(
        &mut self,
        log: &str,
        channel: Channel,
        text: fmt::Arguments<'_>,
        end: &str,
    ) {
        self.write_held(log);
        let mut written = std::mem::take(&mut self.written);
        written.clear();
        // A String takes what it is given; a Display that fails has written what it could.
        let _ = written.write_fmt(text);
        let line = excerpt(self.redactor.line(&written));
        self.append_shown(log, channel, &line, end);
        self.written = written;
    }

    fn write_held(&mut self, log: &str) {
        let index = self.held.iter().position(|held| held.log == log);
        if let Some(index) = index {
            let held = self.held.remove(index);
            self.end(held);
        }
    }

    fn end(&mut self, mut held: Held) {
        let mut shown = String::new();
        held.stream.finish(self.redactor, &mut shown);
        if !shown.is_empty() {
            self.append_shown(&held.log, held.channel, &shown, "");
        }
    }

    /// Writes a piece that a secret may begin or end in.
    pub(crate) fn write_part(&mut self, log: &str, channel: Channel, text: &str) {
        let goes_on = |held: &Held| held.log == log && held.channel == channel;
        let held = self.held.iter().position(goes_on);
        let held = held.map(|index| self.held.remove(index));
        let mut held = held.unwrap_or_else(|| {
            self.write_held(log);
            Held {
                log: log.to_owned(),
                channel,
                stream: Stream::default(),
            }
        });
        let mut shown = String::new();
        held.stream.push(self.redactor, text, &mut shown);
        if !shown.is_empty() || text.is_empty() {
            self.append_shown(log, channel, &shown, "");
        }
        self.held.push(held);
    }

    /// Whether the log of that name has no line that goes on.
    /// Says in a log of its own why a step came to nothing, as Buildbot does with an exception.
    pub(crate) fn write_error(&mut self, what: impl fmt::Display) {
        self.write_line("err.text", Channel::Stderr, format_args!("{what}"), "\n");
    }

    pub(crate) fn is_at_line_start(&self, log: &str) -> bool {
        let log = self.logs.iter().rfind(|known| known.name() == log);
        log.is_none_or(|log| log.text().is_empty() || log.text().ends_with('\n'))
    }

    /// From now on nothing is kept and told, or all is again.
    pub(crate) fn mute(&mut self, is_mute: bool) {
        self.is_mute = is_mute;
    }

    /// Begins a log, after another one of that name where there is one.
    pub(crate) fn begin(&mut self, name: &str) {
        if !self.is_mute {
            self.logs.push(Log::new(name));
        }
    }

    fn append(&mut self, name: &str, channel: Channel, text: fmt::Arguments<'_>) {
        let shown = self.redactor.shown(text).to_string();
        self.append_shown(name, channel, &shown, "");
    }

    /// Writes what has been redacted.
    fn append_shown(&mut self, name: &str, channel: Channel, text: &str, end: &str) {
        if self.is_mute {
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
        self.teller.log_chunk(&self.step, name, chunk);
    }

    /// Says that the step begins, and gives the span that its work belongs to.
    pub(crate) fn start(&mut self, description: &str) -> Span {
        let description = self.redactor.apply(description);
        self.teller.step_started(&self.step, &description)
    }

    pub(crate) fn finish(&mut self, outcome: StepOutcome) -> StepOutcome {
        for held in std::mem::take(&mut self.held) {
            self.end(held);
        }
        let outcome = outcome.redacted(self.redactor);
        let (step, logs) = (
            std::mem::take(&mut self.step),
            std::mem::take(&mut self.logs),
        );
        let outcome = outcome.of(step, logs);
        self.teller.step_finished(
            outcome.name(),
            outcome.result(),
            outcome.state_string(),
            outcome.hidden(),
        );
        outcome
    }
}
