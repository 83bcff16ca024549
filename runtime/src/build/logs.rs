use std::fmt;
use std::sync::Arc;

use crate::event::{Event, Observer};
use crate::log::{Channel, Log};
use crate::outcome::StepOutcome;
use crate::redact::Redactor;

/// The logs of a running step, told to the observers as they grow, and redacted before.
pub(super) struct Logs<'a> {
    pub(super) step: String,
    pub(super) redactor: &'a mut Redactor,
    observers: &'a [Arc<dyn Observer>],
    logs: Vec<Log>,
    held: Vec<Held>,
}

/// The end of what was written to a log, which may be the beginning of a secret.
struct Held {
    log: String,
    channel: Channel,
    text: String,
}

impl<'a> Logs<'a> {
    pub(super) fn new(redactor: &'a mut Redactor, observers: &'a [Arc<dyn Observer>]) -> Self {
        Self {
            step: String::new(),
            redactor,
            observers,
            logs: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Writes a chunk that holds its secrets whole.
    pub(super) fn write(&mut self, log: &str, channel: Channel, text: fmt::Arguments<'_>) {
        if let Some(held) = self.take_held(log) {
            self.append(log, held.channel, format_args!("{}", held.text));
        }
        self.append(log, channel, text);
    }

    /// Writes a piece that a secret may begin or end in.
    pub(super) fn write_part(&mut self, log: &str, channel: Channel, text: &str) {
        let mut whole = String::new();
        match self.take_held(log) {
            Some(held) if held.channel == channel => whole = held.text,
            Some(held) => self.append(log, held.channel, format_args!("{}", held.text)),
            None => {}
        }
        whole.push_str(text);
        let (written, held) = whole.split_at(whole.len() - self.redactor.open_end(&whole));
        if !written.is_empty() || held.is_empty() {
            self.append(log, channel, format_args!("{written}"));
        }
        if !held.is_empty() {
            self.held.push(Held {
                log: log.to_owned(),
                channel,
                text: held.to_owned(),
            });
        }
    }

    fn take_held(&mut self, log: &str) -> Option<Held> {
        let index = self.held.iter().position(|held| held.log == log)?;
        Some(self.held.remove(index))
    }

    fn append(&mut self, name: &str, channel: Channel, text: fmt::Arguments<'_>) {
        let index = match self.logs.iter().position(|log| log.name() == name) {
            Some(index) => index,
            None => {
                self.logs.push(Log::new(name));
                self.logs.len() - 1
            }
        };
        let Some(log) = self.logs.get_mut(index) else {
            return;
        };
        let chunk = log.write(channel, self.redactor.shown(text));
        for observer in self.observers {
            observer.observe(&Event::LogChunk {
                step: &self.step,
                log: name,
                chunk,
            });
        }
    }

    pub(super) fn tell(&self, event: &Event<'_>) {
        for observer in self.observers {
            observer.observe(event);
        }
    }

    pub(super) fn finish(mut self, outcome: StepOutcome) -> StepOutcome {
        for held in std::mem::take(&mut self.held) {
            self.append(&held.log, held.channel, format_args!("{}", held.text));
        }
        let outcome = outcome.redacted(self.redactor).of(self.step, self.logs);
        for observer in self.observers {
            observer.observe(&Event::StepFinished {
                step: outcome.name(),
                result: outcome.result(),
                state_string: outcome.state_string(),
            });
        }
        outcome
    }
}
