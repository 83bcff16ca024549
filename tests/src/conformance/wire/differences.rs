//! Where we differ from Buildbot on purpose: each difference changes what was recorded into what we
//! want, as a function of step and recording, and as narrowly as it can.

mod answer;
mod answers;
mod credentials;
mod ending;
mod failures;
mod framing;
mod origins;
mod played;
mod redirects;
mod secrets;
mod urls;

use super::case::{Chunk, Expect, Text};

pub(super) use played::Played;

/// A difference that is meant.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) reason: &'static str,
    /// Applies where it changes anything.
    change: fn(&Played<'_>, &mut Expect),
}

/// In the order in which they are applied: what is sent, what comes of it, and how it is shown.
pub(super) const DIFFERENCES: &[Rule] = &[
    Rule {
        name: "dots-are-resolved",
        reason: "the URL type resolves them however they are written, and so does every server that is careful",
        change: urls::resolve_dots,
    },
    Rule {
        name: "quotes-in-a-query-are-escaped",
        reason: "the URL type writes them so",
        change: urls::escape_quotes,
    },
    Rule {
        name: "addresses-are-complete",
        reason: "the URL type writes an IPv4 address in four parts",
        change: urls::complete_addresses,
    },
    Rule {
        name: "default-ports-are-not-said",
        reason: "the URL type drops the port that is meant anyway",
        change: urls::leave_out_default_ports,
    },
    Rule {
        name: "a-location-ends-before-its-blanks",
        reason: "blanks around a value are not part of it (RFC 9110, section 5.5): the transport has dropped them",
        change: urls::trim_locations,
    },
    Rule {
        name: "integers-end",
        reason: "integers have 128 bits; what is larger is an error when the step is made",
        change: failures::end_integers,
    },
    Rule {
        name: "bodies-are-framed-by-the-transport",
        reason: "a length that isn't the body's makes one request of two, or two of one: request smuggling",
        change: framing::set_right,
    },
    Rule {
        name: "bodies-stay-at-their-origin",
        reason: "what a redirect sends elsewhere was not made for there",
        change: origins::keep_body,
    },
    Rule {
        name: "credentials-stay-at-their-origin",
        reason: "a redirect must not carry them to whomever it names",
        change: origins::keep_credentials,
    },
    Rule {
        name: "a-host-field-stays-at-its-origin",
        reason: "it names a host of the server that it was written for",
        change: origins::keep_host,
    },
    Rule {
        name: "a-redirect-that-is-not-followed-is-an-answer",
        reason: "nobody asks where a redirect leads that is not followed",
        change: redirects::leave_alone,
    },
    Rule {
        name: "a-redirect-is-followed-whatever-its-body",
        reason: "what counts is the answer at the end of the chain",
        change: redirects::pass_over_cut_body,
    },
    Rule {
        name: "bodies-of-redirects-are-not-decoded",
        reason: "nothing is unpacked that nobody asked for",
        change: redirects::leave_encoded,
    },
    Rule {
        name: "interim-answers-are-skipped",
        reason: "an interim answer (RFC 9110, section 15.2) is no answer yet",
        change: answers::skip_interim,
    },
    Rule {
        name: "nobody-asked-for-another-protocol",
        reason: "a 101 without a request for it is no HTTP",
        change: answers::refuse_upgrade,
    },
    Rule {
        name: "a-head-is-complete",
        reason: "a head that is cut off may lack what matters",
        change: answers::refuse_cut_head,
    },
    Rule {
        name: "a-head-holds-fields-only",
        reason: "what follows a line that is no field is anybody's guess",
        change: answers::refuse_broken_head,
    },
    Rule {
        name: "a-length-is-a-number",
        reason: "no other length proves that the body is complete",
        change: answers::refuse_broken_length,
    },
    Rule {
        name: "blanks-around-a-value-are-not-part-of-it",
        reason: "so says RFC 9110, section 5.5",
        change: answers::trim_values,
    },
    Rule {
        name: "transport-failures-fail",
        reason: "the network is no mistake in the build: FAILURE, with the kind in the log",
        change: failures::fail_for_the_transport,
    },
    Rule {
        name: "unusable-files-are-mistakes",
        reason: "a key that cannot be used is a mistake in the build: EXCEPTION, and nobody is asked",
        change: failures::blame_the_step,
    },
    Rule {
        name: "credentials-of-the-proxy-are-not-shown",
        reason: "they belong to the connection with the proxy, not to the request",
        change: credentials::leave_out_those_of_the_proxy,
    },
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
];

/// The recording as all differences change it, with the names of those that did.
pub(super) fn apply(played: &Played<'_>, recorded: &Expect) -> (Expect, Vec<&'static str>) {
    let mut expect = recorded.clone();
    let mut changed_by = Vec::new();
    for rule in DIFFERENCES {
        let before = expect.clone();
        (rule.change)(played, &mut expect);
        if expect != before {
            changed_by.push(rule.name);
        }
    }
    (expect, changed_by)
}

/// Line breaks and other control characters of a value become escapes.
fn escape_line_breaks(_: &Played<'_>, expect: &mut Expect) {
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

#[cfg(test)]
mod tests;
