//! Where we differ from Buildbot on purpose: each difference changes what was recorded into what we
//! want, as a function of step and recording, and as narrowly as it can.

mod credentials;
mod framing;
mod secrets;

use super::case::{Chunk, Expect, Given, Step, Text};
use super::compare::EXCEPTION;

/// A difference that is meant.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) reason: &'static str,
    /// Applies where it changes anything.
    change: fn(&Given, &Step, &mut Expect),
}

pub(super) const DIFFERENCES: &[Rule] = &[
    Rule {
        name: "credentials-are-hidden",
        reason: "a log is read by more people than may know the password in it",
        change: credentials::hide,
    },
    Rule {
        name: "secrets-are-hidden",
        reason: "a log is read by more people than may know the secret, in whatever form it comes back",
        change: secrets::hide,
    },
    Rule {
        name: "short-secrets-are-not-looked-for",
        reason: "a state string in which every `200` is a mask says nothing, and tells the secret besides",
        change: secrets::show_short,
    },
    Rule {
        name: "a-value-is-one-line",
        reason: "no value may write a line of the log that looks like one of ours",
        change: escape_line_breaks,
    },
    Rule {
        name: "bodies-are-framed-by-the-transport",
        reason: "a length that isn't the body's makes one request of two, or two of one: request smuggling",
        change: framing::set_right,
    },
    Rule {
        name: "transport-failures-fail",
        reason: "the network is no mistake in the build: FAILURE, with the kind in the log",
        change: fail_for_the_transport,
    },
];

/// The recording as all differences change it, with the names of those that did.
pub(super) fn apply(given: &Given, step: &Step, recorded: &Expect) -> (Expect, Vec<&'static str>) {
    let mut expect = recorded.clone();
    let mut changed_by = Vec::new();
    for rule in DIFFERENCES {
        let before = expect.clone();
        (rule.change)(given, step, &mut expect);
        if expect != before {
            changed_by.push(rule.name);
        }
    }
    (expect, changed_by)
}

/// Line breaks and other control characters of a value become escapes.
fn escape_line_breaks(_: &Given, _: &Step, expect: &mut Expect) {
    let Some(log) = expect.logs.get_mut("log") else {
        return;
    };
    for Chunk(channel, text) in &mut log.chunks {
        let Text::Whole(text) = text else {
            continue;
        };
        let line = text.strip_suffix('\n').filter(|_| *channel == 'h');
        if let Some(line) = line.filter(|line| line.contains(char::is_control)) {
            let escaped = line.chars().map(|c| match c {
                '\t' => "\t".to_owned(),
                c if c.is_control() => c.escape_default().to_string(),
                c => c.to_string(),
            });
            *text = escaped.chain(["\n".to_owned()]).collect();
        }
    }
}

/// What Buildbot ends with an exception because its HTTP library does not count it as a failure of the
/// connection.
fn fail_for_the_transport(_: &Given, _: &Step, expect: &mut Expect) {
    const KINDS: [&str; 7] = [
        "content-decoding",
        "incomplete-body",
        "invalid-chunk",
        "invalid-response-header",
        "read-timeout",
        "read-timeout-body",
        "too-many-redirects",
    ];
    let is_transport = expect
        .error_kind
        .as_deref()
        .is_some_and(|kind| KINDS.contains(&kind));
    if !is_transport || expect.result.as_deref() != Some("EXCEPTION") {
        return;
    }
    expect.result = Some("FAILURE".to_owned());
    if let Some(state) = &mut expect.state_string {
        *state = state.replace("(exception)", "(failure)");
    }
    let log = expect.logs.entry("log".to_owned()).or_default();
    log.chunks
        .push(Chunk('e', Text::Whole(EXCEPTION.to_owned())));
}

#[cfg(test)]
mod tests;
