//! Where we differ from Buildbot on purpose: each difference changes what was recorded into what we
//! want, as a function of step and recording, and as narrowly as it can.

use super::case::{Chunk, Expect, Step, Text};
use super::compare::{EXCEPTION, for_each_field};

/// A difference that is meant.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) reason: &'static str,
    /// Applies where it changes anything.
    change: fn(&Step, &mut Expect),
}

pub(super) const DIFFERENCES: &[Rule] = &[
    Rule {
        name: "credentials-are-hidden",
        reason: "a log is read by more people than may know the password in it",
        change: hide_credentials,
    },
    Rule {
        name: "a-value-is-one-line",
        reason: "no value may write a line of the log that looks like one of ours",
        change: escape_line_breaks,
    },
    Rule {
        name: "transport-failures-fail",
        reason: "the network is no mistake in the build: FAILURE, with the kind in the log",
        change: fail_for_the_transport,
    },
];

/// The recording as all differences change it, with the names of those that did.
pub(super) fn apply(step: &Step, recorded: &Expect) -> (Expect, Vec<&'static str>) {
    let mut expect = recorded.clone();
    let mut changed_by = Vec::new();
    for rule in DIFFERENCES {
        let before = expect.clone();
        (rule.change)(step, &mut expect);
        if expect != before {
            changed_by.push(rule.name);
        }
    }
    (expect, changed_by)
}

const HIDDEN: &str = "<HIDDEN>";

/// Credentials by the name of their header field or parameter, and the userinfo of URLs.
fn hide_credentials(_: &Step, expect: &mut Expect) {
    let Some(log) = expect.logs.get_mut("log") else {
        return;
    };
    for_each_field(&mut log.chunks, |name, _| {
        is_credential(name).then(|| HIDDEN.to_owned())
    });
    let mut in_parameters = false;
    for Chunk(channel, text) in &mut log.chunks {
        let Text::Whole(text) = text else {
            continue;
        };
        in_parameters = match (*channel, text.as_str()) {
            ('h', "Parameters:\n") => true,
            ('h', line) => in_parameters && line.starts_with('\t'),
            _ => false,
        };
        let shown = match *channel {
            'h' if in_parameters => parameter(text),
            'h' if text.starts_with("Performing ") => text
                .split_once(" request to ")
                .map(|(performing, url)| format!("{performing} request to {}", shown_url(url))),
            'o' => text
                .strip_prefix("URL: ")
                .map(|url| format!("URL: {}", shown_url(url))),
            _ => None,
        };
        if let Some(shown) = shown {
            *text = shown;
        }
    }
}

/// Line breaks and other control characters of a value become escapes.
fn escape_line_breaks(_: &Step, expect: &mut Expect) {
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

fn parameter(line: &str) -> Option<String> {
    let (name, _) = line.strip_prefix('\t')?.split_once(": ")?;
    is_credential(name).then(|| format!("\t{name}: {HIDDEN}\n"))
}

/// A URL without its userinfo and without the values of parameters that are credentials by name.
fn shown_url(url: &str) -> String {
    let start = url.find("://").map_or(0, |scheme| scheme + 3);
    let (scheme, rest) = url.split_at(start);
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let authority = match authority.rsplit_once('@') {
        Some((_, host)) => format!("{HIDDEN}@{host}"),
        None => authority.to_owned(),
    };
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    let (query, end) = query.split_at(query.find(['#', '\n']).unwrap_or(query.len()));
    let pairs: Vec<_> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if is_credential(name.trim_start_matches('?')) => {
                format!("{name}={HIDDEN}")
            }
            _ => pair.to_owned(),
        })
        .collect();
    format!("{scheme}{authority}{path}{}{end}", pairs.join("&"))
}

fn is_credential(name: &str) -> bool {
    const WORDS: [&str; 14] = [
        "apikey",
        "auth",
        "authorization",
        "credential",
        "credentials",
        "jwt",
        "key",
        "passwd",
        "password",
        "secret",
        "session",
        "sig",
        "signature",
        "token",
    ];
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "cookie" | "set-cookie")
        || name.split(['-', '_']).any(|part| WORDS.contains(&part))
}

/// What Buildbot ends with an exception because its HTTP library does not count it as a failure of the
/// connection.
fn fail_for_the_transport(_: &Step, expect: &mut Expect) {
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
